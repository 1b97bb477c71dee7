/** Sign-ins between the password and the second factor, by the hash of their cookie. */
import { and, eq, gt, lte } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { pendingSignIns } from '../schema/factors.ts';

export type PendingSignIn = typeof pendingSignIns.$inferSelect;

export async function insertPending(db: Db, pending: PendingSignIn): Promise<void> {
  await db.insert(pendingSignIns).values(pending);
}

export async function getPending(db: Db, idHash: string, now: Date): Promise<PendingSignIn | null> {
  const [row] = await db
    .select()
    .from(pendingSignIns)
    .where(and(eq(pendingSignIns.idHash, idHash), gt(pendingSignIns.expiresAt, now)));
  return row ?? null;
}

/** @returns false when it was there no more: of two at once only one may go on */
export async function deletePending(db: Db, idHash: string): Promise<boolean> {
  const rows = await db
    .delete(pendingSignIns)
    .where(eq(pendingSignIns.idHash, idHash))
    .returning({ idHash: pendingSignIns.idHash });
  return rows.length > 0;
}

export async function deleteExpiredPending(db: Db, now: Date): Promise<void> {
  await db.delete(pendingSignIns).where(lte(pendingSignIns.expiresAt, now));
}
