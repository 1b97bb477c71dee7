/** Rows that were found, whole and with their places in the order: cursors of what follows them. */
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../database/client.ts';
import { directoryObjects } from '../../database/schema/directory.ts';
import type { ListedObject, SortKey } from '../contract.ts';
import { directions } from '../order.ts';

/** The columns that hold a row's place: the keys, the object's id, the store's id. */
const places = (order: readonly SortKey[]): SQL[] =>
  [...order.map((_key, index) => `k${index}`), 'object_id', 'store_id'].map(
    (name) => sql`${sql.identifier(name)}`,
  );

export function orderedBy(order: readonly SortKey[], of: SQL = sql``): SQL {
  const down = directions(order);
  return sql.join(
    places(order).map((place, index) =>
      down[index] === true ? sql`${of}${place} desc` : sql`${of}${place} asc`,
    ),
    sql`, `,
  );
}

/** A row that was found; null where the query says only how many there are. */
export interface Positioned {
  readonly row: ListedObject | null;
  readonly many: number;
}

export const rowsOf = (found: readonly Positioned[]): ListedObject[] => found.flatMap(({ row }) => row ?? []);

/**
 * @param found a query in brackets, with the ids, the places and `read_only`
 * @param many one more value of it
 */
export async function positioned(
  db: Db,
  found: SQL,
  order: readonly SortKey[],
  many: SQL<number> = sql<number>`0`,
): Promise<Positioned[]> {
  const rows = await db
    .select({
      object: directoryObjects,
      readOnly: sql<boolean>`found.read_only`,
      many,
      position: sql<string[]>`array[${sql.join(
        places(order).map((place) => sql`found.${place}`),
        sql`, `,
      )}]::text[]`,
    })
    .from(sql`${found} found`)
    .leftJoin(
      directoryObjects,
      sql`(${directoryObjects.storeId}, ${directoryObjects.objectId}) = (found.store_id, found.object_id)`,
    )
    .orderBy(orderedBy(order, sql`found.`));
  return rows.map(({ object, readOnly, position, many: value }) => ({
    row: object === null ? null : { ...object, readOnly, position },
    many: value,
  }));
}
