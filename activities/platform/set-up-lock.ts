import { sql } from 'drizzle-orm';

/** Whoever makes the first account of an installation holds this to the end of its transaction. */
export const setUpLock = sql`select pg_advisory_xact_lock(hashtextextended('muster/set-up', 0))`;
