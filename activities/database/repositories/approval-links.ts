/** Links by which approvers decide from a mail: one row per mail that was written, by the hash of its token. */
import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { workflowDefinitions } from '../schema/approval-workflows.ts';
import { approvalLinks } from '../schema/approval-links.ts';
import { approvals } from '../schema/requests.ts';
import { portals } from '../schema/stores.ts';
import type { Person } from './requests.ts';

export type ApprovalLink = typeof approvalLinks.$inferSelect;

export async function insertApprovalLink(
  db: Db,
  link: Omit<ApprovalLink, 'usedAt' | 'createdAt'>,
): Promise<void> {
  await db.insert(approvalLinks).values(link);
}

export async function getApprovalLink(db: Db, tokenHash: string): Promise<ApprovalLink | null> {
  const [row] = await db.select().from(approvalLinks).where(eq(approvalLinks.tokenHash, tokenHash));
  return row ?? null;
}

/** What the workflow behind a step says of its mails; nothing for one that is gone. */
export async function mailsOfStep(
  db: Db,
  requestId: string,
  step: number,
): Promise<{ readonly byMail: boolean; readonly portal: string | null }> {
  const [row] = await db
    .select({ byMail: workflowDefinitions.mailApproval, portal: portals.path })
    .from(approvals)
    .innerJoin(workflowDefinitions, eq(workflowDefinitions.id, approvals.definitionId))
    .leftJoin(portals, eq(portals.id, workflowDefinitions.portalId))
    .where(and(eq(approvals.requestId, requestId), eq(approvals.step, step)));
  return row ?? { byMail: false, portal: null };
}

/** The path of the portal that mails of a step lead to, by step; none of a step whose workflow names no portal. */
export async function portalsOfSteps(db: Db, requestId: string): Promise<ReadonlyMap<number, string>> {
  const rows = await db
    .select({ step: approvals.step, path: portals.path })
    .from(approvals)
    .innerJoin(workflowDefinitions, eq(workflowDefinitions.id, approvals.definitionId))
    .innerJoin(portals, eq(portals.id, workflowDefinitions.portalId))
    .where(eq(approvals.requestId, requestId))
    .orderBy(asc(approvals.step));
  return new Map(rows.map(({ step, path }) => [step, path]));
}

/** Whether the workflow behind a step has its approvers decide by mail; false for one that is gone. */
export const decidesByMail = async (db: Db, requestId: string, step: number): Promise<boolean> =>
  (await mailsOfStep(db, requestId, step)).byMail;

/** A decision uses up every link to it that its person was sent. */
export async function spendApprovalLinks(
  db: Db,
  { requestId, step }: Pick<ApprovalLink, 'requestId' | 'step'>,
  { storeId, id }: Person,
): Promise<void> {
  await db
    .update(approvalLinks)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        eq(approvalLinks.requestId, requestId),
        eq(approvalLinks.step, step),
        eq(approvalLinks.storeId, storeId),
        eq(approvalLinks.approverId, id),
        isNull(approvalLinks.usedAt),
      ),
    );
}

export async function deleteOldApprovalLinks(db: Db, before: Date): Promise<void> {
  await db.delete(approvalLinks).where(lte(approvalLinks.expiresAt, before));
}
