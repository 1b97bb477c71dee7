/** Sessions, by the hash of their id: the table alone opens none. */
import { and, desc, eq, gt, lte } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { sessions } from '../schema/stores.ts';
import type { Person } from './requests.ts';

export type SessionRow = typeof sessions.$inferSelect;

export async function getSession(db: Db, idHash: string, now: Date): Promise<SessionRow | null> {
  const [row] = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.idHash, idHash), gt(sessions.expiresAt, now)));
  return row ?? null;
}

export async function insertSession(
  db: Db,
  session: Pick<SessionRow, 'idHash' | 'data' | 'createdAt' | 'expiresAt'>,
): Promise<void> {
  await db.insert(sessions).values({ ...session, lastSeenAt: session.createdAt });
}

/** Changes a session that is still there: one that was ended meanwhile stays ended. */
export async function updateSession(
  db: Db,
  idHash: string,
  change: Partial<Omit<SessionRow, 'idHash' | 'createdAt'>>,
): Promise<void> {
  await db.update(sessions).set(change).where(eq(sessions.idHash, idHash));
}

export async function deleteSession(db: Db, idHash: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.idHash, idHash));
}

/** A person's open sessions, the latest used first. */
export async function listSessionsOf(db: Db, person: Person, now: Date): Promise<SessionRow[]> {
  return db
    .select()
    .from(sessions)
    .where(
      and(eq(sessions.storeId, person.storeId), eq(sessions.userId, person.id), gt(sessions.expiresAt, now)),
    )
    .orderBy(desc(sessions.lastSeenAt));
}

/** S7: nobody stays signed in through a disabled store. */
export async function deleteSessionsOfStore(db: Db, storeId: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.storeId, storeId));
}

export async function deleteExpiredSessions(db: Db, now: Date): Promise<void> {
  await db.delete(sessions).where(lte(sessions.expiresAt, now));
}
