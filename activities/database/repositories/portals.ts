/** Portals and the stores bound to each. */
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { defaultPageSizes, type PageSizes } from '../../../workflows/contracts/personal-settings.ts';
import type { Db, Transaction } from '../client.ts';
import { identityStores, portals, portalStores } from '../schema/stores.ts';

export type Portal = typeof portals.$inferSelect;
export type PortalFields = Pick<Portal, 'name' | 'path' | 'supportEmail' | 'helpUrl'> &
  Partial<Pick<Portal, 'requestPageSize' | 'listPageSize'>>;

export interface BoundPortal extends Portal {
  /** In the order people choose from. */
  readonly stores: readonly Pick<typeof identityStores.$inferSelect, 'id' | 'name' | 'kind' | 'enabled'>[];
}

/** @param ids only these; all when absent */
export async function listPortals(db: Db, ids?: readonly string[]): Promise<BoundPortal[]> {
  const rows = await db
    .select()
    .from(portals)
    .where(ids === undefined ? undefined : inArray(portals.id, [...ids]))
    .orderBy(asc(sql`lower(${portals.name})`));
  const bound = await db
    .select({
      portalId: portalStores.portalId,
      id: identityStores.id,
      name: identityStores.name,
      kind: identityStores.kind,
      enabled: identityStores.enabled,
    })
    .from(portalStores)
    .innerJoin(identityStores, eq(identityStores.id, portalStores.storeId))
    .orderBy(asc(portalStores.position));
  const storesOf = Map.groupBy(bound, (row) => row.portalId);
  return rows.map((row) => ({
    ...row,
    stores: (storesOf.get(row.id) ?? []).map(({ id, name, kind, enabled }) => ({ id, name, kind, enabled })),
  }));
}

export async function getPortal(db: Db, id: string): Promise<BoundPortal | null> {
  return (await listPortals(db, [id]))[0] ?? null;
}

/** Rows on a page, for whoever came by this portal and has chosen nothing; the defaults where it is gone. */
export async function getPageSizes(db: Db, portalId: string): Promise<PageSizes> {
  const [row] = await db
    .select({ requests: portals.requestPageSize, lists: portals.listPageSize })
    .from(portals)
    .where(eq(portals.id, portalId));
  return row ?? defaultPageSizes;
}

export async function getPortalByPath(db: Db, path: string): Promise<BoundPortal | null> {
  const [row] = await db.select({ id: portals.id }).from(portals).where(eq(portals.path, path));
  return row === undefined ? null : getPortal(db, row.id);
}

export async function insertPortal(
  tx: Transaction,
  portal: PortalFields,
  storeIds: readonly string[],
): Promise<string> {
  const [row] = await tx.insert(portals).values(portal).returning({ id: portals.id });
  if (row === undefined) throw new Error('The portal was not stored.');
  await bindStores(tx, row.id, storeIds);
  return row.id;
}

/** @returns false when the portal has another version by now */
export async function updatePortal(
  tx: Transaction,
  id: string,
  version: number | null,
  change: Partial<PortalFields>,
  storeIds: readonly string[] | undefined,
): Promise<boolean> {
  const moved = await tx
    .update(portals)
    .set({ ...change, version: sql`${portals.version} + 1`, updatedAt: sql`now()` })
    .where(and(eq(portals.id, id), version === null ? undefined : eq(portals.version, version)))
    .returning({ id: portals.id });
  if (moved.length === 0) return false;
  if (storeIds !== undefined) await bindStores(tx, id, storeIds);
  return true;
}

export async function deletePortal(db: Db, id: string): Promise<void> {
  await db.delete(portals).where(eq(portals.id, id));
}

async function bindStores(tx: Transaction, portalId: string, storeIds: readonly string[]): Promise<void> {
  await tx.delete(portalStores).where(eq(portalStores.portalId, portalId));
  await tx
    .insert(portalStores)
    .values(storeIds.map((storeId, position) => ({ portalId, storeId, position })));
}
