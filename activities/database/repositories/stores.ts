/** Identity stores and their encrypted secrets. */
import { and, asc, eq, isNull, lt, ne, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { insertSystemDefinitions } from './approval-workflows.ts';
import { insertFactorSettings } from './factor-settings.ts';
import { getQuestionPool, questionsOfNewStore } from './question-pool.ts';
import { identityStores, storeSecrets } from '../schema/stores.ts';

export type IdentityStore = typeof identityStores.$inferSelect;
export type NewStore = Pick<IdentityStore, 'name' | 'kind' | 'description' | 'settings'> &
  Partial<
    Pick<
      IdentityStore,
      'id' | 'enabled' | 'directoryId' | 'health' | 'healthMessage' | 'historyViews' | 'administersAll'
    >
  >;
export type StoreSecret = typeof storeSecrets.$inferSelect;

export async function listStores(db: Db): Promise<IdentityStore[]> {
  return db
    .select()
    .from(identityStores)
    .orderBy(asc(sql`lower(${identityStores.name})`));
}

export async function getStore(db: Db, id: string): Promise<IdentityStore | null> {
  const [row] = await db.select().from(identityStores).where(eq(identityStores.id, id));
  return row ?? null;
}

/** With the approval workflows that every store has, and the first questions of the pool [stores-and-links S4]. */
export async function insertStore(db: Db, store: NewStore): Promise<IdentityStore> {
  return db.transaction(async (tx) => {
    const [row] = await tx.insert(identityStores).values(store).returning();
    if (row === undefined) throw new Error('The store was not stored.');
    await insertSystemDefinitions(tx, row.id);
    const { questions } = await getQuestionPool(tx);
    await insertFactorSettings(tx, row.id, questions.slice(0, questionsOfNewStore));
    return row;
  });
}

/**
 * Changes a store; null when somebody else changed it first.
 * @param version the one the caller has seen; null for any
 */
export async function updateStore(
  db: Db,
  id: string,
  version: number | null,
  values: Partial<
    Pick<
      IdentityStore,
      | 'name'
      | 'description'
      | 'enabled'
      | 'historyViews'
      | 'groupNamePrefixes'
      | 'fieldLevels'
      | 'administersAll'
      | 'sessionIdleMinutes'
      | 'sessionHours'
      | 'settings'
      | 'directoryId'
      | 'health'
      | 'healthMessage'
      | 'pausedReason'
      | 'pausedAt'
    >
  >,
): Promise<IdentityStore | null> {
  const [row] = await db
    .update(identityStores)
    .set({ ...values, version: sql`${identityStores.version} + 1`, updatedAt: sql`now()` })
    .where(and(eq(identityStores.id, id), version === null ? undefined : eq(identityStores.version, version)))
    .returning();
  return row ?? null;
}

/** Its credentials were refused: nothing but a probe is sent to it until it is edited or tested well. */
export async function pauseStore(db: Db, id: string, reason: string): Promise<void> {
  await db
    .update(identityStores)
    .set({ pausedReason: reason, pausedAt: sql`now()`, health: 'errors', healthMessage: reason })
    .where(and(eq(identityStores.id, id), isNull(identityStores.pausedAt)));
}

/** One caller among all processes may try a paused store; the others wait for the next turn. */
export async function claimProbe(db: Db, id: string, everyMs: number): Promise<boolean> {
  const claimed = await db
    .update(identityStores)
    .set({ pausedAt: sql`now()` })
    .where(
      and(
        eq(identityStores.id, id),
        lt(identityStores.pausedAt, sql`now() - make_interval(secs => ${everyMs / 1000})`),
      ),
    )
    .returning({ id: identityStores.id });
  return claimed.length > 0;
}

/** What the last connection test found; no new version, for the settings are the same. */
export async function setStoreHealth(
  db: Db,
  id: string,
  health: IdentityStore['health'],
  message: string | null,
): Promise<void> {
  await db.update(identityStores).set({ health, healthMessage: message }).where(eq(identityStores.id, id));
}

/** The secrets of all stores by name, without their values. */
export async function listSecretNames(db: Db): Promise<Pick<StoreSecret, 'storeId' | 'name'>[]> {
  return db.select({ storeId: storeSecrets.storeId, name: storeSecrets.name }).from(storeSecrets);
}

/** Secrets that another key than this one encrypted. */
export async function listSecretsOfOtherKeys(db: Db, keyId: string): Promise<StoreSecret[]> {
  return db.select().from(storeSecrets).where(ne(storeSecrets.keyId, keyId));
}

export async function listSecrets(db: Db, storeId: string): Promise<StoreSecret[]> {
  return db.select().from(storeSecrets).where(eq(storeSecrets.storeId, storeId));
}

export async function putSecret(db: Db, secret: Omit<StoreSecret, 'updatedAt'>): Promise<void> {
  const { keyId, ciphertext } = secret;
  await db
    .insert(storeSecrets)
    .values(secret)
    .onConflictDoUpdate({
      target: [storeSecrets.storeId, storeSecrets.name],
      set: { keyId, ciphertext, updatedAt: sql`now()` },
    });
}

export async function deleteSecrets(db: Db, storeId: string, name?: string): Promise<void> {
  await db
    .delete(storeSecrets)
    .where(
      and(eq(storeSecrets.storeId, storeId), name === undefined ? undefined : eq(storeSecrets.name, name)),
    );
}
