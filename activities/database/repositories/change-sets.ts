/** Plans, and the journal of what of them has been written. */
import { createHash } from 'node:crypto';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { DirectoryObject } from '../../../workflows/contracts/directory.ts';
import type { PlanItem, PlannedChange, PlanWarning } from '../../../workflows/contracts/plan.ts';
import type { Db, Transaction } from '../client.ts';
import { applyJournal, changeSets, requests } from '../schema/requests.ts';

export type ChangeSet = typeof changeSets.$inferSelect;
export type JournalRow = typeof applyJournal.$inferSelect;

export interface Plan {
  readonly changes: readonly PlannedChange[];
  readonly items: readonly PlanItem[];
  readonly warnings: readonly PlanWarning[];
}

/** SHA-256 of what a plan will do: equal for plans that do the same. */
export const planHash = (changes: readonly PlannedChange[]): string =>
  createHash('sha256').update(JSON.stringify(changes)).digest('hex');

/**
 * Stores the plan of a request; a plan made again before anybody saw it takes its place.
 * @param hash of as much of it as the requester may know
 */
export async function saveChangeSet(
  db: Db,
  requestId: string,
  plan: Plan,
  hash = planHash(plan.changes),
): Promise<void> {
  const values = { ...plan, hash };
  await db
    .insert(changeSets)
    .values({ requestId, ...values })
    .onConflictDoUpdate({ target: changeSets.requestId, set: { ...values, createdAt: sql`now()` } });
}

export async function getChangeSet(db: Db, requestId: string): Promise<ChangeSet | null> {
  const [row] = await db.select().from(changeSets).where(eq(changeSets.requestId, requestId));
  return row ?? null;
}

export async function readJournal(db: Db, requestId: string): Promise<JournalRow[]> {
  return db
    .select()
    .from(applyJournal)
    .where(eq(applyJournal.requestId, requestId))
    .orderBy(applyJournal.position);
}

/**
 * From here on a write may have happened: written down before the first one.
 * @param first done before it in the same transaction; what it throws leaves no journal
 */
export async function beginJournal(
  db: Db,
  requestId: string,
  rows: readonly Pick<JournalRow, 'position' | 'objectId' | 'alreadyHeld'>[],
  first: (tx: Transaction) => Promise<void>,
): Promise<void> {
  await db.transaction(async (tx) => {
    await first(tx);
    await tx
      .insert(applyJournal)
      .values(rows.map((row) => ({ requestId, ...row })))
      .onConflictDoNothing();
    await tx
      .update(requests)
      .set({ applyStartedAt: sql`now()` })
      .where(and(eq(requests.id, requestId), isNull(requests.applyStartedAt)));
  });
}

/**
 * The mark before a creation. The first one stands: a retry compares with what was before its first try.
 * @returns the mark that stands, which is another try's where two ran at once
 */
export async function journalIntent(
  db: Db,
  requestId: string,
  position: number,
  intent: NonNullable<JournalRow['intent']>,
): Promise<NonNullable<JournalRow['intent']>> {
  const [row] = await db
    .update(applyJournal)
    .set({ intent: sql`coalesce(${applyJournal.intent}, ${JSON.stringify(intent)}::jsonb)` })
    .where(and(eq(applyJournal.requestId, requestId), eq(applyJournal.position, position)))
    .returning({ intent: applyJournal.intent });
  return row?.intent ?? intent;
}

/** An object as the directory showed it, and since when by the database's clock: nothing in it is older. */
export interface ReadObject {
  readonly object: DirectoryObject;
  readonly readAt: Date;
}

/** A row that is done stays as it is: a late try has nothing to add. */
export async function journalDone(
  db: Db,
  requestId: string,
  position: number,
  objectId: string,
  read: ReadObject | null,
  refused: JournalRow['refused'] = [],
): Promise<void> {
  await db
    .update(applyJournal)
    .set({
      doneAt: sql`now()`,
      objectId,
      object: read?.object ?? null,
      readAt: read?.readAt ?? null,
      refused,
    })
    .where(
      and(
        eq(applyJournal.requestId, requestId),
        eq(applyJournal.position, position),
        isNull(applyJournal.doneAt),
      ),
    );
}
