/**
 * What changed since a moment, by transaction.
 *
 * Each row carries the transaction that changed it last. The cursor is the oldest transaction that was
 * still under way when the changes were read: every one before it had ended and was seen, and
 * whatever commits later has its number or a higher one. Some changes come twice, none is missed.
 */
import { and, asc, gt, gte, inArray, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { ChangePage, ChangesQuery } from '../contract.ts';
import { isLocalKind } from './attributes.ts';
import type { Session } from './directory.ts';
import { objectColumns, toObject } from './objects.ts';
import { pageSizeOf } from './read.ts';

interface Moment {
  /** The oldest transaction under way. */
  readonly oldest: string;
  /** The first one that has not begun. */
  readonly next: string;
}

/** Within one snapshot of the database. */
export async function* readChanges(
  { db, tables }: Session,
  instanceId: string,
  query: ChangesQuery,
): AsyncGenerator<ChangePage> {
  const { objects, tombstones } = tables;
  const kinds = query.kinds.filter(isLocalKind);
  const { rows } = await db.execute<Record<keyof Moment, string>>(sql`
    select pg_snapshot_xmin(pg_current_snapshot())::text as oldest, pg_snapshot_xmax(pg_current_snapshot())::text as next`);
  const moment: Moment = rows[0] ?? { oldest: '0', next: '0' };
  const since = sinceOf(query.cursor, instanceId, moment);
  const full = since === null;
  const cursor = JSON.stringify({ directory: instanceId, since: moment.oldest });
  const limit = pageSizeOf(query.pageSize);
  const newer = (column: PgColumn): SQL | undefined =>
    since === null ? undefined : gte(column, sql`${since}::xid8`);
  for (let after: string | null = null; kinds.length > 0;) {
    const page = await db
      .select(objectColumns(tables))
      .from(objects)
      .where(
        and(
          inArray(objects.kind, kinds),
          newer(objects.changedBy),
          after === null ? undefined : gt(objects.id, after),
        ),
      )
      .orderBy(asc(objects.id))
      .limit(limit);
    if (page.length > 0) {
      const found = page.map((row) => toObject(row, query.attributes));
      yield { objects: found, removed: [], full, cursor: null };
    }
    if (page.length < limit) break;
    after = page.at(-1)?.id ?? null;
  }
  const gone =
    full || kinds.length === 0
      ? []
      : await db
          .select({ id: tombstones.id })
          .from(tombstones)
          .where(and(inArray(tombstones.kind, kinds), newer(tombstones.changedBy)));
  yield { objects: [], removed: gone.map(({ id }) => id), full, cursor };
}

/**
 * Null for a cursor that is not this directory's. One ahead of the server is of another server, whose
 * copy this is: its transactions are numbered anew.
 */
function sinceOf(text: string | null, instanceId: string, moment: Moment): string | null {
  if (text === null) return null;
  try {
    const { directory, since } = (JSON.parse(text) ?? {}) as { directory?: unknown; since?: unknown };
    if (directory !== instanceId || typeof since !== 'string' || !/^\d{1,19}$/.test(since)) return null;
    return BigInt(since) > BigInt(moment.next) ? null : since;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
