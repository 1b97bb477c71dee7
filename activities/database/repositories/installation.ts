/** What there is once per installation: whether it is in use, its demo organisation, its set-up code. */
import { sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { demoOrganisation, setUpCodes } from '../schema/installation.ts';
import { identityStores, portals } from '../schema/stores.ts';

export type DemoOrganisation = Pick<typeof demoOrganisation.$inferSelect, 'stage' | 'passwordHash'>;
export type SetUpCode = typeof setUpCodes.$inferSelect;

/** True while nobody has set anything up. */
export async function isEmpty(db: Db): Promise<boolean> {
  const [stores, doors] = await Promise.all([db.$count(identityStores), db.$count(portals)]);
  return stores + doors === 0;
}

export async function getDemo(db: Db): Promise<DemoOrganisation | null> {
  const { stage, passwordHash } = demoOrganisation;
  const [row] = await db.select({ stage, passwordHash }).from(demoOrganisation);
  return row ?? null;
}

export async function insertDemo(db: Db): Promise<void> {
  await db.insert(demoOrganisation).values({});
}

export async function updateDemo(db: Db, values: Partial<DemoOrganisation>): Promise<void> {
  await db.update(demoOrganisation).set(values);
}

/** From now on this is the one good code. */
export async function replaceSetUpCode(db: Db, code: Pick<SetUpCode, 'hash' | 'expiresAt'>): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('muster/set-up-code', 0))`);
    await tx.delete(setUpCodes);
    await tx.insert(setUpCodes).values(code);
  });
}

export async function getSetUpCode(db: Db): Promise<SetUpCode | null> {
  const [row] = await db.select().from(setUpCodes);
  return row ?? null;
}

export async function deleteSetUpCodes(db: Db): Promise<void> {
  await db.delete(setUpCodes);
}
