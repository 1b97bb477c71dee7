/** Roles of a store. */
import { and, asc, eq, notInArray, sql } from 'drizzle-orm';
import type { Db, Transaction } from '../client.ts';
import { lostCriteria, roles } from '../schema/stores.ts';

export type Role = typeof roles.$inferSelect;
export type NewRole = Pick<
  Role,
  'storeId' | 'name' | 'description' | 'priority' | 'criteriaGroupId' | 'permissions' | 'enabled'
> &
  Partial<Pick<Role, 'policies' | 'criteriaContainerId' | 'clients'>>;

export async function listRoles(db: Db, storeId: string): Promise<Role[]> {
  return db.select().from(roles).where(eq(roles.storeId, storeId)).orderBy(asc(roles.priority));
}

export async function listAllRoles(db: Db): Promise<Role[]> {
  return db.select().from(roles).orderBy(asc(roles.storeId), asc(roles.priority));
}

export async function getRole(db: Db, storeId: string, id: string): Promise<Role | null> {
  const [row] = await db
    .select()
    .from(roles)
    .where(and(eq(roles.storeId, storeId), eq(roles.id, id)));
  return row ?? null;
}

export async function insertRole(db: Db, role: NewRole): Promise<Role> {
  const [row] = await db.insert(roles).values(role).returning();
  if (row === undefined) throw new Error('The role was not stored.');
  return row;
}

/**
 * Changes a role; null when somebody else changed it first.
 * @param version the one the caller has seen; null for any
 */
export async function updateRole(
  db: Db,
  id: string,
  version: number | null,
  values: Partial<Omit<NewRole, 'storeId'>>,
): Promise<Role | null> {
  const [row] = await db
    .update(roles)
    .set({ ...values, version: sql`${roles.version} + 1`, updatedAt: sql`now()` })
    .where(and(eq(roles.id, id), version === null ? undefined : eq(roles.version, version)))
    .returning();
  if (row === undefined) return null;
  // Held by another from now on, it has lost nothing.
  const held = [row.criteriaGroupId, row.criteriaContainerId].filter((one) => one !== null);
  await db
    .delete(lostCriteria)
    .where(and(eq(lostCriteria.roleId, id), notInArray(lostCriteria.objectId, held)));
  return row;
}

export async function deleteRole(db: Db, id: string): Promise<void> {
  await db.delete(roles).where(eq(roles.id, id));
}

/** Changes to roles wait for one another: two at once must not each remove "the other" administrator. */
export async function lockRoles(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('muster/roles', 0))`);
}
