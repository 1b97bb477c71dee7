/** Events that a store puts under approval by named approvers. */
import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { approvalRules } from '../schema/stores.ts';

export type ApprovalRule = typeof approvalRules.$inferSelect;

export async function getApprovalRule(
  db: Db,
  storeId: string,
  event: ApprovalRule['event'],
): Promise<ApprovalRule | null> {
  const [row] = await db
    .select()
    .from(approvalRules)
    .where(and(eq(approvalRules.storeId, storeId), eq(approvalRules.event, event)));
  return row ?? null;
}

/**
 * @param version the one the caller has seen; null for any
 * @returns null when the rule has another version by now
 */
export async function putApprovalRule(
  db: Db,
  rule: Pick<ApprovalRule, 'storeId' | 'event' | 'enabled' | 'approverIds'>,
  version: number | null,
): Promise<ApprovalRule | null> {
  const { enabled, approverIds } = rule;
  const [row] = await db
    .insert(approvalRules)
    .values(rule)
    .onConflictDoUpdate({
      target: [approvalRules.storeId, approvalRules.event],
      set: { enabled, approverIds, version: sql`${approvalRules.version} + 1`, updatedAt: sql`now()` },
      ...(version === null ? {} : { setWhere: eq(approvalRules.version, version) }),
    })
    .returning();
  return row ?? null;
}
