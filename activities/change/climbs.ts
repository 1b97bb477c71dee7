/** Whether a step climbs: the store accelerates, and the workflow that asks does (access-and-approvals 6). */
import type { Db } from '../database/client.ts';
import type { Approval } from '../database/repositories/approvals.ts';
import { getDefinition, type StoredSettings } from '../database/repositories/approval-workflows.ts';

/** A workflow that is gone leaves it as it was. */
export async function climbs(
  db: Db,
  storeId: string,
  { acceleration }: StoredSettings,
  { definitionId, dueAt }: Approval,
): Promise<boolean> {
  if (!acceleration || definitionId === null) return false;
  const definition = await getDefinition(db, storeId, definitionId);
  return definition === null ? dueAt !== null : definition.acceleration;
}
