/** Views of lists, each person's own. */
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { directoryObjects } from '../schema/directory.ts';
import { savedViews } from '../schema/views.ts';
import type { Person } from './requests.ts';

export type SavedView = typeof savedViews.$inferSelect;

const ownedBy = (person: Person) =>
  and(eq(savedViews.storeId, person.storeId), eq(savedViews.personId, person.id));

export async function listSavedViews(db: Db, person: Person, list?: string): Promise<SavedView[]> {
  return db
    .select()
    .from(savedViews)
    .where(and(ownedBy(person), list === undefined ? undefined : eq(savedViews.list, list)))
    .orderBy(asc(sql`lower(${savedViews.name})`), asc(savedViews.id));
}

export async function countSavedViews(db: Db, person: Person): Promise<number> {
  return db.$count(savedViews, ownedBy(person));
}

export async function insertSavedView(
  db: Db,
  person: Person,
  view: Pick<SavedView, 'list' | 'name' | 'query'>,
): Promise<SavedView> {
  const [row] = await db
    .insert(savedViews)
    .values({ ...view, storeId: person.storeId, personId: person.id })
    .returning();
  if (row === undefined) throw new Error('The view was not stored.');
  return row;
}

/** @returns null when the person has no such view */
export async function updateSavedView(
  db: Db,
  person: Person,
  id: string,
  change: Partial<Pick<SavedView, 'name' | 'query'>>,
): Promise<SavedView | null> {
  const [row] = await db
    .update(savedViews)
    .set({ ...change, updatedAt: sql`now()` })
    .where(and(ownedBy(person), eq(savedViews.id, id)))
    .returning();
  return row ?? null;
}

/** @returns false when the person has no such view */
export async function deleteSavedView(db: Db, person: Person, id: string): Promise<boolean> {
  const rows = await db
    .delete(savedViews)
    .where(and(ownedBy(person), eq(savedViews.id, id)))
    .returning({ id: savedViews.id });
  return rows.length > 0;
}

export interface NamedView extends Pick<SavedView, 'storeId' | 'list' | 'name' | 'query'> {
  /** The display name of whose view it is; null when the index does not know that person. */
  readonly person: string | null;
}

/** The views of all people, for what must not be taken from under them. */
export async function listAllViews(db: Db, lists: readonly string[]): Promise<NamedView[]> {
  const { storeId, personId, list, name, query } = savedViews;
  return db
    .select({ storeId, list, name, query, person: directoryObjects.displayName })
    .from(savedViews)
    .leftJoin(
      directoryObjects,
      and(eq(directoryObjects.storeId, storeId), eq(directoryObjects.objectId, personId)),
    )
    .where(inArray(list, [...lists]))
    .orderBy(asc(sql`lower(${name})`), asc(savedViews.id));
}
