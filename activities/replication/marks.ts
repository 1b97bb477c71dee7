/** Where each kind of a store stands: its cursor, its counts, how the last run ended. */
import type pg from 'pg';
import type { ObjectKind } from '../../workflows/contracts/directory.ts';
import type { Problem } from '../../workflows/contracts/errors.ts';
import type { StoreRun } from './session.ts';

export interface Place {
  readonly run: 'objects' | 'deleted';
  readonly kind: ObjectKind;
}

export interface Counts {
  readonly read?: number;
  readonly added?: number;
  readonly changed?: number;
  readonly removed?: number;
}

const one = 'store_id = $1 and run = $2 and kind = $3';

/** Begins a kind's turn. What an earlier try of the same run wrote stays counted; what it read is read again. */
export async function beginKind({ client, storeId, runId }: StoreRun, { run, kind }: Place): Promise<void> {
  await client.query(
    `insert into replication_status as s (store_id, run, kind, run_id, last_run_at)
     values ($1, $2, $3, $4, clock_timestamp())
     on conflict (store_id, run, kind) do update set run_id = $4, last_run_at = clock_timestamp(), read = 0,
       added = case when s.run_id = $4 then s.added else 0 end,
       changed = case when s.run_id = $4 then s.changed else 0 end,
       removed = case when s.run_id = $4 then s.removed else 0 end`,
    [storeId, run, kind, runId],
  );
}

export async function countKind(
  { client, storeId }: StoreRun,
  { run, kind }: Place,
  { read = 0, added = 0, changed = 0, removed = 0 }: Counts,
): Promise<void> {
  await client.query(
    `update replication_status set read = read + $4, added = added + $5, changed = changed + $6, removed = removed + $7
     where ${one}`,
    [storeId, run, kind, read, added, changed, removed],
  );
}

/** Within the transaction that writes what the cursor stands for. */
export async function storeCursor(
  { client, storeId }: StoreRun,
  { run, kind }: Place,
  cursor: string | null,
): Promise<void> {
  await client.query(`update replication_status set cursor = $4 where ${one}`, [storeId, run, kind, cursor]);
}

/** @param full everything was read; null for a difference */
export async function succeed(
  { client, storeId }: StoreRun,
  { run, kind }: Place,
  full: { readonly at: Date } | null,
): Promise<void> {
  await client.query(
    `update replication_status set outcome = 'succeeded', problem = null, last_success_at = clock_timestamp(),
       full_at = coalesce($4, full_at) where ${one}`,
    [storeId, run, kind, full?.at ?? null],
  );
}

/** The kind keeps its cursor: the next run begins where this one did. */
export async function fail(session: StoreRun, place: Place, problem: Problem): Promise<void> {
  await session.client.query(
    `update replication_status set outcome = 'failed', problem = $4::jsonb where ${one}`,
    [session.storeId, place.run, place.kind, JSON.stringify(problem)],
  );
}

/** Where a kind's delta begins; null when everything is to be read. */
export async function cursorOf(
  client: pg.ClientBase,
  storeId: string,
  kind: ObjectKind,
  fullEveryMs: number,
): Promise<string | null> {
  const { rows } = await client.query<{ cursor: string | null }>(
    `select cursor from replication_status
     where store_id = $1 and run = 'objects' and kind = $2 and full_at > clock_timestamp() - make_interval(secs => $3)`,
    [storeId, kind, fullEveryMs / 1000],
  );
  return rows[0]?.cursor ?? null;
}
