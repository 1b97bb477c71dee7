/** Step 1 of every portal action: what will be done, store by store, and who has to agree. */
import { sql } from 'drizzle-orm';
import type { Action } from '../../workflows/contracts/actions.ts';
import type { PlanResult, RequestArgs } from '../../workflows/contracts/ports.ts';
import { savePlannedApprovals } from '../database/repositories/approvals.ts';
import { planHash, saveChangeSet } from '../database/repositories/change-sets.ts';
import { appendEvent, findPendingTwin, setState } from '../database/repositories/requests.ts';
import { type ChangeDeps, loadContext, type PlanContext } from './context.ts';
import type { Draft } from './draft.ts';
import { inFieldsOf } from './field-names.ts';
import { valuesOf } from './group.ts';
import { planCreateGroup } from './planners/create-group.ts';
import { planDeleteGroup } from './planners/delete-group.ts';
import { planAddMembers, planJoin, planLeave, planRemoveMembers } from './planners/membership.ts';
import { planUndo } from './planners/undo-change.ts';
import { planUpdateGroup } from './planners/update-group.ts';
import { RequestRefused } from './refused.ts';

const planners: Readonly<Record<Action, (context: PlanContext) => Promise<Draft>>> = {
  createGroup: planCreateGroup,
  updateGroup: planUpdateGroup,
  deleteGroup: planDeleteGroup,
  addMembers: planAddMembers,
  removeMembers: planRemoveMembers,
  joinGroup: planJoin,
  leaveGroup: planLeave,
  undoChange: planUndo,
};

/** How a refusal names what was asked for already. (groups 4.5) */
const wishes: Readonly<Partial<Record<Action, string>>> = { joinGroup: 'to join', leaveGroup: 'to leave' };

export async function planChange(deps: ChangeDeps, { requestId }: RequestArgs): Promise<PlanResult> {
  const context = await loadContext(deps, requestId);
  const { action } = context.request;
  const draft = await planners[action](context).catch((error: unknown) => {
    throw inFieldsOf(action, context.provider.vocabulary, error);
  });
  await requireExpected(context, draft);
  await savePlan(context, draft);
  return {
    outcome: draft.changes.length === 0 ? 'nothingToDo' : 'planned',
    approvals: draft.approvals.flatMap(({ held, auto }, index) => (auto ? [] : [{ step: index + 1, held }])),
    mirrors: [],
  };
}

/**
 * A person who has looked at a plan gets that plan done, or is shown the other one.
 * @throws `version.stale`; the plan as it is now is kept with the request
 */
async function requireExpected({ db, request }: PlanContext, draft: Draft): Promise<void> {
  const { id, expectedPlan } = request;
  if (expectedPlan === null || expectedPlan === planHash(draft.changes)) return;
  await saveChangeSet(db, id, draft);
  throw new RequestRefused(
    'version.stale',
    'Somebody changed this after you looked at the plan, so nothing was done. Look at the plan as it is now.',
  );
}

async function savePlan(context: PlanContext, draft: Draft): Promise<void> {
  const { request, provider, actor } = context;
  const asks = draft.approvals.some(({ auto }) => !auto);
  await context.db.transaction(async (tx) => {
    if (asks && draft.target.id !== null) {
      // Two clicks at once: the second planner waits here and then finds the first one's request.
      await tx.execute(
        sql`select pg_advisory_xact_lock(hashtextextended(${`${request.storeId}/${draft.target.id}/${request.actorId}`}, 0))`,
      );
      const twin = request.dryRun ? null : await findPendingTwin(tx, request, draft.target.id);
      if (twin !== null) {
        const day = twin.createdAt.toISOString().slice(0, 10);
        throw new RequestRefused(
          'request.duplicate',
          `You already asked ${wishes[request.action] ?? 'for this'} on ${day}. It waits for a decision.`,
        );
      }
    }
    await saveChangeSet(tx, request.id, draft);
    // Those of a dry run stay planned: they tell who would be asked.
    await savePlannedApprovals(tx, request.id, draft.approvals);
    // It is pending once the approvers can see it, not before.
    await setState(tx, request.id, request.dryRun ? 'succeeded' : asks ? 'queued' : 'running', {
      targetId: draft.target.id,
      targetName: draft.target.name,
      actorMail: valuesOf(actor.object, provider.vocabulary.mail)[0] ?? null,
    });
    await appendEvent(tx, request.id, 'planned', 'planned', { changes: draft.items.length });
    for (const [index, { auto, rule }] of request.dryRun ? [] : draft.approvals.entries()) {
      if (!auto) continue;
      const step = index + 1;
      await appendEvent(tx, request.id, 'approved', `decision-${step}`, {
        step,
        rule,
        by: request.actorName,
        decidedAs: 'requester',
      });
    }
    if (request.dryRun) await appendEvent(tx, request.id, 'succeeded', 'succeeded');
  });
}
