/** Challenges that wait for their answer, and the count of wrong answers. */
import { and, desc, eq, gt, isNotNull, isNull, lt, lte, sql } from 'drizzle-orm';
import type { FactorKind } from '../../../workflows/contracts/factors.ts';
import type { Database, Db, Transaction } from '../client.ts';
import { factorChallenges, factorFailures } from '../schema/factors.ts';
import type { Person } from './requests.ts';

export type FactorChallenge = typeof factorChallenges.$inferSelect;
export type NewChallenge = Omit<FactorChallenge, 'tries' | 'usedAt'>;

export interface ChallengeQuery {
  readonly person: Person;
  readonly kind: FactorKind;
  readonly purpose: FactorChallenge['purpose'];
  readonly boundTo: string;
  readonly now: Date;
}

/**
 * Stores a challenge.
 * @param most how many of its kind the person may be sent since `since`; the one above is not stored
 * @returns false when there have been too many
 */
export async function insertChallenge(
  tx: Transaction,
  challenge: NewChallenge,
  limit: { readonly since: Date; readonly most: number } | null,
): Promise<boolean> {
  const { storeId, userId, kind } = challenge;
  if (limit !== null) {
    const key = `challenges/${kind}/${storeId}/${userId}`;
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
    const sent = await tx.$count(
      factorChallenges,
      and(
        eq(factorChallenges.storeId, storeId),
        eq(factorChallenges.userId, userId),
        eq(factorChallenges.kind, kind),
        gt(factorChallenges.createdAt, limit.since),
      ),
    );
    if (sent >= limit.most) return false;
  }
  await tx.insert(factorChallenges).values(challenge);
  return true;
}

/** The newest that this browser may still answer. */
export async function findChallenge(db: Db, query: ChallengeQuery): Promise<FactorChallenge | null> {
  const { person, kind, purpose, boundTo, now } = query;
  const [row] = await db
    .select()
    .from(factorChallenges)
    .where(
      and(
        eq(factorChallenges.storeId, person.storeId),
        eq(factorChallenges.userId, person.id),
        eq(factorChallenges.kind, kind),
        eq(factorChallenges.purpose, purpose),
        eq(factorChallenges.boundTo, boundTo),
        isNull(factorChallenges.usedAt),
        gt(factorChallenges.expiresAt, now),
      ),
    )
    .orderBy(desc(factorChallenges.createdAt))
    .limit(1);
  return row ?? null;
}

/** Counts a try before it is made. @returns false when it has had them all */
export async function tryChallenge(db: Db, id: string, most: number): Promise<boolean> {
  const rows = await db
    .update(factorChallenges)
    .set({ tries: sql`${factorChallenges.tries} + 1` })
    .where(
      and(eq(factorChallenges.id, id), lt(factorChallenges.tries, most), isNull(factorChallenges.usedAt)),
    )
    .returning({ id: factorChallenges.id });
  return rows.length > 0;
}

/** Uses a challenge up. @returns false when somebody was faster */
export async function spendChallenge(db: Db, id: string, at: Date): Promise<boolean> {
  const rows = await db
    .update(factorChallenges)
    .set({ usedAt: at, mailKeyId: null, mailCiphertext: null })
    .where(and(eq(factorChallenges.id, id), isNull(factorChallenges.usedAt)))
    .returning({ id: factorChallenges.id });
  return rows.length > 0;
}

/** A challenge whose code waits for its mail; null once it was sent, answered or is too old. */
export async function getMailedChallenge(db: Db, id: string): Promise<FactorChallenge | null> {
  const [row] = await db
    .select()
    .from(factorChallenges)
    .where(
      and(
        eq(factorChallenges.id, id),
        isNotNull(factorChallenges.mailCiphertext),
        gt(factorChallenges.expiresAt, sql`now()`),
      ),
    );
  return row ?? null;
}

/** The mail is on its way: nobody needs the code in a readable form any more. */
export async function forgetMailedCode(db: Db, id: string): Promise<void> {
  await db
    .update(factorChallenges)
    .set({ mailKeyId: null, mailCiphertext: null })
    .where(eq(factorChallenges.id, id));
}

/** @param before their count against too many sends has ended as well */
export async function deleteOldChallenges(db: Db, before: Date): Promise<void> {
  await db.delete(factorChallenges).where(lte(factorChallenges.expiresAt, before));
}

export interface LockoutRule {
  readonly failThreshold: number;
  readonly lockMinutes: number;
}

/** How an attempt may go on: counted as a failure until it is taken back. */
export type Counted =
  | {
      readonly locked: false;
      /** Until when the attempt locks, if it stays counted; null where it was not the last one. */
      readonly locks: Date | null;
    }
  | { readonly locked: true; readonly until: Date };

const ofPerson = ({ storeId, id }: Person) =>
  and(eq(factorFailures.storeId, storeId), eq(factorFailures.userId, id));

/**
 * Counts a failure before the answer is looked at, so that a thousand answers at once are not all
 * "the first". The failure that reaches the threshold locks.
 */
export async function countFailure(
  db: Database,
  person: Person,
  rule: LockoutRule,
  now: Date,
): Promise<Counted> {
  const until = new Date(now.getTime() + rule.lockMinutes * 60_000);
  return db.transaction(async (tx) => {
    await tx
      .insert(factorFailures)
      .values({ storeId: person.storeId, userId: person.id, failures: 0 })
      .onConflictDoNothing();
    const [row] = await tx.select().from(factorFailures).where(ofPerson(person)).for('update');
    const { failures: before = 0, lockedUntil: locked = null } = row ?? {};
    if (locked !== null && locked > now) return { locked: true, until: locked };
    // A lock that has ended begins a new row of failures.
    const failures = (locked === null ? before : 0) + 1;
    const locks = failures >= rule.failThreshold ? until : null;
    await tx.update(factorFailures).set({ failures, lockedUntil: locks }).where(ofPerson(person));
    return { locked: false, locks };
  });
}

/** The attempt was no wrong answer: it could not be decided. A lock that another one has set meanwhile stays. */
export async function takeBackFailure(
  db: Db,
  person: Person,
  { locks }: Extract<Counted, { locked: false }>,
): Promise<void> {
  const { failures, lockedUntil } = factorFailures;
  await db
    .update(factorFailures)
    .set({
      failures: sql`greatest(0, ${failures} - 1)`,
      ...(locks === null
        ? {}
        : { lockedUntil: sql`nullif(${lockedUntil}, ${locks.toISOString()}::timestamptz)` }),
    })
    .where(ofPerson(person));
}

/** A right answer ends the row of failures. */
export async function forgetFailures(db: Db, person: Person): Promise<void> {
  await db.delete(factorFailures).where(ofPerson(person));
}

/** The right directory password ends a lock before its time [E7]; failures that did not lock stay counted. */
export async function endLock(db: Db, person: Person): Promise<void> {
  await db.delete(factorFailures).where(and(ofPerson(person), isNotNull(factorFailures.lockedUntil)));
}
