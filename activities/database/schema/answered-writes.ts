/** What was answered to writes that were sent with an `Idempotency-Key` (stores-and-links 0.2). */
import { index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt } from './columns.ts';
import { bytea } from './stores.ts';

export const answeredWrites = pgTable(
  'answered_writes',
  {
    /** SHA-256 of who, where and key. */
    id: text().primaryKey(),
    /** HMAC of what was sent: the same key with something else is refused. */
    fingerprint: text().notNull(),
    /** Null while the first try is under way, or when its process died. */
    status: integer(),
    headers: jsonb().$type<Readonly<Record<string, string>>>(),
    /** The body; sealed, since some answers show a secret once. */
    keyId: text(),
    ciphertext: bytea(),
    createdAt: createdAt(),
  },
  (t) => [index('answered_writes_created_at').on(t.createdAt)],
);
