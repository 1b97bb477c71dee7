/** Brings one page of objects into the index, by one statement that leaves equal rows alone. */
import type pg from 'pg';
import type { DirectoryObject } from '../../workflows/contracts/directory.ts';
import { copyInto } from './copy.ts';
import { rowAssignments, rowColumns, rowDefinitions, rowDiffers, rowLine } from './rows.ts';
import type { Session } from './session.ts';

/** A page as it is copied; made while the page before is written. */
export interface PageRows {
  readonly ids: readonly string[];
  readonly lines: readonly string[];
}

export interface WrittenPage {
  readonly added: number;
  readonly changed: number;
  /** The objects that these are. */
  readonly touched: readonly string[];
  /** Written by somebody else after the page was asked for: the page may be the older one. */
  readonly newer: readonly string[];
}

/** An object met twice (it moved while the page was read) counts as it was seen last. */
export function pageRows(storeId: string, objects: readonly DirectoryObject[]): PageRows {
  const unique = new Map(objects.map((object) => [object.id, object]));
  return {
    ids: [...unique.keys()],
    lines: [...unique.values()].map((object) => rowLine(storeId, object)),
  };
}

/** Groups that list who has left a path by that path; somebody else may be found there now. */
const noteMoved = `, moved as (
    insert into replication_pending_groups (store_id, group_id)
    select distinct m.store_id, m.group_id from known k
    cross join lateral (select m.store_id, m.group_id from directory_members m
      where m.store_id = $1 and m.member_id = k.object_id offset 0) m
    where k.moves and k.seen_at < $2
    on conflict do nothing
  )`;

/**
 * What Muster deleted since the page was asked for must not come back. Rows are looked up one by one (`offset 0`
 * keeps the planner from anything else): no page is worth a scan of the whole index.
 */
const statement = (listsPaths: boolean): string => `with page as materialized (
    select p.* from read_page p
    where not exists (select from history_entries h
      where h.store_id = $1 and h.object_id = p.object_id and h.operation = 'delete' and h.at >= $2)
  ), known as materialized (
    select p.object_id, o.seen_at, o.path <> p.path as moves from page p
    cross join lateral (select o.seen_at, o.path from directory_objects o
      where o.store_id = $1 and o.object_id = p.object_id offset 0) o
  ), written as (
    insert into directory_objects as o (store_id, ${rowColumns}, seen_at)
    select $1::uuid, ${rowColumns}, $2::timestamptz from page
    on conflict (store_id, object_id) do update set ${rowAssignments}
    where o.seen_at < $2 and ${rowDiffers}
    returning object_id, (xmax = 0) as added
  )${listsPaths ? noteMoved : ''}
  select (select count(*) from written where added)::int as added,
    (select count(*) from written where not added)::int as changed,
    (select coalesce(array_agg(object_id), '{}') from written) as touched,
    (select coalesce(array_agg(object_id), '{}') from known where seen_at >= $2) as newer`;

/** Emptied by the end of each transaction, which costs nothing; `truncate` would wait for the disk. */
export async function preparePages(client: pg.ClientBase): Promise<void> {
  await client.query(
    `create temporary table if not exists read_page (${rowDefinitions}) on commit delete rows`,
  );
}

/** Puts a page where {@link writePage} takes it from, within the same transaction. */
export async function bringPage(client: pg.ClientBase, { lines }: PageRows): Promise<void> {
  if (lines.length > 0) await copyInto(client, `read_page (${rowColumns})`, lines);
}

/** Within a transaction on the index. */
export async function writePage(
  { client, storeId, listsPaths }: Pick<Session, 'client' | 'storeId' | 'listsPaths'>,
  askedAt: Date,
): Promise<WrittenPage> {
  const { rows } = await client.query<WrittenPage>(statement(listsPaths), [storeId, askedAt]);
  const [written] = rows;
  if (written === undefined) throw new Error('The index did not say what it wrote.');
  return written;
}
