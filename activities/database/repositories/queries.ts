/** Searches that people keep, and share. */
import { and, asc, eq, or, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { searchQueries } from '../schema/queries.ts';
import type { Person } from './requests.ts';

export type SavedQuery = typeof searchQueries.$inferSelect;

const ownedBy = ({ storeId, id }: Person) =>
  and(eq(searchQueries.storeId, storeId), eq(searchQueries.authorId, id));
/** One's own, and what is shared with the store. */
const visibleTo = (person: Person) =>
  or(ownedBy(person), and(eq(searchQueries.storeId, person.storeId), eq(searchQueries.isGlobal, true)));

/** By name. */
export async function listQueries(db: Db, person: Person, limit: number): Promise<SavedQuery[]> {
  return db
    .select()
    .from(searchQueries)
    .where(visibleTo(person))
    .orderBy(asc(sql`lower(${searchQueries.name})`), asc(searchQueries.id))
    .limit(limit);
}

/** Those of all people that search a store, for what must not be taken from under them. */
export async function listQueriesOf(db: Db, storeId: string): Promise<SavedQuery[]> {
  return db
    .select()
    .from(searchQueries)
    .where(sql`${searchQueries.search} -> 'storeIds' ? ${storeId}`)
    .orderBy(asc(sql`lower(${searchQueries.name})`), asc(searchQueries.id));
}

/** @returns null when there is none that the person may see */
export async function getQuery(db: Db, person: Person, id: string): Promise<SavedQuery | null> {
  const [row] = await db
    .select()
    .from(searchQueries)
    .where(and(visibleTo(person), eq(searchQueries.id, id)));
  return row ?? null;
}

export const countQueries = (db: Db, person: Person): Promise<number> =>
  db.$count(searchQueries, ownedBy(person));

export async function insertQuery(
  db: Db,
  query: Pick<SavedQuery, 'storeId' | 'authorId' | 'authorName' | 'name' | 'isGlobal' | 'search'>,
): Promise<SavedQuery> {
  const [row] = await db.insert(searchQueries).values(query).returning();
  if (row === undefined) throw new Error('The query was not stored.');
  return row;
}

/** @returns null when it has changed since that version, or is gone */
export async function updateQuery(
  db: Db,
  { id, version }: Pick<SavedQuery, 'id' | 'version'>,
  change: Partial<Pick<SavedQuery, 'name' | 'isGlobal' | 'search'>>,
): Promise<SavedQuery | null> {
  const [row] = await db
    .update(searchQueries)
    .set({ ...change, version: version + 1, updatedAt: sql`now()` })
    .where(and(eq(searchQueries.id, id), eq(searchQueries.version, version)))
    .returning();
  return row ?? null;
}

export async function deleteQuery(db: Db, id: string): Promise<void> {
  await db.delete(searchQueries).where(eq(searchQueries.id, id));
}
