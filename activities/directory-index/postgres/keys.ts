/** The keys a list is sorted by, and what follows a place among them. */
import { and, eq, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Db } from '../../database/client.ts';
import { defaultGroupSettings } from '../../database/repositories/groups.ts';
import { directoryObjects, groupSettings } from '../../database/schema/directory.ts';
import type { ListPart, SortKey } from '../contract.ts';
import { lastKey, sortedLength } from '../order.ts';

/** The keys, the object's id, the store's id. */
export const columnsOf = (db: Db, part: ListPart, order: readonly SortKey[]): SQLWrapper[] => [
  ...order.map((key) => keyOf(db, part, key)),
  directoryObjects.objectId,
  directoryObjects.storeId,
];

function keyOf(db: Db, part: ListPart, { field, descending }: SortKey): SQL {
  const source = part.fields.get(field)?.source;
  switch (source?.from) {
    case 'attribute':
      return sql`left(coalesce(${directoryObjects.folded} -> ${source.attribute}::text ->> 0, ${lastKey(descending)}), ${sortedLength}) collate "C"`;
    case 'column':
      if (source.column === 'displayName') return sql`${directoryObjects.sortKey}`;
      return source.column === 'kind'
        ? sql`${directoryObjects.kind}`
        : sql`${directoryObjects.enabled}::text`;
    case 'setting': {
      const kept = db
        .select({ securityType: groupSettings.securityType })
        .from(groupSettings)
        .where(
          and(
            eq(groupSettings.storeId, directoryObjects.storeId),
            eq(groupSettings.groupId, directoryObjects.objectId),
          ),
        );
      return sql`coalesce((${kept}), ${defaultGroupSettings.securityType})`;
    }
    case 'owner':
    case 'member':
    case undefined:
      throw new Error(`The order was not checked: ${field}`);
  }
}

/**
 * Rows that follow a position. One row comparison where all keys go one way, so that an index finds
 * the place; else key by key.
 */
export function beyond(
  columns: readonly SQLWrapper[],
  down: readonly boolean[],
  after: readonly string[],
): SQL {
  const values = columns.map((column, index) =>
    column === directoryObjects.storeId ? sql`${after[index]}::uuid` : sql`${after[index]}::text`,
  );
  if (down.every((descending) => descending === down[0])) {
    const [left, right] = [sql.join([...columns], sql`, `), sql.join(values, sql`, `)];
    return down[0] === true ? sql`(${left}) < (${right})` : sql`(${left}) > (${right})`;
  }
  let rest = sql`false`;
  for (let index = columns.length - 1; index >= 0; index -= 1) {
    const [column, value] = [columns[index], values[index]];
    const further = down[index] === true ? sql`${column} < ${value}` : sql`${column} > ${value}`;
    rest = sql`(${further} or (${column} = ${value} and ${rest}))`;
  }
  return rest;
}
