/**
 * Taking objects out of the index: only what a completed read did not find, or what the directory
 * itself says is gone; never more than can be believed.
 */
import { sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { ObjectKind } from '../../workflows/contracts/directory.ts';
import { allowedRemovals, allowedTold } from '../../workflows/contracts/replication.ts';
import { notingLost } from '../database/repositories/lost-criteria.ts';
import { countKind, type Place } from './marks.ts';
import { progress, type Session } from './session.ts';

const dialect = new PgDialect();

/** Ids read in this turn, and those that seem to be gone; they end with the connection. */
export async function prepareIds({ client }: Session): Promise<void> {
  await client.query('create temporary table if not exists seen_ids (object_id text not null)');
  await client.query(
    'create temporary table if not exists gone_ids (object_id text primary key, asked_at timestamptz not null)',
  );
  await client.query('truncate seen_ids, gone_ids');
}

export async function see({ client }: Session, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await client.query('insert into seen_ids select unnest($1::text[])', [ids]);
}

export interface Complete {
  /** When the read began. What the index learnt later is newer than the read. */
  readonly startedAt: Date;
  readonly objects: number;
}

/** After a completed read: notes what did not come, and asks the directory about it once more. */
export async function findGone(
  session: Session,
  kind: ObjectKind,
  read: Complete,
  sure: boolean,
): Promise<void> {
  const { client, storeId } = session;
  await client.query('analyze seen_ids');
  await client.query(
    `insert into gone_ids select o.object_id, $3::timestamptz from directory_objects o
     where o.store_id = $1 and o.kind = $2 and o.seen_at < $3::timestamptz
       and not exists (select from seen_ids s where s.object_id = o.object_id)
     on conflict do nothing`,
    [storeId, kind, read.startedAt],
  );
  // So many are not asked about one by one: they are held, unless somebody confirmed them.
  const is = { complete: true, empty: read.objects === 0 };
  if (sure || !(await isTooMany(session, kind, is))) await askAgain(session, kind);
}

/** Notes what the directory says was removed. */
export async function noteGone(
  { client, storeId }: Session,
  kind: ObjectKind,
  ids: readonly string[],
  askedAt: Date,
): Promise<void> {
  await client.query(
    `insert into gone_ids select o.object_id, $4::timestamptz from directory_objects o
     where o.store_id = $1 and o.kind = $2 and o.seen_at < $4::timestamptz and o.object_id = any($3::text[])
     on conflict (object_id) do update set asked_at = excluded.asked_at`,
    [storeId, kind, ids, askedAt],
  );
}

/** An object that is still there, under another kind or missed by the read, is not gone; one that is excluded now is. */
export async function askAgain({ client, provider }: Session, kind: ObjectKind): Promise<void> {
  for (let after = ''; ;) {
    const { rows } = await client.query<{ id: string }>(
      'select object_id as id from gone_ids where object_id > $1 order by object_id limit 500',
      [after],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    progress();
    const found = await provider.read(
      rows.map(({ id }) => ({ kind, id })),
      [],
    );
    const present = found.filter(({ excluded }) => excluded !== true).map(({ id }) => id);
    if (present.length > 0)
      await client.query('delete from gone_ids where object_id = any($1::text[])', [present]);
    after = last.id;
  }
}

async function isTooMany(
  { client, storeId }: Session,
  kind: ObjectKind,
  { complete, empty }: Pick<Settlement, 'complete' | 'empty'>,
): Promise<boolean> {
  const { known, gone } = await sizes({ client, storeId }, kind);
  const allowed = complete ? allowedRemovals(known) : allowedTold(known);
  return gone > 0 && (empty || gone > allowed);
}

async function sizes(
  { client, storeId }: Pick<Session, 'client' | 'storeId'>,
  kind: ObjectKind,
): Promise<{ known: number; gone: number }> {
  const { rows } = await client.query<{ known: number; gone: number }>(
    `select (select count(*) from gone_ids)::int as gone,
       (case when exists (select from gone_ids)
         then (select count(*) from directory_objects where store_id = $1 and kind = $2) else 0 end)::int as known`,
    [storeId, kind],
  );
  return rows[0] ?? { known: 0, gone: 0 };
}

/** The removals of a kind that an administrator confirmed and no run has made yet. */
export async function confirmedOf({ client, storeId }: Session, kind: ObjectKind): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    "select id from held_removals where store_id = $1 and kind = $2 and state = 'confirmed' order by created_at limit 1",
    [storeId, kind],
  );
  return rows[0]?.id ?? null;
}

export interface Settlement {
  /** Everything was read: what was held before is found again, or is held anew. */
  readonly complete: boolean;
  /** The read found nothing at all, which is never believed. */
  readonly empty: boolean;
  /** The removals an administrator confirmed; no others are made. */
  readonly confirmedId: string | null;
}

/**
 * Removes what is gone, or holds it; within a transaction on the index.
 * @returns whether it is held
 */
export async function settle(
  session: Session,
  place: Place,
  { complete, empty, confirmedId }: Settlement,
): Promise<boolean> {
  const { client, storeId } = session;
  const { kind } = place;
  await keepWritten(session, kind);
  if (confirmedId !== null) {
    await client.query(
      `delete from gone_ids g where not exists
         (select from held_removal_objects h where h.held_id = $1 and h.object_id = g.object_id)`,
      [confirmedId],
    );
    await client.query("update held_removals set state = 'done' where id = $1", [confirmedId]);
  } else if (await isTooMany(session, kind, { complete, empty })) {
    await hold(session, kind, complete);
    return true;
  } else if (complete) {
    await client.query(
      "update held_removals set state = 'over' where store_id = $1 and kind = $2 and state = 'waiting'",
      [storeId, kind],
    );
  }
  await countKind(session, place, { removed: await remove(session, kind) });
  return false;
}

/** What Muster wrote after the directory was asked is there, whatever the directory had said; what it removed is gone already. */
async function keepWritten({ client, storeId }: Session, kind: ObjectKind): Promise<void> {
  await client.query(
    `delete from gone_ids g where not exists (select from directory_objects o
       where o.store_id = $1 and o.object_id = g.object_id and o.kind = $2 and o.seen_at < g.asked_at)`,
    [storeId, kind],
  );
}

async function remove({ client, storeId, listsPaths }: Session, kind: ObjectKind): Promise<number> {
  const losing = dialect.sqlToQuery(
    notingLost(storeId, sql`o.object_id in (select object_id from gone_ids)`),
  );
  await client.query(losing.sql, losing.params);
  const { rowCount } = await client.query(
    `delete from directory_objects o using gone_ids g where o.store_id = $1 and o.object_id = g.object_id and o.kind = $2`,
    [storeId, kind],
  );
  if (rowCount === 0) return 0;
  if (listsPaths) {
    // Somebody else may be found at the path by which they list who is gone.
    await client.query(
      `insert into replication_pending_groups (store_id, group_id)
       select distinct m.store_id, m.group_id from directory_members m join gone_ids g on m.member_id = g.object_id
       where m.store_id = $1 on conflict do nothing`,
      [storeId],
    );
  }
  for (const column of ['group_id', 'member_id'] as const) {
    await client.query(
      `delete from directory_members m using gone_ids g where m.store_id = $1 and m.${column} = g.object_id`,
      [storeId],
    );
  }
  await client.query(
    'delete from replication_pending_groups p using gone_ids g where p.store_id = $1 and p.group_id = g.object_id',
    [storeId],
  );
  return rowCount ?? 0;
}

/** The same set stays one; another set takes its place. What a difference adds comes on top. */
async function hold({ client, storeId, runId }: Session, kind: ObjectKind, complete: boolean): Promise<void> {
  if (!complete) {
    await client.query(
      `insert into gone_ids select h.object_id, now() from held_removal_objects h
       join held_removals r on r.id = h.held_id where r.store_id = $1 and r.kind = $2 and r.state = 'waiting'
       on conflict do nothing`,
      [storeId, kind],
    );
  }
  const { rows } = await client.query<{ fingerprint: string }>(
    `select encode(sha256(convert_to(string_agg(object_id, E'\\n' order by object_id), 'UTF8')), 'hex') as fingerprint from gone_ids`,
  );
  const fingerprint = rows[0]?.fingerprint ?? '';
  await client.query(
    "update held_removals set state = 'over' where store_id = $1 and kind = $2 and state = 'waiting' and fingerprint <> $3",
    [storeId, kind, fingerprint],
  );
  const held = await client.query<{ id: string }>(
    `insert into held_removals (store_id, kind, run_id, known, fingerprint)
     select $1, $2, $3, count(*), $4 from directory_objects where store_id = $1 and kind = $2
     on conflict (store_id, kind) where state = 'waiting' do nothing returning id`,
    [storeId, kind, runId, fingerprint],
  );
  const [made] = held.rows;
  if (made !== undefined)
    await client.query('insert into held_removal_objects select $1, object_id from gone_ids', [made.id]);
}
