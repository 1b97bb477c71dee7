/** Brings the index to what a complete read found, by sets. */
import type pg from 'pg';
import type { ObjectKind } from '../../workflows/contracts/directory.ts';
import { endedNatively } from './ended-natively.ts';
import { rowAssignments, rowColumns, rowDiffers } from './rows.ts';

interface Scope {
  readonly storeId: string;
  /** When the read began, by the database's clock. What the index learnt later is newer than the read. */
  readonly startedAt: Date;
}

/**
 * Within a transaction on the index. Rows that equal what was read are left alone, so cost follows
 * change; nothing is removed here but memberships of groups that were read.
 * @returns what was written of each kind
 */
export async function mergeStaged(
  client: pg.ClientBase,
  scope: Scope,
): Promise<ReadonlyMap<ObjectKind, { added: number; changed: number }>> {
  await forgetDeletedMeanwhile(client, scope);
  await client.query('create index on staged_members (group_id, member_id)');
  await client.query('analyze staged_members');
  await mergeMembers(client, scope);
  return mergeObjects(client, scope);
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

/** Groups that were read, unless Muster wrote their members after the read had begun: those keep the members the index knows. */
const readGroups = (group: string) =>
  `exists (select from staged_objects r where r.object_id = ${group} and r.kind = 'group')
   and not exists (select from directory_objects w
     where w.store_id = $1 and w.object_id = ${group} and w.members_at >= $2)`;

async function mergeMembers(client: pg.ClientBase, { storeId, startedAt }: Scope): Promise<void> {
  await client.query(
    `delete from membership_ends e where ${endedNatively('e', '$2')} and ${readGroups('e.group_id')}
       and not exists (select from staged_members s where s.group_id = e.group_id and s.member_id = e.member_id)`,
    [storeId, startedAt],
  );
  await client.query(
    `delete from directory_members m where m.store_id = $1 and ${readGroups('m.group_id')}
       and not exists (select from staged_members s where s.group_id = m.group_id and s.member_id = m.member_id)`,
    [storeId, startedAt],
  );
  await client.query(
    `insert into directory_members as m (store_id, group_id, member_id, read_only)
     select $1::uuid, s.group_id, s.member_id, bool_or(s.read_only)
     from staged_members s where ${readGroups('s.group_id')} group by s.group_id, s.member_id
     on conflict (store_id, group_id, member_id) do update set read_only = excluded.read_only
       where m.read_only <> excluded.read_only`,
    [storeId, startedAt],
  );
  await client.query(
    `delete from replication_pending_groups p where p.store_id = $1 and ${readGroups('p.group_id')}`,
    [storeId, startedAt],
  );
}

async function mergeObjects(
  client: pg.ClientBase,
  { storeId, startedAt }: Scope,
): Promise<ReadonlyMap<ObjectKind, { added: number; changed: number }>> {
  const { rows } = await client.query<{ kind: ObjectKind; added: number; changed: number }>(
    `with written as (
       insert into directory_objects as o (store_id, ${rowColumns}, seen_at)
       select $1::uuid, ${rowColumns}, $2::timestamptz
       from staged_objects
       on conflict (store_id, object_id) do update set ${rowAssignments}
       where o.seen_at < $2 and ${rowDiffers}
       returning kind, (xmax = 0) as added
     )
     select kind, (count(*) filter (where added))::int as added, (count(*) filter (where not added))::int as changed
     from written group by kind`,
    [storeId, startedAt],
  );
  return new Map(rows.map(({ kind, added, changed }) => [kind, { added, changed }]));
}
