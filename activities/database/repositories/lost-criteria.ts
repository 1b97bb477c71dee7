/**
 * Roles whose group or container is gone: noted where the index loses it, by a run of replication or a change through Muster,
 * so that both are one (access-and-approvals O6).
 */
import { and, eq, inArray, isNull, notExists, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { directoryObjects } from '../schema/directory.ts';
import { identityStores, lostCriteria, roles } from '../schema/stores.ts';

export interface LostCriterion {
  readonly roleId: string;
  readonly roleName: string;
  readonly storeId: string;
  readonly storeName: string;
  readonly objectId: string;
  /** As it was called. */
  readonly name: string;
  readonly kind: 'group' | 'container';
  readonly lostAt: Date;
  readonly toldAt: Date | null;
}

/**
 * The statement that notes those among some objects that roles are held by; to be run before they leave the index. One that came back
 * and is lost again is told again.
 * @param isGone a condition on `o.object_id`
 */
export const notingLost = (storeId: string, isGone: SQL): SQL => sql`
  insert into lost_criteria as l (role_id, object_id, name)
  select r.id, o.object_id, o.display_name from roles r
  join directory_objects o on o.store_id = r.store_id
    and o.object_id in (r.criteria_group_id, r.criteria_container_id)
  where r.store_id = ${storeId}::uuid and ${isGone}
  on conflict (role_id) do update
    set object_id = excluded.object_id, name = excluded.name, lost_at = now(), told_at = null`;

/** Of enabled roles: one that is switched off admits nobody anyway. Oldest first. @param storeIds null: all */
export async function listLostCriteria(
  db: Db,
  storeIds: readonly string[] | null,
): Promise<readonly LostCriterion[]> {
  const rows = await db
    .select({
      roleId: roles.id,
      roleName: roles.name,
      storeId: roles.storeId,
      storeName: identityStores.name,
      objectId: lostCriteria.objectId,
      name: lostCriteria.name,
      groupId: roles.criteriaGroupId,
      lostAt: lostCriteria.lostAt,
      toldAt: lostCriteria.toldAt,
    })
    .from(lostCriteria)
    .innerJoin(roles, eq(roles.id, lostCriteria.roleId))
    .innerJoin(identityStores, eq(identityStores.id, roles.storeId))
    .where(
      and(
        eq(roles.enabled, true),
        sql`${lostCriteria.objectId} in (${roles.criteriaGroupId}, ${roles.criteriaContainerId})`,
        notExists(
          db
            .select({ one: sql`1` })
            .from(directoryObjects)
            .where(
              and(
                eq(directoryObjects.storeId, roles.storeId),
                eq(directoryObjects.objectId, lostCriteria.objectId),
              ),
            ),
        ),
        storeIds === null ? undefined : inArray(roles.storeId, [...storeIds]),
      ),
    )
    .orderBy(lostCriteria.lostAt, roles.priority);
  return rows.map(({ groupId, ...row }) => ({ ...row, kind: groupId === null ? 'container' : 'group' }));
}

/** Whether administrators of the store have still to be told of one. */
export async function isLossUntold(db: Db, storeId: string): Promise<boolean> {
  return (await listLostCriteria(db, [storeId])).some(({ toldAt }) => toldAt === null);
}

/** @returns those that nobody else has told meanwhile */
export async function markLossTold(db: Db, roleIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (roleIds.length === 0) return new Set();
  const rows = await db
    .update(lostCriteria)
    .set({ toldAt: sql`now()` })
    .where(and(inArray(lostCriteria.roleId, [...roleIds]), isNull(lostCriteria.toldAt)))
    .returning({ id: lostCriteria.roleId });
  return new Set(rows.map(({ id }) => id));
}

/** They are there after all. */
export async function forgetLost(db: Db, roleIds: readonly string[]): Promise<void> {
  if (roleIds.length > 0) await db.delete(lostCriteria).where(inArray(lostCriteria.roleId, [...roleIds]));
}
