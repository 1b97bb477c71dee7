/** The pool of security questions of the whole installation [access-and-approvals E8]. */
import { eq, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { questionPool } from '../schema/factors.ts';

/** What a new installation begins with. */
const firstQuestions: readonly string[] = [
  'What was the name of your first teacher?',
  'In which street did you live as a child?',
  'What was the first dish you learned to cook?',
  'What was the name of your first pet?',
  'Where did you spend your first holiday without your parents?',
  'Who was your best friend at school?',
  'What was the first concert you went to?',
  'What did you want to become as a child?',
];

/** So many of them a new store gets [stores-and-links S4]. */
export const questionsOfNewStore = 4;

export interface QuestionPool {
  readonly questions: readonly string[];
  /** 0 while nobody has changed it. */
  readonly version: number;
}

export async function getQuestionPool(db: Db): Promise<QuestionPool> {
  const [row] = await db.select().from(questionPool);
  return row ?? { questions: firstQuestions, version: 0 };
}

/** @param version the one the caller has seen; null for any. @returns null when it is not the current one */
export async function putQuestionPool(
  db: Db,
  questions: readonly string[],
  version: number | null,
): Promise<QuestionPool | null> {
  const [row] = await db
    .insert(questionPool)
    .values({ questions })
    .onConflictDoUpdate({
      target: questionPool.id,
      set: { questions, version: sql`${questionPool.version} + 1`, updatedAt: sql`now()` },
      ...(version === null ? {} : { setWhere: eq(questionPool.version, version) }),
    })
    .returning();
  return row ?? null;
}
