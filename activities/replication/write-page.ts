/** Brings one page of objects into the index, by one statement that leaves equal rows alone. */
import type pg from 'pg';
import type { DirectoryObject } from '../../workflows/contracts/directory.ts';
import { indexRow } from '../database/repositories/directory-index.ts';

export interface WrittenPage {
  readonly added: number;
  readonly changed: number;
  /** Written by somebody else after the page was asked for: the page may be the older one. */
  readonly newer: readonly string[];
}

const columns = `object_id text, kind text, name text, display_name text, path text, enabled boolean, protection text,
  attributes jsonb, folded jsonb, words tsvector, search_text text, sort_key text`;
const values =
  'kind, name, display_name, path, enabled, protection, attributes, folded, words, search_text, sort_key';
const prefixed = (prefix: string) =>
  values
    .split(', ')
    .map((name) => `${prefix}.${name}`)
    .join(', ');

/** What Muster deleted since the page was asked for must not come back. */
const statement = `with page as materialized (
    select p.* from jsonb_to_recordset($3::jsonb) as p(${columns})
    where not exists (select from history_entries h
      where h.store_id = $1 and h.object_id = p.object_id and h.operation = 'delete' and h.at >= $2)
  ), newer as (
    select o.object_id from directory_objects o
    where o.store_id = $1 and o.seen_at >= $2 and o.object_id in (select object_id from page)
  ), written as (
    insert into directory_objects as o (store_id, object_id, ${values}, seen_at)
    select $1::uuid, object_id, ${values}, $2::timestamptz from page
    on conflict (store_id, object_id) do update set
      ${values
        .split(', ')
        .map((name) => `${name} = excluded.${name}`)
        .join(', ')}, seen_at = excluded.seen_at
    where o.seen_at < $2 and (${prefixed('o')}) is distinct from (${prefixed('excluded')})
    returning (xmax = 0) as added
  )
  select (select count(*) from written where added)::int as added,
    (select count(*) from written where not added)::int as changed,
    (select coalesce(array_agg(object_id), '{}') from newer) as newer`;

/** Within a transaction on the index. */
export async function writePage(
  client: pg.ClientBase,
  storeId: string,
  objects: readonly DirectoryObject[],
  askedAt: Date,
): Promise<WrittenPage> {
  if (objects.length === 0) return { added: 0, changed: 0, newer: [] };
  // An object met twice (it moved while the page was read) counts as it was seen last.
  const unique = new Map(objects.map((object) => [object.id, object]));
  const rows = [...unique.values()].map((object) => {
    const { objectId, displayName, searchText, sortKey, ...row } = indexRow(storeId, object);
    return {
      ...row,
      object_id: objectId,
      display_name: displayName,
      search_text: searchText,
      sort_key: sortKey,
    };
  });
  const result = await client.query<WrittenPage>(statement, [storeId, askedAt, JSON.stringify(rows)]);
  const [written] = result.rows;
  if (written === undefined) throw new Error('The index did not say what it wrote.');
  return written;
}
