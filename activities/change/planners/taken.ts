/** What was selected for a field, checked again when it is saved (users-and-search S6.2). */
import type { DirectoryObject, ObjectKind } from '../../../workflows/contracts/directory.ts';
import type { ErrorCode } from '../../../workflows/contracts/errors.ts';
import { type FindPurpose, kindsTaken, takesSecurityGroupsOnly } from '../../../workflows/contracts/find.ts';
import { listGroupSettings } from '../../database/repositories/groups.ts';
import type { PlanContext } from '../context.ts';
import { valuesOf } from '../group.ts';
import { RequestRefused } from '../refused.ts';

interface Selection {
  readonly purpose: FindPurpose;
  /** The field of a value, by its place among them. */
  readonly field: (index: number) => string;
  readonly ids: readonly string[];
}

const names: Readonly<Record<ObjectKind, string>> = {
  user: 'a person',
  group: 'a group',
  contact: 'a contact',
  computer: 'a computer',
  container: 'a container',
};

/**
 * @param found the objects selected, as the directory has them now; those that are gone are another check's
 * @throws `value.invalid`, `object.state` naming each value its field does not take
 */
export async function refuseNotTaken(
  context: PlanContext,
  found: readonly DirectoryObject[],
  selections: readonly Selection[],
): Promise<void> {
  const { db, provider, store } = context;
  const byId = new Map(found.map((object) => [object.id, object]));
  const groups = found.filter(({ kind }) => kind === 'group').map(({ id }) => id);
  const settings = await listGroupSettings(db, store.id, groups);
  const problems = selections.flatMap(({ purpose, field, ids }) =>
    ids.flatMap((id, index) => {
      const object = byId.get(id);
      const problem = object === undefined ? null : problemOf(purpose, object);
      return problem === null ? [] : [{ field: field(index), ...problem }];
    }),
  );
  const [first] = problems;
  if (first === undefined) return;
  throw new RequestRefused(first.code, problems.map(({ message }) => message).join(' '), problems);

  function problemOf(
    purpose: FindPurpose,
    object: DirectoryObject,
  ): { code: ErrorCode; message: string } | null {
    const { kind, displayName } = object;
    const kinds: readonly ObjectKind[] = kindsTaken(purpose, store.kind);
    if (!kinds.includes(kind)) {
      const message = `${displayName} is ${names[kind]}, which cannot be chosen here. Choose ${kinds.map((one) => names[one]).join(' or ')}.`;
      return { code: 'value.invalid', message };
    }
    if (kind !== 'group') return null;
    if ((settings.get(object.id)?.status ?? 'active') !== 'active') {
      return { code: 'object.state', message: `${displayName} is expired. Renew it first.` };
    }
    const [category] = valuesOf(object, provider.vocabulary.groupCategory);
    return takesSecurityGroupsOnly(purpose) && category !== undefined && category !== 'security'
      ? { code: 'value.invalid', message: `${displayName} is no security group, so it cannot own a group.` }
      : null;
  }
}
