/** Sessions, by the hash of their id: the table alone opens none. */
import { and, desc, eq, gt, isNotNull, lte, sql } from 'drizzle-orm';
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

/** Notes what a review found, and nothing else: a call at the same moment keeps what it notes itself. */
export async function confirmSession(db: Db, idHash: string, found: object): Promise<void> {
  await db
    .update(sessions)
    .set({ data: sql`${sessions.data} || ${JSON.stringify(found)}::jsonb` })
    .where(eq(sessions.idHash, idHash));
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

/** The open sessions of everybody in a store, the newest first. */
export async function listSessionsOfStore(
  db: Db,
  storeId: string,
  {
    now,
    userId,
    after,
    limit,
  }: {
    readonly now: Date;
    readonly userId?: string;
    readonly after: { readonly at: Date; readonly id: string } | null;
    readonly limit: number;
  },
): Promise<SessionRow[]> {
  const { createdAt, idHash } = sessions;
  return db
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.storeId, storeId),
        isNotNull(sessions.userId),
        userId === undefined ? undefined : eq(sessions.userId, userId),
        gt(sessions.expiresAt, now),
        after === null
          ? undefined
          : sql`(${createdAt}, ${idHash}) < (${after.at.toISOString()}::timestamptz, ${after.id})`,
      ),
    )
    .orderBy(desc(createdAt), desc(idHash))
    .limit(limit);
}

/** @returns what was ended; null when it has ended already */
export async function endSessionOfStore(db: Db, storeId: string, idHash: string): Promise<SessionRow | null> {
  const [row] = await db
    .delete(sessions)
    .where(and(eq(sessions.idHash, idHash), eq(sessions.storeId, storeId), isNotNull(sessions.userId)))
    .returning();
  return row ?? null;
}

/** New limits of a store count for the sessions that are open: each ends when it would have ended under them. */
export async function limitSessions(
  db: Db,
  storeId: string,
  limits: { readonly sessionIdleMinutes: number; readonly sessionHours: number },
): Promise<void> {
  const { createdAt, data, lastSeenAt } = sessions;
  await db
    .update(sessions)
    .set({
      expiresAt: sql`least(${lastSeenAt} + make_interval(mins => ${limits.sessionIdleMinutes}), ${createdAt} + make_interval(hours => ${limits.sessionHours}))`,
      data: sql`jsonb_set(${data}, '{actor}', ${data} -> 'actor' || ${JSON.stringify(limits)}::jsonb)`,
    })
    .where(eq(sessions.storeId, storeId));
}

/** S7: nobody stays signed in through a disabled store. */
export async function deleteSessionsOfStore(db: Db, storeId: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.storeId, storeId));
}

export async function deleteExpiredSessions(db: Db, now: Date): Promise<void> {
  await db.delete(sessions).where(lte(sessions.expiresAt, now));
}
