/** What Muster itself keeps for a group: security type, status, additional owners. */
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { SecurityType } from '../../../workflows/contracts/actions.ts';
import type { SettingsChange } from '../../../workflows/contracts/plan.ts';
import type { Db } from '../client.ts';
import { additionalOwners, groupSettings } from '../schema/directory.ts';

export interface GroupSettings {
  readonly securityType: SecurityType;
  readonly status: 'active' | 'expired' | 'deleted';
  readonly additionalOwners: readonly string[];
}

/** Of a group Muster has no row for: made outside, active, its owners decide who joins. */
export const defaultGroupSettings: GroupSettings = {
  securityType: 'semi-private',
  status: 'active',
  additionalOwners: [],
};

export async function getGroupSettings(db: Db, storeId: string, groupId: string): Promise<GroupSettings> {
  return (await listGroupSettings(db, storeId, [groupId])).get(groupId) ?? defaultGroupSettings;
}

export async function listGroupSettings(
  db: Db,
  storeId: string,
  groupIds: readonly string[],
): Promise<Map<string, GroupSettings>> {
  if (groupIds.length === 0) return new Map();
  const ids = [...groupIds];
  const [rows, owners] = await Promise.all([
    db
      .select()
      .from(groupSettings)
      .where(and(eq(groupSettings.storeId, storeId), inArray(groupSettings.groupId, ids))),
    db
      .select()
      .from(additionalOwners)
      .where(and(eq(additionalOwners.storeId, storeId), inArray(additionalOwners.groupId, ids))),
  ]);
  const ownersOf = Map.groupBy(owners, (owner) => owner.groupId);
  const settings = new Map<string, GroupSettings>();
  for (const groupId of ids) {
    const row = rows.find((candidate) => candidate.groupId === groupId);
    const more = (ownersOf.get(groupId) ?? []).map((owner) => owner.ownerId);
    if (row === undefined && more.length === 0) continue;
    settings.set(groupId, {
      securityType: row?.securityType ?? defaultGroupSettings.securityType,
      status: row?.status ?? defaultGroupSettings.status,
      additionalOwners: more,
    });
  }
  return settings;
}

/** Writes the new values of a settings change; running it twice changes nothing more. */
export async function applySettings(
  db: Db,
  storeId: string,
  groupId: string,
  change: SettingsChange,
): Promise<void> {
  const securityType = change.securityType?.new;
  await db
    .insert(groupSettings)
    .values({ storeId, groupId, securityType: securityType ?? defaultGroupSettings.securityType })
    .onConflictDoUpdate({
      target: [groupSettings.storeId, groupSettings.groupId],
      set: { updatedAt: sql`now()`, ...(securityType === undefined ? {} : { securityType }) },
    });
  const owners = change.additionalOwners;
  if (owners === undefined) return;
  if (owners.remove.length > 0) {
    await db
      .delete(additionalOwners)
      .where(
        and(
          eq(additionalOwners.storeId, storeId),
          eq(additionalOwners.groupId, groupId),
          inArray(additionalOwners.ownerId, [...owners.remove]),
        ),
      );
  }
  if (owners.add.length > 0) {
    await db
      .insert(additionalOwners)
      .values(owners.add.map((ownerId) => ({ storeId, groupId, ownerId })))
      .onConflictDoNothing();
  }
}

/** Marks the group deleted; its settings stay for history and restore. */
export async function markGroupDeleted(db: Db, storeId: string, groupId: string): Promise<void> {
  await db
    .update(groupSettings)
    .set({ status: 'deleted', updatedAt: sql`now()` })
    .where(and(eq(groupSettings.storeId, storeId), eq(groupSettings.groupId, groupId)));
}
