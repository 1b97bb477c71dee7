/**
 * The places a list is of, each by itself. Within one place the index has its rows in the order of names, so a policy
 * or a search of few places is walked as if nothing else were there.
 */
import { and, sql } from 'drizzle-orm';
import { type ObjectKind, objectKinds } from '../../../workflows/contracts/directory.ts';
import type { Filter } from '../../../workflows/contracts/filter.ts';
import type { Db } from '../../database/client.ts';
import { directoryObjects } from '../../database/schema/directory.ts';
import type { ListPart } from '../contract.ts';
import { placeAttribute } from '../place-filter.ts';
import { endOfPlace } from './filter.ts';

/** Objects of a kind that stand in a place directly. */
export interface Leaf {
  readonly kind: ObjectKind;
  readonly place: string;
}

/** Planning takes longer with each. */
const mostLeaves = 32;

/** @returns null where nothing says so, or where they are many */
export async function leavesOf(db: Db, part: ListPart): Promise<readonly Leaf[] | null> {
  const keys = [part.filter, part.scope?.filter]
    .map((filter) => (filter === undefined ? null : placesIn(filter)))
    .find((found) => found !== null);
  if (keys === undefined) return null;
  if (keys.length === 0) return [];
  const kinds = part.kind === undefined ? objectKinds : [part.kind].flat();
  const { storeId, kind, place } = directoryObjects;
  const [leaf, wanted, range] = [sql.identifier('leaf'), sql.identifier('wanted'), sql.identifier('range')];
  // Under their own names: within the look-up they stand beside the table's columns.
  const [ofKind, until, at] = [sql.identifier('of_kind'), sql.identifier('until'), sql.identifier('at')];
  const first = (of: typeof leaf, from: ReturnType<typeof sql>, end: ReturnType<typeof sql>) => sql`lateral (
    select ${place} from ${directoryObjects}
    where ${and(sql`${storeId} = ${part.storeId}::uuid`, sql`${kind} = ${of}.${ofKind}`, from, sql`${place} < ${end}`)}
    order by ${place} limit 1) found`;
  const { rows } = await db.execute<{ kind: ObjectKind; place: string }>(sql`
    with recursive ${leaf}(${ofKind}, ${until}, ${at}) as (
      select ${wanted}.${ofKind}, ${range}.${until}, found.place
      from unnest(${sql.param([...kinds])}::text[]) ${wanted}(${ofKind})
      cross join unnest(${sql.param([...keys])}::text[], ${sql.param(keys.map(endOfPlace))}::text[]) ${range}(${at}, ${until})
      cross join ${first(wanted, sql`${place} >= ${range}.${at}`, sql`${range}.${until}`)}
      union all
      select ${leaf}.${ofKind}, ${leaf}.${until}, found.place
      from ${leaf} cross join ${first(leaf, sql`${place} > ${leaf}.${at}`, sql`${leaf}.${until}`)}
    ) select ${ofKind} as kind, ${at} as place from ${leaf} limit ${mostLeaves + 1}`);
  if (rows.length > mostLeaves) return null;
  // A place within another that is named as well is met twice.
  return [...new Map(rows.map((row) => [`${row.kind} ${row.place}`, row])).values()];
}

/** The places of which an object must stand below one; null where it need not. */
function placesIn(filter: Filter): readonly string[] | null {
  switch (filter.op) {
    case 'and':
      return filter.nodes.map(placesIn).find((keys) => keys !== null) ?? null;
    case 'or': {
      const each = filter.nodes.map(placesIn);
      const known = each.filter((keys) => keys !== null);
      return known.length === each.length ? [...new Set(known.flat())] : null;
    }
    case 'not':
      return null;
    case 'compare':
      return filter.attribute === placeAttribute && filter.test !== 'present' ? [filter.value] : null;
  }
}
