/** Approval steps: who is asked, who decided. */
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Decision } from '../../../workflows/contracts/requests.ts';
import type { Db, Transaction } from '../client.ts';
import { approvalApprovers, approvals, decisionComments } from '../schema/requests.ts';
import type { Person } from './requests.ts';

export type Approval = typeof approvals.$inferSelect;
export type Approver = typeof approvalApprovers.$inferSelect;

export interface ApprovalPlan {
  readonly rule: string;
  readonly approvers: readonly (Person & { readonly name: string })[];
}

/** Stores the steps of a plan, replacing those of a plan nobody has seen yet. */
export async function savePlannedApprovals(
  tx: Transaction,
  requestId: string,
  steps: readonly ApprovalPlan[],
): Promise<void> {
  await tx.delete(approvalApprovers).where(eq(approvalApprovers.requestId, requestId));
  await tx.delete(approvals).where(eq(approvals.requestId, requestId));
  if (steps.length === 0) return;
  await tx.insert(approvals).values(
    steps.map(({ rule, approvers }, index) => ({
      requestId,
      step: index + 1,
      rule,
      state: 'planned' as const,
      held: approvers.length === 0,
    })),
  );
  const people = steps.flatMap(({ approvers }, index) =>
    approvers.map((person) => ({
      requestId,
      step: index + 1,
      storeId: person.storeId,
      approverId: person.id,
      approverName: person.name,
    })),
  );
  if (people.length > 0) await tx.insert(approvalApprovers).values(people);
}

export async function listApprovals(db: Db, requestIds: readonly string[]): Promise<Approval[]> {
  if (requestIds.length === 0) return [];
  return db
    .select()
    .from(approvals)
    .where(inArray(approvals.requestId, [...requestIds]))
    .orderBy(asc(approvals.requestId), asc(approvals.step));
}

export async function listApprovers(db: Db, requestIds: readonly string[]): Promise<Approver[]> {
  if (requestIds.length === 0) return [];
  return db
    .select()
    .from(approvalApprovers)
    .where(inArray(approvalApprovers.requestId, [...requestIds]))
    .orderBy(asc(approvalApprovers.step), asc(approvalApprovers.approverName));
}

/** One step, locked until the transaction ends. */
export async function lockApproval(
  tx: Transaction,
  requestId: string,
  step: number,
): Promise<Approval | null> {
  const [row] = await tx
    .select()
    .from(approvals)
    .where(and(eq(approvals.requestId, requestId), eq(approvals.step, step)))
    .for('update');
  return row ?? null;
}

export async function isApprover(db: Db, requestId: string, step: number, person: Person): Promise<boolean> {
  const found = await db.$count(
    approvalApprovers,
    and(
      eq(approvalApprovers.requestId, requestId),
      eq(approvalApprovers.step, step),
      eq(approvalApprovers.storeId, person.storeId),
      eq(approvalApprovers.approverId, person.id),
    ),
  );
  return found > 0;
}

export async function setApproval(
  db: Db,
  requestId: string,
  step: number,
  values: Partial<Omit<Approval, 'requestId' | 'step' | 'rule'>>,
): Promise<void> {
  await db
    .update(approvals)
    .set(values)
    .where(and(eq(approvals.requestId, requestId), eq(approvals.step, step)));
}

/** Keeps a reason or comment and answers its id, which is what travels through workflow history. */
export async function saveComment(
  db: Db,
  requestId: string,
  decision: Decision,
  text: string,
): Promise<string> {
  const [row] = await db
    .insert(decisionComments)
    .values({ requestId, decision, text })
    .returning({ id: decisionComments.id });
  if (row === undefined) throw new Error('The comment was not stored.');
  return row.id;
}

export async function getComment(db: Db, requestId: string, id: string): Promise<string | null> {
  const [row] = await db
    .select({ text: decisionComments.text })
    .from(decisionComments)
    .where(and(eq(decisionComments.id, id), eq(decisionComments.requestId, requestId)));
  return row?.text ?? null;
}
