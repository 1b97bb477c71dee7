/** Reading objects: by id and by filter. */
import { and, asc, eq, gt, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { DirectoryObject, ObjectRef } from '../../../workflows/contracts/directory.ts';
import { foldCase } from '../../platform/fold.ts';
import type { Query, SearchPage } from '../contract.ts';
import { isLocalKind } from './attributes.ts';
import type { Session } from './directory.ts';
import { compileFilter } from './filter.ts';
import { isUuid, objectColumns, toObject } from './objects.ts';

/** No page is larger, whatever is asked for. */
const maxPageSize = 1000;
export const pageSizeOf = (wanted: number): number => Math.min(Math.max(1, Math.trunc(wanted)), maxPageSize);

export async function readObjects(
  { db, tables }: Session,
  refs: readonly ObjectRef[],
  attributes?: readonly string[],
): Promise<DirectoryObject[]> {
  const ids = [...new Set(refs.map(({ id }) => id.toLowerCase()).filter(isUuid))];
  if (ids.length === 0) return [];
  const rows = await db
    .select(objectColumns(tables))
    .from(tables.objects)
    .where(inArray(tables.objects.id, ids));
  return rows.map((row) => toObject(row, attributes));
}

/** Keyset pages in the order of the immutable id. */
export async function* searchObjects({ db, tables }: Session, query: Query): AsyncGenerator<SearchPage> {
  const { objects } = tables;
  const kinds = query.kinds.filter(isLocalKind);
  const conditions: (SQL | undefined)[] = [inArray(objects.kind, kinds)];
  if (query.filter !== undefined) conditions.push(compileFilter(tables, query.filter));
  if (query.container !== undefined) {
    const container = foldCase(query.container);
    conditions.push(
      or(
        eq(objects.foldedContainer, container),
        query.directlyIn === true
          ? undefined
          : sql`starts_with(${objects.foldedContainer}, ${`${container}/`})`,
      ),
    );
  }
  if (kinds.length === 0) return;
  const limit = pageSizeOf(query.pageSize);
  for (let after: string | null = null; ;) {
    const rows = await db
      .select(objectColumns(tables))
      .from(objects)
      .where(and(...conditions, after === null ? undefined : gt(objects.id, after)))
      .orderBy(asc(objects.id))
      .limit(limit);
    if (rows.length > 0) {
      yield { objects: rows.map((row) => toObject(row, query.attributes)), residual: null };
    }
    if (rows.length < limit) return;
    after = rows.at(-1)?.id ?? null;
  }
}
