/** Answers to writes by their `Idempotency-Key`. */
import { eq, lte, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { answeredWrites } from '../schema/answered-writes.ts';

export type AnsweredWrite = typeof answeredWrites.$inferSelect;

/** @returns null when it is begun now, else what is known of the first try */
export async function beginWrite(
  db: Db,
  { id, fingerprint }: Pick<AnsweredWrite, 'id' | 'fingerprint'>,
  knownSince: Date,
): Promise<AnsweredWrite | null> {
  for (;;) {
    const [made] = await db
      .insert(answeredWrites)
      .values({ id, fingerprint })
      .onConflictDoUpdate({
        target: answeredWrites.id,
        set: {
          fingerprint,
          status: null,
          headers: null,
          keyId: null,
          ciphertext: null,
          createdAt: sql`now()`,
        },
        // One that is too old to count is as good as none.
        setWhere: lte(answeredWrites.createdAt, knownSince),
      })
      .returning({ id: answeredWrites.id });
    if (made !== undefined) return null;
    const [known] = await db.select().from(answeredWrites).where(eq(answeredWrites.id, id));
    if (known !== undefined) return known;
  }
}

export async function keepAnswer(
  db: Db,
  id: string,
  answer: Pick<AnsweredWrite, 'status' | 'headers' | 'keyId' | 'ciphertext'>,
): Promise<void> {
  await db.update(answeredWrites).set(answer).where(eq(answeredWrites.id, id));
}

/** Nothing was written: the next try is a first one. */
export async function forgetWrite(db: Db, id: string): Promise<void> {
  await db.delete(answeredWrites).where(eq(answeredWrites.id, id));
}

export async function deleteOldAnswers(db: Db, before: Date): Promise<void> {
  await db.delete(answeredWrites).where(lte(answeredWrites.createdAt, before));
}
