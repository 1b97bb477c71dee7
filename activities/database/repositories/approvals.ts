/** Approval steps: who is asked, who decided. */
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Db, Transaction } from '../client.ts';
import { approvalApprovers, approvals, decisions, type StepChain } from '../schema/requests.ts';

export type { StepChain } from '../schema/requests.ts';
import type { Person } from './requests.ts';

export type Approval = typeof approvals.$inferSelect;
export type Approver = typeof approvalApprovers.$inferSelect;

export interface NamedPerson extends Person {
  readonly name: string;
  readonly mail: string | null;
}

export interface ApprovalPlan {
  /** The workflow that asks, by the name it had then. */
  readonly rule: string;
  readonly definitionId: string | null;
  /** The rule for separation of duties that asks instead of a workflow. */
  readonly dutyRuleId?: string;
  /** Steps of one stage are asked side by side. */
  readonly stage: number;
  readonly approvers: readonly NamedPerson[];
  /** Nobody was to be found: the approvers are the store's administrators, told that it waits for them. */
  readonly held: boolean;
  /**
   * Approved at once and recorded as such: the requester is an approver (access-and-approvals W8), or nobody
   * could be asked and the store lets such requests through (W9), or it is done without them (B6).
   */
  readonly auto: 'requester' | 'nobody' | 'breakGlass' | null;
  /** Where the way up the line begins; null where it does not accelerate. */
  readonly chains?: readonly StepChain[] | null;
  /** Which fields wait for it, where that is not everything. */
  readonly fields?: readonly string[];
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
    steps.map(
      (
        { rule, definitionId, dutyRuleId = null, stage, held, auto, chains = null, fields = null },
        index,
      ) => ({
        requestId,
        step: index + 1,
        stage,
        rule,
        definitionId,
        dutyRuleId,
        fields,
        chains,
        state: auto === null ? ('planned' as const) : ('approved' as const),
        held,
      }),
    ),
  );
  for (const [index, { approvers }] of steps.entries()) {
    await addApprovers(tx, requestId, index + 1, approvers);
  }
}

/** @returns them as the approvers they are now */
export async function addApprovers(
  tx: Transaction,
  requestId: string,
  step: number,
  people: readonly NamedPerson[],
): Promise<Approver[]> {
  const added = people.map(({ storeId, id, name, mail }) => ({
    requestId,
    step,
    storeId,
    approverId: id,
    approverName: name,
    approverMail: mail,
  }));
  if (added.length > 0) await tx.insert(approvalApprovers).values(added);
  return added;
}

export async function removeApprovers(
  tx: Transaction,
  requestId: string,
  step: number,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .delete(approvalApprovers)
    .where(
      and(
        eq(approvalApprovers.requestId, requestId),
        eq(approvalApprovers.step, step),
        inArray(approvalApprovers.approverId, [...ids]),
      ),
    );
}

export async function getApproval(db: Db, requestId: string, step: number): Promise<Approval | null> {
  const [row] = await db
    .select()
    .from(approvals)
    .where(and(eq(approvals.requestId, requestId), eq(approvals.step, step)));
  return row ?? null;
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

export type DecisionRow = typeof decisions.$inferSelect;

/** Writes down a decision before it is sent. The same id twice is one row; @returns it as it stands. */
export async function saveDecision(db: Db, decision: Omit<DecisionRow, 'createdAt'>): Promise<DecisionRow> {
  const [made] = await db.insert(decisions).values(decision).onConflictDoNothing().returning();
  const row = made ?? (await getDecision(db, decision.id));
  if (row === null) throw new Error('The decision was not stored.');
  return row;
}

export async function getDecision(db: Db, id: string): Promise<DecisionRow | null> {
  const [row] = await db.select().from(decisions).where(eq(decisions.id, id));
  return row ?? null;
}

/** The person's word settled a step of it. */
export async function hasDecided(db: Db, requestId: string, person: Person): Promise<boolean> {
  const [row] = await db
    .select({ id: decisions.id })
    .from(decisions)
    .innerJoin(approvals, eq(approvals.decisionId, decisions.id))
    .where(
      and(
        eq(decisions.requestId, requestId),
        eq(decisions.deciderStoreId, person.storeId),
        eq(decisions.deciderId, person.id),
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** What was decided on a request, the refused tries included. */
export async function listDecisions(db: Db, requestId: string): Promise<DecisionRow[]> {
  return db.select().from(decisions).where(eq(decisions.requestId, requestId));
}
