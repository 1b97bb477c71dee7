/** Failed sign-ins of the last minutes: what throttles guessing, agreed between all API processes. */
import { and, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import type { Database, Db } from '../client.ts';
import { signInFailures } from '../schema/stores.ts';

export interface SignInLimits {
  readonly windowMs: number;
  readonly perAccount: number;
  readonly perAddress: number;
}

export interface Attempt {
  /** SHA-256 of the store and the login name in its plainest spelling. */
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

/**
 * The directory has told which account the name of an attempt means: counts the attempt there as
 * well, so that all names of one account share one limit.
 * @param objectHash SHA-256 of the store and the account's id
 * @returns false when the account has had its failures; the attempt is then not counted against it
 */
export async function countAgainstAccount(
  db: Database,
  attempt: { readonly id: number; readonly objectHash: string; readonly at: Date },
  limits: SignInLimits,
): Promise<boolean> {
  const { id, objectHash, at } = attempt;
  const since = new Date(at.getTime() - limits.windowMs);
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`object/${objectHash}`}, 0))`);
    const failures = await tx.$count(
      signInFailures,
      and(eq(signInFailures.objectHash, objectHash), gt(signInFailures.at, since)),
    );
    if (failures >= limits.perAccount) return false;
    await tx.update(signInFailures).set({ objectHash }).where(eq(signInFailures.id, id));
    return true;
  });
}

/** The attempt was no guess: it could not be made. */
export async function forgetAttempt(db: Db, id: number): Promise<void> {
  await db.delete(signInFailures).where(eq(signInFailures.id, id));
}

/**
 * The right password ends the account's count, under all of its names; the address keeps its other
 * failures, and so does another account of a similar name.
 */
export async function forgetAccount(
  db: Db,
  { accountHash, objectHash }: { readonly accountHash: string; readonly objectHash: string },
): Promise<void> {
  await db
    .delete(signInFailures)
    .where(
      or(
        eq(signInFailures.objectHash, objectHash),
        and(eq(signInFailures.accountHash, accountHash), isNull(signInFailures.objectHash)),
      ),
    );
}

export async function deleteOldFailures(db: Db, before: Date): Promise<void> {
  await db.delete(signInFailures).where(lt(signInFailures.at, before));
}
