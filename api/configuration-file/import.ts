/** Brings the configuration of a store in line with a file: all of it, or nothing (access-and-approvals B7). */
import { isDeepStrictEqual } from 'node:util';
import {
  deleteDefinition,
  getApprovalSettings,
  insertDefinition,
  listDefinitions,
  lockDefinitions,
  putApprovalSettings,
  updateDefinition,
} from '../../activities/database/repositories/approval-workflows.ts';
import type { Transaction } from '../../activities/database/client.ts';
import {
  deleteRole,
  insertRole,
  listRoles,
  lockRoles,
  type NewRole,
  type Role,
  updateRole,
} from '../../activities/database/repositories/roles.ts';
import { type IdentityStore, updateStore } from '../../activities/database/repositories/stores.ts';
import type { ApprovalSettings } from '../../workflows/contracts/approvals.ts';
import { levelsNamed, requireSoundLevels } from '../field-levels.ts';
import { requireAdministrator } from '../last-administrator.ts';
import { ApiProblem } from '../problem.ts';
import { requireNamedHolders, requireSoundRole } from '../role-checks.ts';
import { requireOfferedFactors } from '../role-factors.ts';
import { checkedPolicies } from '../role-policies.ts';
import type { RouteDeps } from '../route.ts';
import type { ConfigurationFile, ImportChange } from '../schemas/configuration.ts';
import { approverProblems, checkDefinition, refuseSecondCreation } from '../workflows/check.ts';
import { requireSoundPrefixes } from '../store-prefixes.ts';
import { requirePortalOf } from '../workflows/portal.ts';
import { requireMail } from '../workflows/require-mail.ts';
import { roleEntry, settingsEntry, storeEntry, textsIn, workflowEntry } from './export.ts';
import { type Translate, translator } from './resolve.ts';

type Deps = Pick<RouteDeps, 'database' | 'live'>;
type Entry = Readonly<Record<string, unknown>>;

/**
 * Checks everything, in the words of the routes that change one thing at a time, and writes it.
 * @throws ApiProblem of those routes, the field behind the place in the file
 */
export async function importConfiguration(
  deps: Deps,
  tx: Transaction,
  store: IdentityStore,
  file: ConfigurationFile,
): Promise<ImportChange[]> {
  // One after the other: they share a transaction.
  await lockRoles(tx);
  await lockDefinitions(tx, store.id);
  const translate = await translator(
    tx,
    store,
    file.references,
    textsIn([file.roles, file.workflows, file.workflowSettings]),
  );
  const changes: ImportChange[] = [];
  if (file.roles !== undefined) changes.push(...(await importRoles(deps, tx, store, file.roles, translate)));
  if (file.workflows !== undefined)
    changes.push(...(await importWorkflows(deps, tx, store, file.workflows, translate)));
  if (file.workflowSettings !== undefined) {
    changes.push(await importSettings(deps, tx, store, file.workflowSettings, translate));
  }
  if (file.storeSettings !== undefined) changes.push(await importStore(tx, store, file.storeSettings));
  return changes;
}

async function importStore(
  tx: Transaction,
  store: IdentityStore,
  { groupNamePrefixes, fieldLevels: given }: NonNullable<ConfigurationFile['storeSettings']>,
): Promise<ImportChange> {
  // Those of the file are there by now.
  const roles = await listRoles(tx, store.id);
  return at('storeSettings', async () => {
    const fieldLevels = given === undefined ? store.fieldLevels : levelsNamed(given, roles);
    const values = { groupNamePrefixes, fieldLevels };
    const change = changeOf(
      'storeSettings',
      'storeSettings',
      storeEntry(store, roles),
      storeEntry(values, roles),
    );
    if (change.change === 'unchanged') return change;
    requireSoundPrefixes(groupNamePrefixes);
    await requireSoundLevels(tx, store, fieldLevels);
    await updateStore(tx, store.id, null, values);
    return change;
  });
}

const sameName = (a: { readonly name: string }, b: { readonly name: string }): boolean =>
  a.name.toLowerCase() === b.name.toLowerCase();

/** Problems of one entry are told at its place. */
async function at<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.fields.length === 0) throw error;
    throw ApiProblem.invalid(
      error.fields.map((field) => ({ ...field, field: `${place}/${field.field}` })),
      error.code,
    );
  }
}

function refuseTwins(section: string, entries: readonly { readonly name: string }[]): void {
  for (const [index, entry] of entries.entries()) {
    if (entries.findIndex((one) => sameName(one, entry)) < index)
      throw ApiProblem.field(`${section}/${index}/name`, 'is named twice in the file', 'name.taken');
  }
}

async function importRoles(
  deps: Deps,
  tx: Transaction,
  store: IdentityStore,
  given: NonNullable<ConfigurationFile['roles']>,
  translate: Translate,
): Promise<ImportChange[]> {
  refuseTwins('roles', given);
  const priorities = given.map(({ priority }) => priority);
  const twice = priorities.findIndex((one, index) => priorities.indexOf(one) < index);
  if (twice >= 0)
    throw ApiProblem.field(`roles/${twice}/priority`, 'is given to two roles of the file', 'name.taken');
  const before = await listRoles(tx, store.id);
  const changes: ImportChange[] = [];
  const wanted: { readonly role: Role | undefined; readonly values: NewRole }[] = [];
  for (const [index, entry] of given.entries()) {
    const role = before.find((one) => sameName(one, entry));
    await at(`roles/${index}`, async () => {
      const values = await roleOf(deps, tx, store, entry, role, translate);
      wanted.push({ role, values });
      changes.push(
        changeOf('role', entry.name, role === undefined ? null : roleEntry(role), withoutStore(values)),
      );
    });
  }
  const removed = before.filter((role) => !given.some((one) => sameName(one, role)));
  for (const role of removed) {
    await deleteRole(tx, role.id);
    changes.push(changeOf('role', role.name, roleEntry(role), null));
  }
  await writeRoles(
    tx,
    before.filter((role) => !removed.includes(role)),
    wanted,
  );
  await requireAdministrator(tx);
  return changes;
}

const withoutStore = ({ storeId: _storeId, ...values }: NewRole): Omit<NewRole, 'storeId'> => values;
const withoutSystem = <T extends { readonly system: unknown }>({ system: _system, ...rest }: T) => rest;

async function roleOf(
  deps: Deps,
  tx: Transaction,
  store: IdentityStore,
  entry: NonNullable<ConfigurationFile['roles']>[number],
  role: Role | undefined,
  translate: Translate,
): Promise<NewRole> {
  const values = {
    storeId: store.id,
    name: entry.name,
    description: entry.description ?? '',
    priority: entry.priority,
    criteriaGroupId: translate(entry.criteriaGroupId),
    criteriaContainerId: translate(entry.criteriaContainerId ?? null),
    clients: translate(entry.clients ?? null),
    permissions: entry.permissions ?? [],
    enabled: entry.enabled ?? true,
  };
  const isNew = (field: 'criteriaGroupId' | 'criteriaContainerId' | 'clients' | 'permissions') =>
    role === undefined || !isDeepStrictEqual(plain(values[field]), plain(role[field]));
  await requireSoundRole(deps, store, values, {
    criteria: isNew('criteriaGroupId') || isNew('criteriaContainerId'),
    clients: isNew('clients'),
    permissions: isNew('permissions'),
  });
  const given = translate(entry.policies ?? {});
  // What stands there already was sound when it was saved, and its container may have gone since.
  if (role !== undefined && isDeepStrictEqual(plain(given), plain(role.policies)))
    return { ...values, policies: role.policies };
  const policies = await checkedPolicies(tx, store, given);
  await requireOfferedFactors(tx, { storeId: store.id, policies });
  requireNamedHolders({ ...values, policies });
  return { ...values, policies };
}

/** Priorities are unique at every moment: a role is written when its number is free, and a circle is opened by a number nobody has. */
async function writeRoles(
  tx: Transaction,
  before: readonly Role[],
  wanted: readonly { readonly role: Role | undefined; readonly values: NewRole }[],
): Promise<void> {
  const held = new Map(before.map(({ id, priority }) => [id, priority]));
  let waiting = wanted.filter(
    ({ role, values }) =>
      role === undefined || !isDeepStrictEqual(plain(roleEntry(role)), plain(withoutStore(values))),
  );
  while (waiting.length > 0) {
    const taken = (one: (typeof waiting)[number]) =>
      [...held].some(([id, priority]) => priority === one.values.priority && id !== one.role?.id);
    const next = waiting.find((one) => !taken(one));
    if (next === undefined) {
      const [first] = waiting;
      const numbers = new Set(held.values());
      const free = Array.from({ length: 99 }, (_, index) => index + 1).find((one) => !numbers.has(one));
      if (first?.role === undefined || free === undefined)
        throw ApiProblem.field(
          'roles',
          'leave no number free to change places; change one by hand first',
          'name.taken',
        );
      await updateRole(tx, first.role.id, null, { priority: free });
      held.set(first.role.id, free);
      continue;
    }
    const values = withoutStore(next.values);
    if (next.role === undefined) held.set((await insertRole(tx, next.values)).id, values.priority);
    else {
      await updateRole(tx, next.role.id, null, values);
      held.set(next.role.id, values.priority);
    }
    waiting = waiting.filter((one) => one !== next);
  }
}

async function importWorkflows(
  deps: Deps,
  tx: Transaction,
  store: IdentityStore,
  given: NonNullable<ConfigurationFile['workflows']>,
  translate: Translate,
): Promise<ImportChange[]> {
  refuseTwins('workflows', given);
  const before = await listDefinitions(tx, store.id);
  const matchOf = (entry: (typeof given)[number]) =>
    before.find((one) =>
      entry.system === null ? one.system === null && sameName(one, entry) : one.system === entry.system,
    );
  const changes: ImportChange[] = [];
  for (const one of before) {
    if (one.system !== null || given.some((entry) => matchOf(entry) === one)) continue;
    await deleteDefinition(tx, one.id);
    changes.push(changeOf('workflow', one.name, workflowEntry(one), null));
  }
  for (const [index, entry] of given.entries()) {
    await at(`workflows/${index}`, async () => {
      const existing = matchOf(entry);
      const values = {
        name: entry.name,
        description: entry.description ?? '',
        system: entry.system,
        objects: entry.objects,
        event: entry.event,
        fields: entry.fields ?? [],
        filters: (entry.filters ?? []).map(({ subject, attribute, test, value }) => ({
          ...{ subject, attribute, test },
          ...(value === undefined ? {} : { value }),
        })),
        approvers: translate(
          entry.approvers.map(({ kind, id }) => ({ kind, ...(id === undefined ? {} : { id }) })),
        ),
        mode: entry.mode ?? 'any',
        acceleration: entry.acceleration ?? false,
        mailApproval: entry.mailApproval ?? false,
        portalId: translate(entry.portalId ?? null),
        enabled: entry.enabled ?? true,
      };
      const change = changeOf(
        'workflow',
        entry.name,
        existing === undefined ? null : workflowEntry(existing),
        values,
      );
      changes.push(change);
      if (change.change === 'unchanged') return;
      const closed = change.fields.filter(({ field }) =>
        ['name', 'description', 'objects', 'event', 'fields', 'filters', 'portalId', 'system'].includes(
          field,
        ),
      );
      if (entry.system !== null && (existing === undefined || closed.length > 0)) {
        throw ApiProblem.field(
          closed[0]?.field ?? 'system',
          'belongs to a system workflow and cannot be changed',
        );
      }
      if (values.acceleration && existing?.acceleration !== true)
        await requireMail(tx, store.id, 'acceleration');
      if (values.mailApproval && existing?.mailApproval !== true)
        await requireMail(tx, store.id, 'mailApproval');
      await requirePortalOf(tx, store, values.portalId);
      await checkDefinition(deps.live, store, values);
      refuseSecondCreation(await listDefinitions(tx, store.id), {
        ...values,
        ...(existing === undefined ? {} : { id: existing.id }),
      });
      if (existing === undefined) await insertDefinition(tx, { ...values, storeId: store.id });
      else await updateDefinition(tx, existing.id, null, withoutSystem(values));
    });
  }
  return changes;
}

async function importSettings(
  deps: Deps,
  tx: Transaction,
  store: IdentityStore,
  given: NonNullable<ConfigurationFile['workflowSettings']>,
  translate: Translate,
): Promise<ImportChange> {
  const kept = await getApprovalSettings(tx, store.id);
  const settings: ApprovalSettings = {
    ...given,
    defaultApproverId: translate(given.defaultApproverId),
    expiryDays: given.expiryDays ?? 0,
    reminderDays: given.reminderDays ?? 0,
  };
  const change = changeOf('workflowSettings', 'workflowSettings', settingsEntry(kept), { ...settings });
  if (change.change === 'unchanged') return change;
  const { defaultApproverId: id } = settings;
  await at('workflowSettings', async () => {
    if (settings.acceleration && !kept.acceleration) await requireMail(tx, store.id, 'acceleration');
    if (settings.reminderDays > 0 && kept.reminderDays === 0) await requireMail(tx, store.id, 'reminderDays');
    if (id !== null && id !== kept.defaultApproverId) {
      const problems = await approverProblems(
        deps.live,
        store,
        [{ kind: 'object', id }],
        () => 'defaultApproverId',
      );
      if (problems.length > 0) throw ApiProblem.invalid(problems);
    }
  });
  await putApprovalSettings(tx, store.id, settings, null);
  return change;
}

/** As JSON has it: what is undefined is not there. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

const textOf = (value: unknown): string | null =>
  value === undefined || value === null ? null : typeof value === 'string' ? value : JSON.stringify(value);

function changeOf(
  section: ImportChange['section'],
  name: string,
  before: Entry | null,
  after: Entry | null,
): ImportChange {
  const fields = Object.keys(after ?? before ?? {})
    .filter((field) => !isDeepStrictEqual(plain(before?.[field]), plain(after?.[field])))
    .map((field) => ({ field, old: textOf(before?.[field]), new: textOf(after?.[field]) }));
  const change =
    before === null ? 'added' : after === null ? 'removed' : fields.length > 0 ? 'changed' : 'unchanged';
  return { section, name, change, fields };
}
