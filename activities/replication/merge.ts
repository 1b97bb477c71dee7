/** Brings the index to what a complete read found, in one transaction and by sets. */
import type pg from 'pg';
import { ProviderError } from '../providers/contract.ts';

/** More than this part of a kind is never removed at once; it looks like a broken read, not like work. */
const maxRemovedPart = 0.2;
/** Below this many objects the part says nothing. */
const smallStore = 20;
const maxRemovedOfSmall = 5;

interface Scope {
  readonly storeId: string;
  /** When the read began, by the database's clock. What the index learnt later is newer than the read. */
  readonly startedAt: string;
}

/**
 * Compares and writes. Rows that equal what was read are left alone, so cost follows change.
 * @throws `replication.threshold` when too much would be removed; nothing is written then
 */
export async function mergeStaged(client: pg.ClientBase, scope: Scope): Promise<void> {
  const { storeId, startedAt } = scope;
  await client.query('begin');
  try {
    // Writers of single objects hold it shared, so that none comes between two steps here.
    await client.query("select pg_advisory_xact_lock(hashtextextended('directory-index:' || $1, 0))", [
      storeId,
    ]);
    await forgetDeletedMeanwhile(client, scope);
    await client.query('create index on staged_members (group_id, member_id)');
    await client.query('analyze staged_members');
    await checkThreshold(client, scope);
    await mergeMembers(client, scope);
    await mergeObjects(client, scope);
    await client.query(
      `update identity_stores set last_replicated_at = $2, health = 'healthy', health_message = null
       where id = $1 and (last_replicated_at is null or last_replicated_at <= $2)`,
      [storeId, startedAt],
    );
    await client.query('commit');
  } catch (error) {
    // A connection that is gone has rolled back by itself; the first error is the one to tell.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** What Muster itself deleted after the read had begun must not come back. */
async function forgetDeletedMeanwhile(client: pg.ClientBase, { storeId, startedAt }: Scope): Promise<void> {
  const deleted = `select object_id from history_entries
    where store_id = $1 and operation = 'delete' and at >= $2`;
  await client.query(`delete from staged_objects where object_id in (${deleted})`, [storeId, startedAt]);
  await client.query(
    `delete from staged_members where group_id in (${deleted}) or member_id in (${deleted})`,
    [storeId, startedAt],
  );
}

/** Rows of the index that a complete read did not find and nobody wrote since. */
const gone = `o.store_id = $1 and o.seen_at < $2
  and not exists (select from staged_objects s where s.object_id = o.object_id)`;

async function checkThreshold(client: pg.ClientBase, { storeId, startedAt }: Scope): Promise<void> {
  const { rows } = await client.query<{ kind: string; known: number; gone: number }>(
    `select o.kind, count(*)::int as known, (count(*) filter (where ${gone}))::int as gone
     from directory_objects o where o.store_id = $1 group by o.kind order by o.kind`,
    [storeId, startedAt],
  );
  const tooMany = rows.filter((row) => row.gone > allowedOf(row.known));
  if (tooMany.length === 0) return;
  const counts = tooMany
    .map(
      (row) =>
        `${row.gone} of ${row.known} ${row.kind}s would be removed, at most ${allowedOf(row.known)} may be`,
    )
    .join('; ');
  throw new ProviderError(
    'replication.threshold',
    `The directory shows far fewer objects than before: ${counts}. Nothing was changed. Check the rights of the service account and the directory itself, then replicate again.`,
  );
}

const allowedOf = (known: number): number =>
  known < smallStore ? maxRemovedOfSmall : Math.floor(known * maxRemovedPart);

/** Groups written after the read had begun keep the members the index knows. */
const older = (group: string) =>
  `not exists (select from directory_objects w
     where w.store_id = $1 and w.object_id = ${group} and w.seen_at >= $2)`;

async function mergeMembers(client: pg.ClientBase, { storeId, startedAt }: Scope): Promise<void> {
  await client.query(
    `delete from directory_members m where m.store_id = $1 and ${older('m.group_id')}
       and not exists (select from staged_members s where s.group_id = m.group_id and s.member_id = m.member_id)`,
    [storeId, startedAt],
  );
  await client.query(
    `insert into directory_members as m (store_id, group_id, member_id, read_only)
     select $1::uuid, s.group_id, s.member_id, bool_or(s.read_only)
     from staged_members s where ${older('s.group_id')} group by s.group_id, s.member_id
     on conflict (store_id, group_id, member_id) do update set read_only = excluded.read_only
       where m.read_only <> excluded.read_only`,
    [storeId, startedAt],
  );
}

async function mergeObjects(client: pg.ClientBase, { storeId, startedAt }: Scope): Promise<void> {
  await client.query(
    `insert into directory_objects as o
       (store_id, object_id, kind, name, display_name, path, enabled, attributes, folded, search_text, sort_key, seen_at)
     select $1::uuid, object_id, kind, name, display_name, path, enabled, attributes, folded, search_text, sort_key, $2::timestamptz
     from staged_objects
     on conflict (store_id, object_id) do update set
       kind = excluded.kind, name = excluded.name, display_name = excluded.display_name, path = excluded.path,
       enabled = excluded.enabled, attributes = excluded.attributes, folded = excluded.folded, search_text = excluded.search_text,
       sort_key = excluded.sort_key, seen_at = excluded.seen_at
     where o.seen_at < $2
       and (o.kind, o.name, o.display_name, o.path, o.enabled, o.attributes, o.folded, o.search_text, o.sort_key)
         is distinct from (excluded.kind, excluded.name, excluded.display_name, excluded.path, excluded.enabled,
           excluded.attributes, excluded.folded, excluded.search_text, excluded.sort_key)`,
    [storeId, startedAt],
  );
  await client.query(`delete from directory_objects o where ${gone}`, [storeId, startedAt]);
}
