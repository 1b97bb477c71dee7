/** Reroutes as the API took them: written down before they are sent, by id. */
import { eq } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { reroutes } from '../schema/requests.ts';

export type Reroute = typeof reroutes.$inferSelect;

/** The same id twice is one row. @returns it as it stands */
export async function saveReroute(db: Db, reroute: Omit<Reroute, 'createdAt' | 'doneAt'>): Promise<Reroute> {
  const [made] = await db.insert(reroutes).values(reroute).onConflictDoNothing().returning();
  const row = made ?? (await getReroute(db, reroute.id));
  if (row === null) throw new Error('The reroute was not stored.');
  return row;
}

export async function getReroute(db: Db, id: string): Promise<Reroute | null> {
  const [row] = await db.select().from(reroutes).where(eq(reroutes.id, id));
  return row ?? null;
}

export async function markRerouted(db: Db, id: string): Promise<void> {
  await db.update(reroutes).set({ doneAt: new Date() }).where(eq(reroutes.id, id));
}
