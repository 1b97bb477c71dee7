/** What can be wrong with an approval workflow, told per field (access-and-approvals 6). */
import { listIndexed } from '../../activities/directory-index/objects.ts';
import type { Db } from '../../activities/database/client.ts';
import type {
  DefinitionChange,
  WorkflowDefinition,
} from '../../activities/database/repositories/approval-workflows.ts';
import type { IdentityStore } from '../../activities/database/repositories/stores.ts';
import { type LiveDirectory, storeVocabulary } from '../../activities/platform/live-directory.ts';
import {
  type ApprovalObject,
  approverKindsFor,
  type ApproverEntry,
  eventsOf,
  groupFields,
} from '../../workflows/contracts/approvals.ts';
import type { ObjectKind } from '../../workflows/contracts/directory.ts';
import type { FieldProblem } from '../../workflows/contracts/errors.ts';
import { kindsTaken } from '../../workflows/contracts/find.ts';
import { ApiProblem } from '../problem.ts';

export type Checked = Pick<
  WorkflowDefinition,
  'system' | 'objects' | 'event' | 'fields' | 'filters' | 'approvers' | 'enabled'
>;

const problem = (field: string, message: string): FieldProblem => ({ field, code: 'value.invalid', message });

/** @throws ApiProblem naming every field at fault */
export async function checkDefinition(
  live: LiveDirectory,
  store: IdentityStore,
  definition: Checked,
): Promise<void> {
  const problems = shapeProblems(definition);
  if (problems.length === 0) {
    problems.push(...(await nameProblems(live, store, definition)));
    problems.push(
      ...(await approverProblems(live, store, definition.approvers, (index) => `approvers/${index}/id`)),
    );
  }
  if (problems.length > 0) throw ApiProblem.invalid(problems);
}

/** What needs no look at the directory. */
function shapeProblems({
  system,
  objects,
  event,
  fields,
  filters,
  approvers,
  enabled,
}: Checked): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (system === null) {
    const odd = objects.filter((object) => !eventsOf[object].includes(event));
    if (odd.length > 0) problems.push(problem('event', `cannot happen to: ${odd.join(', ')}`));
    if (event === 'edit' && fields.length === 0)
      problems.push(problem('fields', 'must name at least one field'));
    if (event !== 'edit' && fields.length > 0) {
      problems.push(problem('fields', 'must be empty: only an edit is held field by field'));
    }
  }
  if (approvers.length === 0 && (enabled || system === null)) {
    problems.push(problem('approvers', 'must name at least one approver'));
  }
  const seen = new Set<string>();
  for (const [index, { kind, id }] of approvers.entries()) {
    const fits = objects.every((object) => approverKindsFor(object, event).includes(kind));
    if (!fits) problems.push(problem(`approvers/${index}/kind`, 'does not exist for this object and event'));
    if ((kind === 'object') !== (id !== undefined)) {
      problems.push(
        problem(
          `approvers/${index}/id`,
          kind === 'object' ? 'must name a person or group' : 'must be left out',
        ),
      );
    }
    const key = `${kind} ${id ?? ''}`;
    if (seen.has(key)) problems.push(problem(`approvers/${index}`, 'is named already'));
    seen.add(key);
  }
  for (const [index, { test, value }] of filters.entries()) {
    const compares = test === 'equals' || test === 'notEquals';
    if (compares && value === undefined) problems.push(problem(`filters/${index}/value`, 'must be given'));
    if (!compares && value !== undefined)
      problems.push(problem(`filters/${index}/value`, 'must be left out'));
  }
  return problems;
}

/** Fields and attributes that the directory does not know would never match. */
async function nameProblems(
  live: LiveDirectory,
  store: IdentityStore,
  { system, objects, fields, filters }: Checked,
): Promise<FieldProblem[]> {
  if (system !== null || (fields.length === 0 && filters.length === 0)) return [];
  const { attributes } = await live.discover(store.id);
  const concepts = Object.keys(storeVocabulary(store.kind));
  const of = (kind: ObjectKind): ReadonlySet<string> =>
    new Set(
      [...concepts, ...(attributes[kind] ?? []).map(({ name }) => name)].map((name) => name.toLowerCase()),
    );
  const known: Readonly<Partial<Record<ApprovalObject, ReadonlySet<string>>>> = {
    user: of('user'),
    contact: of('contact'),
    group: of('group'),
  };
  const ofGroups: readonly string[] = groupFields;
  const hasField = (object: ApprovalObject, field: string): boolean =>
    object === 'group' ? ofGroups.includes(field) : (known[object]?.has(field.toLowerCase()) ?? false);
  const hasAttribute = (object: ApprovalObject, name: string): boolean =>
    (known[object]?.has(name.toLowerCase()) ?? false) || (object === 'group' && name === 'securityType');
  return [
    ...fields.flatMap((field, index) =>
      objects.some((object) => hasField(object, field))
        ? []
        : [problem(`fields/${index}`, `is no field of: ${objects.join(', ')}`)],
    ),
    ...filters.flatMap(({ subject, attribute }, index) => {
      const subjects: readonly ApprovalObject[] = subject === 'requester' ? ['user'] : objects;
      return subjects.some((object) => hasAttribute(object, attribute))
        ? []
        : [problem(`filters/${index}/attribute`, `is no attribute of: ${subjects.join(', ')}`)];
    }),
  ];
}

/** Users and groups of the store, as they are in its directory now. */
export async function approverProblems(
  live: LiveDirectory,
  store: IdentityStore,
  entries: readonly ApproverEntry[],
  field: (index: number) => string,
): Promise<FieldProblem[]> {
  const ids = entries.flatMap(({ id }) => id ?? []);
  const found = new Map((await live.read(store.id, ids)).map(({ id, kind }) => [id, kind]));
  const kinds: readonly ObjectKind[] = kindsTaken('approver', store.kind);
  return entries.flatMap(({ id }, index) => {
    if (id === undefined) return [];
    const kind = found.get(id);
    if (kind !== undefined && kinds.includes(kind)) return [];
    return [
      problem(
        field(index),
        kind === undefined ? `is not in ${store.name}` : `is a ${kind}; choose people or groups to decide`,
      ),
    ];
  });
}

/** What of a system workflow may be changed (W6). */
const openInSystem: readonly string[] = [
  'approvers',
  'mode',
  'acceleration',
  'mailApproval',
  'enabled',
] satisfies (keyof DefinitionChange)[];

/** @throws ApiProblem naming what cannot be changed */
export function refuseSystemFields(definition: WorkflowDefinition, change: DefinitionChange): void {
  if (definition.system === null) return;
  const closed = Object.keys(change).filter((field) => !openInSystem.includes(field));
  if (closed.length === 0) return;
  throw ApiProblem.invalid(
    closed.map((field) => problem(field, 'belongs to a system workflow and cannot be changed')),
  );
}

/** @throws ApiProblem `workflow.exists` where another one holds the creation of such objects (W1) */
export function refuseSecondCreation(
  others: readonly WorkflowDefinition[],
  definition: Pick<WorkflowDefinition, 'objects' | 'event'> & { readonly id?: string },
): void {
  if (definition.event !== 'create') return;
  const twin = others.find(
    (other) =>
      other.id !== definition.id &&
      other.event === 'create' &&
      other.objects.some((object) => definition.objects.includes(object)),
  );
  if (twin === undefined) return;
  throw ApiProblem.field(
    'objects',
    `are held at their creation by the workflow ${twin.name} already; one is enough`,
    'workflow.exists',
  );
}

/** Approver entries with the names that search knows. */
export async function namesOf(
  db: Db,
  storeId: string,
  definitions: readonly WorkflowDefinition[],
): Promise<ReadonlyMap<string, string>> {
  const ids = definitions.flatMap(({ approvers }) => approvers.flatMap(({ id }) => id ?? []));
  const known = await listIndexed(db, storeId, ids);
  return new Map([...known].map(([id, { displayName }]) => [id, displayName]));
}
