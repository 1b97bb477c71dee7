/** OpenID providers of stores. */
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { openidProviders } from '../schema/sign-in-providers.ts';

export type OpenidProvider = typeof openidProviders.$inferSelect;
export type NewOpenidProvider = Omit<OpenidProvider, 'id' | 'version' | 'createdAt' | 'updatedAt'>;

/** The name of the store secret with a provider's client secret. */
export const clientSecretName = (providerId: string): string => `oidc:${providerId}`;

export async function listOpenidProviders(db: Db, storeId?: string): Promise<OpenidProvider[]> {
  return db
    .select()
    .from(openidProviders)
    .where(storeId === undefined ? undefined : eq(openidProviders.storeId, storeId))
    .orderBy(asc(openidProviders.name));
}

export async function getOpenidProvider(db: Db, id: string): Promise<OpenidProvider | null> {
  const [row] = await db.select().from(openidProviders).where(eq(openidProviders.id, id));
  return row ?? null;
}

export async function insertOpenidProvider(db: Db, provider: NewOpenidProvider): Promise<OpenidProvider> {
  const [row] = await db.insert(openidProviders).values(provider).returning();
  if (row === undefined) throw new Error('The OpenID provider was not stored.');
  return row;
}

/**
 * @param version the one the caller has seen; null for any
 * @returns null when it has another version by now
 */
export async function updateOpenidProvider(
  db: Db,
  id: string,
  version: number | null,
  values: Partial<Omit<NewOpenidProvider, 'storeId'>>,
): Promise<OpenidProvider | null> {
  const [row] = await db
    .update(openidProviders)
    .set({ ...values, version: sql`${openidProviders.version} + 1`, updatedAt: sql`now()` })
    .where(
      and(eq(openidProviders.id, id), version === null ? undefined : eq(openidProviders.version, version)),
    )
    .returning();
  return row ?? null;
}

export async function deleteOpenidProvider(db: Db, id: string): Promise<void> {
  await db.delete(openidProviders).where(eq(openidProviders.id, id));
}
