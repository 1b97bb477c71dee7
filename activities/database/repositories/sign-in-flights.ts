/** Sign-ins whose browser is on its way back, by the hash of their cookie. */
import { and, eq, gt, lte } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { signInFlights } from '../schema/sign-in-providers.ts';

export type SignInFlight = typeof signInFlights.$inferSelect;

export async function insertFlight(db: Db, flight: SignInFlight): Promise<void> {
  await db.insert(signInFlights).values(flight);
}

/** Takes it away: each is good for one return only. */
export async function takeFlight(
  db: Db,
  idHash: string,
  kind: SignInFlight['kind'],
  now: Date,
): Promise<SignInFlight | null> {
  const [row] = await db
    .delete(signInFlights)
    .where(
      and(eq(signInFlights.idHash, idHash), eq(signInFlights.kind, kind), gt(signInFlights.expiresAt, now)),
    )
    .returning();
  return row ?? null;
}

export async function deleteExpiredFlights(db: Db, now: Date): Promise<void> {
  await db.delete(signInFlights).where(lte(signInFlights.expiresAt, now));
}
