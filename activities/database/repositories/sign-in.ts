/** Failed sign-ins of the last minutes: what throttles guessing, agreed between all API processes. */
import { and, eq, gt, lt, sql } from 'drizzle-orm';
import type { Database, Db } from '../client.ts';
import { signInFailures } from '../schema/stores.ts';

export interface SignInLimits {
  readonly windowMs: number;
  readonly perAccount: number;
  readonly perAddress: number;
}

export interface Attempt {
  /** SHA-256 of the store and the folded login name. */
  readonly accountHash: string;
  readonly address: string;
  readonly at: Date;
}

export type AttemptOutcome =
  { readonly allowed: true; readonly id: number } | { readonly allowed: false; readonly retryAt: Date };

/**
 * Counts an attempt before it is made, so that a thousand at once are not all "the first"; one that
 * is refused is not counted, so that the limit ends on time. A success takes it back.
 */
export async function beginAttempt(
  db: Database,
  attempt: Attempt,
  limits: SignInLimits,
): Promise<AttemptOutcome> {
  const { accountHash, address, at } = attempt;
  const since = new Date(at.getTime() - limits.windowMs);
  return db.transaction(async (tx) => {
    // Always in this order, so that two attempts never wait for each other.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`account/${accountHash}`}, 0))`);
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`address/${address}`}, 0))`);
    const ofAccount = await tx
      .select({ at: signInFailures.at })
      .from(signInFailures)
      .where(and(eq(signInFailures.accountHash, accountHash), gt(signInFailures.at, since)))
      .orderBy(signInFailures.at);
    const ofAddress = await tx
      .select({ at: signInFailures.at })
      .from(signInFailures)
      .where(and(eq(signInFailures.address, address), gt(signInFailures.at, since)))
      .orderBy(signInFailures.at);
    const oldest = [
      ofAccount.length >= limits.perAccount ? ofAccount[ofAccount.length - limits.perAccount] : undefined,
      ofAddress.length >= limits.perAddress ? ofAddress[ofAddress.length - limits.perAddress] : undefined,
    ].flatMap((row) => (row === undefined ? [] : [row.at.getTime()]));
    if (oldest.length > 0)
      return { allowed: false, retryAt: new Date(Math.max(...oldest) + limits.windowMs) };
    const [row] = await tx.insert(signInFailures).values(attempt).returning({ id: signInFailures.id });
    if (row === undefined) throw new Error('The sign-in attempt was not counted.');
    return { allowed: true, id: row.id };
  });
}

/** The attempt was no guess: it could not be made. */
export async function forgetAttempt(db: Db, id: number): Promise<void> {
  await db.delete(signInFailures).where(eq(signInFailures.id, id));
}

/** The right password ends the account's count; the address keeps its other failures. */
export async function forgetAccount(db: Db, accountHash: string): Promise<void> {
  await db.delete(signInFailures).where(eq(signInFailures.accountHash, accountHash));
}

export async function deleteOldFailures(db: Db, before: Date): Promise<void> {
  await db.delete(signInFailures).where(lt(signInFailures.at, before));
}
