/** Tokens by which programs call the API, by the hash of their text: the table alone opens nothing. */
import { and, desc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import type { TokenEnd } from '../../../workflows/contracts/api-tokens.ts';
import type { Db, Transaction } from '../client.ts';
import { apiTokens } from '../schema/api-tokens.ts';
import type { Person } from './requests.ts';

export type ApiToken = typeof apiTokens.$inferSelect;
export type NewApiToken = Omit<
  typeof apiTokens.$inferInsert,
  'id' | 'createdAt' | 'lastUsedAt' | 'lastUsedAddress' | 'endedAt' | 'endReason'
>;

const ownedBy = ({ storeId, id }: Person) => and(eq(apiTokens.storeId, storeId), eq(apiTokens.ownerId, id));
const live = (now: Date) => and(isNull(apiTokens.endedAt), gt(apiTokens.expiresAt, now));

export async function insertToken(db: Db, token: NewApiToken): Promise<ApiToken> {
  const [row] = await db.insert(apiTokens).values(token).returning();
  if (row === undefined) throw new Error('The token was not stored.');
  return row;
}

/** The token of that hash, while it is neither ended nor expired. */
export async function findLiveToken(db: Db, tokenHash: string, now: Date): Promise<ApiToken | null> {
  const [row] = await db
    .select()
    .from(apiTokens)
    .where(and(eq(apiTokens.tokenHash, tokenHash), live(now)));
  return row ?? null;
}

/** @returns false for a token that has ended meanwhile */
export async function isLiveToken(db: Db, id: string, now: Date): Promise<boolean> {
  return (await db.$count(apiTokens, and(eq(apiTokens.id, id), live(now)))) > 0;
}

/** Those of one owner, the newest first. */
export async function listTokensOf(db: Db, owner: Person): Promise<ApiToken[]> {
  return db
    .select()
    .from(apiTokens)
    .where(ownedBy(owner))
    .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id));
}

/** Those of a store, the newest first. @param after the last row of the page before */
export async function listTokensOfStore(
  db: Db,
  storeId: string,
  limit: number,
  after: { readonly at: Date; readonly id: string } | null,
): Promise<ApiToken[]> {
  return db
    .select()
    .from(apiTokens)
    .where(
      and(
        eq(apiTokens.storeId, storeId),
        after === null
          ? undefined
          : sql`(${apiTokens.createdAt}, ${apiTokens.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id))
    .limit(limit);
}

/** Tokens of one owner wait for one another until the transaction ends. @returns how many are in use */
export async function countLiveTokens(tx: Transaction, owner: Person, now: Date): Promise<number> {
  const key = `api-tokens/${owner.storeId}/${owner.id}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
  return tx.$count(apiTokens, and(ownedBy(owner), live(now)));
}

/** Ends a token for ever; one that has ended stays as it is. @returns false where there is none in use */
export async function endToken(
  db: Db,
  which: Pick<ApiToken, 'id' | 'storeId'> & { readonly ownerId?: string },
  endReason: TokenEnd,
  endedAt: Date,
): Promise<boolean> {
  const rows = await db
    .update(apiTokens)
    .set({ endedAt, endReason })
    .where(
      and(
        eq(apiTokens.id, which.id),
        eq(apiTokens.storeId, which.storeId),
        which.ownerId === undefined ? undefined : eq(apiTokens.ownerId, which.ownerId),
        live(endedAt),
      ),
    )
    .returning({ id: apiTokens.id });
  return rows.length > 0;
}

/** Written only where nobody has noted a use since `notSince`. */
export async function noteTokenUse(
  db: Db,
  id: string,
  use: { readonly at: Date; readonly address: string; readonly notSince: Date },
): Promise<void> {
  await db
    .update(apiTokens)
    .set({ lastUsedAt: use.at, lastUsedAddress: use.address })
    .where(
      and(eq(apiTokens.id, id), or(isNull(apiTokens.lastUsedAt), lt(apiTokens.lastUsedAt, use.notSince))),
    );
}

/** Every owner of a token in use: they are looked at from time to time, whether it is used or not. */
export async function listLiveTokens(db: Db, now: Date, limit: number): Promise<ApiToken[]> {
  return db.select().from(apiTokens).where(live(now)).orderBy(desc(apiTokens.createdAt)).limit(limit);
}

/** Those that ended or expired before that time are forgotten. */
export async function deleteOldTokens(db: Db, before: Date): Promise<void> {
  await db.delete(apiTokens).where(or(lt(apiTokens.endedAt, before), lt(apiTokens.expiresAt, before)));
}
