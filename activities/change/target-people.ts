/** Who is answerable for the target of a request at this moment. */
import type { ApproverKind } from '../../workflows/contracts/approvals.ts';
import { getGroupSettings } from '../database/repositories/groups.ts';
import type { Request } from '../database/repositories/requests.ts';
import { readIds } from '../platform/approvals/people.ts';
import type { ChangeDeps } from './context.ts';
import { valuesOf } from './group.ts';

/** Null for a target that is gone. */
export async function targetPeople(
  { db, providers }: ChangeDeps,
  { storeId, targetId }: Request,
): Promise<ReadonlyMap<ApproverKind, readonly string[]> | null> {
  const provider = await providers.open(storeId);
  const [target] = targetId === null ? [] : await readIds(provider, [targetId]);
  if (target === undefined) return null;
  const { additionalOwners } = await getGroupSettings(db, storeId, target.id);
  const owners = valuesOf(target, provider.vocabulary.owner);
  const managers = valuesOf(target, provider.vocabulary.manager);
  return new Map<ApproverKind, readonly string[]>([
    ['owner', owners],
    ['owners', [...owners, ...additionalOwners]],
    ['manager', managers],
    ['managers', managers],
  ]);
}
