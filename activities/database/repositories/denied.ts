/** Every call that was forbidden is kept, for "why can't I?" (access-and-approvals B4). */
import { and, desc, eq, lt } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { deniedAttempts } from '../schema/history.ts';
import type { Person } from './requests.ts';

export type DeniedAttempt = typeof deniedAttempts.$inferSelect;

export async function recordDenied(
  db: Db,
  attempt: Omit<typeof deniedAttempts.$inferInsert, 'id' | 'at'>,
): Promise<void> {
  await db.insert(deniedAttempts).values(attempt);
}

/** What was forbidden to a person, the latest first. */
export async function listDenied(db: Db, { storeId, id }: Person, limit: number): Promise<DeniedAttempt[]> {
  return db
    .select()
    .from(deniedAttempts)
    .where(and(eq(deniedAttempts.storeId, storeId), eq(deniedAttempts.userId, id)))
    .orderBy(desc(deniedAttempts.at), desc(deniedAttempts.id))
    .limit(limit);
}

export async function deleteOldDenied(db: Db, before: Date): Promise<void> {
  await db.delete(deniedAttempts).where(lt(deniedAttempts.at, before));
}
