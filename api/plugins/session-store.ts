/** Keeps sessions in PostgreSQL for `@fastify/session`: many API processes, one truth, revocable at once. */
import { createHash } from 'node:crypto';
import type { Session } from 'fastify';
import type { Database } from '../../activities/database/client.ts';
import {
  deleteSession,
  getSession,
  insertSession,
  updateSession,
} from '../../activities/database/repositories/sessions.ts';
import { emptyLimitMs, endOfSession } from '../session-limits.ts';

type Callback = (error: unknown, session?: Session | null) => void;

/** What stands in the table instead of the session's id. */
export const hashOf = (sessionId: string): string =>
  createHash('sha256').update(sessionId).digest('base64url');

/**
 * Contract:
 * 1. A session without an actor is inserted only by `regenerate()` at sign-in; nobody else saves one.
 * 2. A session with an actor is only ever updated: one that was ended meanwhile stays ended.
 * 3. What has passed its idle or absolute limit is not found.
 */
export class SessionStore {
  private readonly db: Database;
  private readonly now: () => Date;

  constructor(db: Database, now: () => Date) {
    this.db = db;
    this.now = now;
  }

  get(sessionId: string, callback: Callback): void {
    getSession(this.db, hashOf(sessionId), this.now()).then((row) => {
      callback(null, row === null ? null : (row.data as unknown as Session));
    }, callback);
  }

  set(sessionId: string, session: Session, callback: (error?: unknown) => void): void {
    this.save(hashOf(sessionId), session).then(() => {
      callback();
    }, callback);
  }

  destroy(sessionId: string, callback: (error?: unknown) => void): void {
    deleteSession(this.db, hashOf(sessionId)).then(() => {
      callback();
    }, callback);
  }

  private async save(idHash: string, session: Session): Promise<void> {
    const now = this.now();
    const data = JSON.parse(JSON.stringify(session)) as Record<string, unknown>;
    const { actor } = session;
    if (actor === undefined) {
      const expiresAt = new Date(now.getTime() + emptyLimitMs);
      await insertSession(this.db, { idHash, data, createdAt: now, expiresAt });
      return;
    }
    const signedInAt = session.signedInAt ?? now.getTime();
    const seenAt = session.seenAt ?? now.getTime();
    await updateSession(this.db, idHash, {
      data,
      storeId: actor.storeId,
      userId: actor.userId,
      address: session.address ?? null,
      userAgent: session.userAgent ?? null,
      lastSeenAt: new Date(seenAt),
      expiresAt: new Date(endOfSession(actor, { signedInAt, seenAt })),
    });
  }
}
