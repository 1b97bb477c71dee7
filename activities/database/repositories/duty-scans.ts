/** Scans for violations of separation of duties, and what they found. */
import { and, asc, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { dutyExceptions, dutyRules, dutyScans, dutyViolations } from '../schema/duties.ts';

export type DutyScan = typeof dutyScans.$inferSelect;

/** The same run is noted once. */
export async function beginDutyScan(db: Db, runId: string, startedBy: string | null): Promise<string> {
  await db.insert(dutyScans).values({ runId, startedBy }).onConflictDoNothing();
  const [row] = await db.select({ id: dutyScans.id }).from(dutyScans).where(eq(dutyScans.runId, runId));
  if (row === undefined) throw new Error('The scan was not noted.');
  return row.id;
}

/** What was found before goes when a later scan has succeeded. */
export async function endDutyScan(db: Db, id: string, state: 'succeeded' | 'failed'): Promise<number> {
  const violations = await db.$count(dutyViolations, eq(dutyViolations.scanId, id));
  const [ended] = await db
    .update(dutyScans)
    .set({ state, violations, finishedAt: sql`now()` })
    .where(eq(dutyScans.id, id))
    .returning();
  if (ended !== undefined && state === 'succeeded') {
    await db.delete(dutyScans).where(lt(dutyScans.createdAt, ended.createdAt));
  }
  return violations;
}

export async function lastDutyScan(db: Db, succeeded: boolean): Promise<DutyScan | null> {
  const [row] = await db
    .select()
    .from(dutyScans)
    .where(succeeded ? eq(dutyScans.state, 'succeeded') : undefined)
    .orderBy(desc(dutyScans.createdAt))
    .limit(1);
  return row ?? null;
}

interface ViolationKey {
  readonly sortKey: string;
  readonly personId: string;
  readonly ruleId: string;
}

/** By name of the person. @param open those only whom no exception lets hold both sides */
export async function listViolations(
  db: Db,
  scanId: string,
  page: { readonly after?: ViolationKey; readonly limit: number; readonly open: boolean },
) {
  const { after, limit, open } = page;
  return db
    .select({
      ruleId: dutyViolations.ruleId,
      ruleName: dutyRules.name,
      storeId: dutyViolations.storeId,
      personId: dutyViolations.personId,
      personName: dutyViolations.personName,
      sortKey: dutyViolations.sortKey,
      exceptedUntil: dutyExceptions.endsAt,
    })
    .from(dutyViolations)
    .innerJoin(dutyRules, eq(dutyRules.id, dutyViolations.ruleId))
    .leftJoin(
      dutyExceptions,
      and(
        eq(dutyExceptions.ruleId, dutyViolations.ruleId),
        eq(dutyExceptions.storeId, dutyViolations.storeId),
        eq(dutyExceptions.personId, dutyViolations.personId),
        sql`${dutyExceptions.endsAt} > now()`,
      ),
    )
    .where(
      and(
        eq(dutyViolations.scanId, scanId),
        open ? isNull(dutyExceptions.id) : undefined,
        after === undefined
          ? undefined
          : sql`(${dutyViolations.sortKey}, ${dutyViolations.personId}, ${dutyViolations.ruleId}) > (${after.sortKey}, ${after.personId}, ${after.ruleId}::uuid)`,
      ),
    )
    .orderBy(asc(dutyViolations.sortKey), asc(dutyViolations.personId), asc(dutyViolations.ruleId))
    .limit(limit);
}
