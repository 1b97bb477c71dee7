/** Rules for separation of duties, and who is excepted from them. */
import { and, asc, count, eq, gt, inArray, isNotNull, ne, or, sql } from 'drizzle-orm';
import type { Db, Transaction } from '../client.ts';
import { dutyExceptions, dutyRules } from '../schema/duties.ts';
import { changeSets, requests } from '../schema/requests.ts';
import type { ChangeSet } from './change-sets.ts';

export type DutyRule = typeof dutyRules.$inferSelect;
export type DutyException = typeof dutyExceptions.$inferSelect;
export type NewDutyRule = Omit<DutyRule, 'id' | 'version' | 'createdAt' | 'updatedAt'>;
export type NewDutyException = Omit<DutyException, 'id' | 'createdAt'>;

export const listDutyRules = (db: Db): Promise<DutyRule[]> =>
  db
    .select()
    .from(dutyRules)
    .orderBy(asc(sql`lower(${dutyRules.name})`));

export async function getDutyRule(db: Db, id: string): Promise<DutyRule | null> {
  const [row] = await db.select().from(dutyRules).where(eq(dutyRules.id, id));
  return row ?? null;
}

export async function insertDutyRule(db: Db, rule: NewDutyRule): Promise<DutyRule> {
  const [row] = await db.insert(dutyRules).values(rule).returning();
  if (row === undefined) throw new Error('The rule was not stored.');
  return row;
}

/** @returns null when somebody else changed it first */
export async function updateDutyRule(
  db: Db,
  id: string,
  version: number | null,
  values: Partial<NewDutyRule>,
): Promise<DutyRule | null> {
  const [row] = await db
    .update(dutyRules)
    .set({ ...values, version: sql`${dutyRules.version} + 1`, updatedAt: sql`now()` })
    .where(and(eq(dutyRules.id, id), version === null ? undefined : eq(dutyRules.version, version)))
    .returning();
  return row ?? null;
}

export async function deleteDutyRule(db: Db, id: string): Promise<void> {
  await db.delete(dutyRules).where(eq(dutyRules.id, id));
}

export const countDutyRules = (db: Db): Promise<number> => db.$count(dutyRules);

/** Those that ended are listed as well, the latest end first. */
export const listDutyExceptions = (db: Db): Promise<DutyException[]> =>
  db
    .select()
    .from(dutyExceptions)
    .orderBy(sql`${dutyExceptions.endsAt} desc`, dutyExceptions.id)
    .limit(1000);

/** A new one takes the place of the one there was for the same person and rule. */
export async function putDutyException(db: Db, values: NewDutyException): Promise<DutyException> {
  const [row] = await db
    .insert(dutyExceptions)
    .values(values)
    .onConflictDoUpdate({
      target: [dutyExceptions.ruleId, dutyExceptions.storeId, dutyExceptions.personId],
      set: { ...values, createdAt: sql`now()` },
    })
    .returning();
  if (row === undefined) throw new Error('The exception was not stored.');
  return row;
}

export async function deleteDutyException(db: Db, id: string): Promise<DutyException | null> {
  const [row] = await db.delete(dutyExceptions).where(eq(dutyExceptions.id, id)).returning();
  return row ?? null;
}

/** How many exceptions of each rule hold now. */
export async function countExceptions(db: Db): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .select({ ruleId: dutyExceptions.ruleId, held: count() })
    .from(dutyExceptions)
    .where(gt(dutyExceptions.endsAt, sql`now()`))
    .groupBy(dutyExceptions.ruleId);
  return new Map(rows.map(({ ruleId, held }) => [ruleId, held]));
}

/** Of these people, those whom an exception that has not ended lets hold both sides. */
export async function exceptedAmong(
  db: Db,
  ruleId: string,
  storeId: string,
  personIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await db
    .select({ id: dutyExceptions.personId })
    .from(dutyExceptions)
    .where(
      and(
        eq(dutyExceptions.ruleId, ruleId),
        eq(dutyExceptions.storeId, storeId),
        inArray(dutyExceptions.personId, [...personIds]),
        gt(dutyExceptions.endsAt, sql`now()`),
      ),
    );
  return new Set(rows.map(({ id }) => id));
}

/** Until the transaction ends nobody else begins to write memberships that a rule looks at, in this store. */
export async function lockDuties(tx: Transaction, storeId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`muster/duties/${storeId}`}, 0))`);
}

/**
 * The plans that other requests are writing at this moment, or have written since.
 * @param since of what is known of the directory
 */
export async function plansUnderWay(
  db: Db,
  storeId: string,
  requestId: string,
  since: Date,
): Promise<ChangeSet['changes'][]> {
  const rows = await db
    .select({ changes: changeSets.changes })
    .from(requests)
    .innerJoin(changeSets, eq(changeSets.requestId, requests.id))
    .where(
      and(
        eq(requests.storeId, storeId),
        ne(requests.id, requestId),
        isNotNull(requests.applyStartedAt),
        or(eq(requests.state, 'running'), gt(requests.finishedAt, since)),
      ),
    );
  return rows.map(({ changes }) => changes);
}
