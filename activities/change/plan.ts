/** Step 1 of every portal action: what will be done, store by store, and who has to agree. */
import { sql } from 'drizzle-orm';
import type { Action } from '../../workflows/contracts/actions.ts';
import type { PlanItem } from '../../workflows/contracts/plan.ts';
import type { ApprovalStep, PlanResult, RequestArgs } from '../../workflows/contracts/ports.ts';
import type { Transaction } from '../database/client.ts';
import { type NamedPerson, savePlannedApprovals } from '../database/repositories/approvals.ts';
import { planHash, saveChangeSet } from '../database/repositories/change-sets.ts';
import {
  appendEvent,
  listRivals,
  type Request,
  saveParts,
  setState,
} from '../database/repositories/requests.ts';
import { hasStanding } from '../platform/approvals/hand-over.ts';
import {
  isBreakGlass,
  queueBreakGlassMails,
  requireBreakGlass,
  toldOfBreakGlass,
  withoutAsking,
} from './break-glass.ts';
import { type ChangeDeps, loadContext, type PlanContext } from './context.ts';
import type { Draft } from './draft.ts';
import { judgeDuties } from './duties.ts';
import { withDutySteps } from './duty-steps.ts';
import { inFieldsOf } from './field-names.ts';
import { valuesOf } from './group.ts';
import { planCreateGroup } from './planners/create-group.ts';
import { planDeleteGroup } from './planners/delete-group.ts';
import { planEndMemberships } from './planners/end-memberships.ts';
import { readableChanges } from './planners/hidden-fields.ts';
import { planAddMembers, planJoin, planLeave, planRemoveMembers } from './planners/membership.ts';
import { planUndo } from './planners/undo-change.ts';
import { planUpdateGroup } from './planners/update-group.ts';
import { RequestRefused } from './refused.ts';
import { type Split, splitDraft } from './split.ts';

export type Planners = Readonly<Record<Action, (context: PlanContext) => Promise<Draft>>>;

const builtIn: Planners = {
  createGroup: planCreateGroup,
  updateGroup: planUpdateGroup,
  deleteGroup: planDeleteGroup,
  addMembers: planAddMembers,
  removeMembers: planRemoveMembers,
  joinGroup: planJoin,
  leaveGroup: planLeave,
  undoChange: planUndo,
  endMemberships: planEndMemberships,
};

/** How a refusal names what was asked for already. (groups 4.5) */
const wishes: Readonly<Partial<Record<Action, string>>> = { joinGroup: 'to join', leaveGroup: 'to leave' };

export async function planChange(
  deps: ChangeDeps,
  { requestId }: RequestArgs,
  planners = builtIn,
): Promise<PlanResult> {
  const context = await loadContext(deps, requestId);
  const { action } = context.request;
  requireBreakGlass(context);
  const planned = await planners[action](context).catch((error: unknown) => {
    throw inFieldsOf(action, context.provider.vocabulary, error);
  });
  const whole = await judgeDuties(context, planned.changes, planned.items);
  const draft = { ...planned, warnings: [...planned.warnings, ...whole.warnings] };
  await requireExpected(context, draft);
  const routed = await splitDraft(context, draft);
  // What waits apart is judged when it is planned.
  const { asks } =
    routed.parts.length === 0 ? whole : await judgeDuties(context, routed.own.changes, routed.own.items);
  const asked = await withDutySteps(deps, context, routed, asks);
  const split = isBreakGlass(context.request) ? withoutAsking(asked) : asked;
  const mails = await savePlan(context, split, await toldOfBreakGlass(context));
  const { own, steps, parts } = split;
  return {
    outcome: own.changes.length === 0 ? 'nothingToDo' : 'planned',
    approvals: steps.flatMap(({ stage, held, auto, chains = null }, index): ApprovalStep[] =>
      auto === null
        ? [{ step: index + 1, stage, held, ...(hasStanding(chains) ? { handsOver: true } : {}) }]
        : [],
    ),
    mirrors: [],
    ...(parts.length === 0 ? {} : { parts: parts.map(({ id }) => ({ requestId: id })) }),
    ...(mails === 0 ? {} : { mails }),
  };
}

/**
 * A person who has looked at a plan gets that plan done, or is shown the other one.
 * @throws `version.stale`; the plan as it is now is kept with the request
 */
async function requireExpected(context: PlanContext, draft: Draft): Promise<void> {
  const { db, request } = context;
  const { id, expectedPlan } = request;
  const hash = planHash(readableChanges(context, draft.changes));
  if (expectedPlan === null || expectedPlan === hash) return;
  await saveChangeSet(db, id, draft, hash);
  throw new RequestRefused(
    'version.stale',
    'Somebody changed this after you looked at the plan, so nothing was done. Look at the plan as it is now.',
  );
}

/** @returns how many mails are to go before anything is written */
async function savePlan(
  context: PlanContext,
  { own, steps, waiting, parts }: Split,
  told: readonly NamedPerson[],
): Promise<number> {
  const { request, provider, actor } = context;
  const asks = steps.some(({ auto }) => auto === null);
  const isForced = isBreakGlass(request);
  return context.db.transaction(async (tx) => {
    // What waits already is what is done without waiting.
    if (!isForced && waiting.items.length > 0 && waiting.target.id !== null && !request.dryRun) {
      await refuseDuplicate(tx, request, waiting.target.id, waiting.items);
    }
    await saveChangeSet(tx, request.id, own, planHash(readableChanges(context, own.changes)));
    // Those of a dry run stay planned: they tell who would be asked.
    await savePlannedApprovals(tx, request.id, steps);
    await saveParts(tx, request.id, parts);
    // It is pending once the approvers can see it, not before.
    await setState(tx, request.id, request.dryRun ? 'succeeded' : asks ? 'queued' : 'running', {
      targetId: own.target.id,
      targetName: own.target.name,
      actorMail: valuesOf(actor.object, provider.vocabulary.mail)[0] ?? null,
    });
    await appendEvent(tx, request.id, 'planned', 'planned', {
      changes: own.items.length,
      ...(parts.length === 0 ? {} : { parts: parts.length }),
    });
    for (const [index, { auto, rule }] of request.dryRun ? [] : steps.entries()) {
      if (auto === null || auto === 'breakGlass') continue;
      const step = index + 1;
      await appendEvent(tx, request.id, 'approved', `decision-${step}`, {
        step,
        rule,
        by: request.actorName,
        decidedAs: auto,
      });
    }
    if (request.dryRun) await appendEvent(tx, request.id, 'succeeded', 'succeeded');
    if (!isForced || own.changes.length === 0) return 0;
    await appendEvent(tx, request.id, 'breakGlass', 'breakGlass', {
      by: request.actorName,
      comment: request.breakGlassReason,
      instead: steps.filter(({ auto }) => auto === 'breakGlass').map(({ rule }) => rule),
    });
    return queueBreakGlassMails(tx, request, own.target.name, told);
  });
}

/** The same field with the same value waits already (access-and-approvals Q5). @throws `request.duplicate` */
async function refuseDuplicate(
  tx: Transaction,
  request: Request,
  targetId: string,
  items: readonly PlanItem[],
): Promise<void> {
  // Two clicks at once: the second planner waits here and then finds the first one's request.
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`${request.storeId}/${targetId}/${request.actorId}`}, 0))`,
  );
  const wanted = new Set(items.map(wishOf));
  const twin = (await listRivals(tx, request, targetId)).find((rival) =>
    rival.items.some((item) => item.change !== null && wanted.has(wishOf(item))),
  );
  if (twin === undefined) return;
  const day = twin.createdAt.toISOString().slice(0, 10);
  throw new RequestRefused(
    'request.duplicate',
    `You already asked ${wishes[request.action] ?? 'for this'} on ${day}. It waits for a decision.`,
  );
}

const wishOf = (item: PlanItem): string =>
  JSON.stringify([
    item.operation,
    item.attribute,
    item.operation === 'removeValue' ? item.old : item.new,
    item.about,
  ]);
