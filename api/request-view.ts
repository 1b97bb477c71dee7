/** Requests as people read them. */
import { listDecisions } from '../activities/database/repositories/approvals.ts';
import { listStoreNames } from '../activities/database/repositories/deleted-stores.ts';
import { getChangeSet } from '../activities/database/repositories/change-sets.ts';
import { nobodyAsked, type RequestPeople } from '../activities/database/repositories/request-lists.ts';
import { listEvents, listParts, type Request } from '../activities/database/repositories/requests.ts';
import type { Db } from '../activities/database/client.ts';
import { toldItem, toldReason, type Withheld, withheldFrom } from './hidden-values.ts';
import { namedStore } from './named-store.ts';
import type { RequestAccess } from './request-access.ts';
import type { SessionActor } from './session-actor.ts';

type Stores = Parameters<typeof namedStore>[0];

const instant = (date: Date | null): string | null => date?.toISOString() ?? null;

function summaryView(withheld: Withheld, request: Request, stores: Stores) {
  const problem = request.problem === null ? null : toldReason(request.storeId, request.problem, withheld);
  return {
    id: request.id,
    requestId: request.id,
    action: request.action,
    storeId: request.storeId,
    ...namedStore(stores, request.storeId),
    state: request.state,
    dryRun: request.dryRun,
    breakGlass: request.breakGlassReason,
    requester: { storeId: request.actorStoreId, id: request.actorId, name: request.actorName },
    target: { id: request.targetId, name: request.targetName },
    problem:
      problem === null
        ? null
        : {
            code: problem.code,
            message: problem.message,
            ...(problem.fields === undefined ? {} : { fields: [...problem.fields] }),
          },
    createdAt: request.createdAt.toISOString(),
    decidedAt: instant(request.decidedAt),
    finishedAt: instant(request.finishedAt),
  };
}

/** A line of a list. @param withheld from who reads it */
export const listedView = (
  withheld: Withheld,
  request: Request,
  stores: Stores,
  people: RequestPeople = nobodyAsked,
) => ({
  ...summaryView(withheld, request, stores),
  approvers: [...people.approvers],
  approverCount: people.approverCount,
  decider: people.decider,
  denialReason: people.denialReason,
});

/** @param actor who reads it: of what is hidden from them, the values in the directory are not told */
export async function requestView(db: Db, actor: SessionActor, access: RequestAccess) {
  const { request, approvals, approvers } = access;
  // Approvers of one part need not see the others.
  const seesAll = access.isRequester || access.administers;
  const [plan, events, decisions, stores, parts, withheld] = await Promise.all([
    getChangeSet(db, request.id),
    listEvents(db, request.id),
    listDecisions(db, request.id),
    listStoreNames(db),
    seesAll ? listParts(db, request.id) : [],
    withheldFrom(db, actor),
  ]);
  const onBehalfOf = access.right?.onBehalfOf ?? null;
  const { reason, until, because } = request.input as Readonly<Partial<Record<string, unknown>>>;
  return {
    ...summaryView(withheld, request, stores),
    reason: typeof reason === 'string' ? reason : null,
    until: typeof until === 'string' ? until : null,
    because: typeof because === 'string' ? because : null,
    plan:
      plan === null
        ? null
        : {
            items: plan.items.map((item) => toldItem(request.storeId, item, withheld)),
            warnings: [...plan.warnings],
          },
    approvals: approvals.map((approval) => {
      const decision = decisions.find(({ id }) => id === approval.decisionId);
      return {
        step: approval.step,
        stage: approval.stage,
        rule: approval.rule,
        state: approval.state,
        held: approval.held,
        approvers: approvers
          .filter(({ step }) => step === approval.step)
          .map(({ storeId, approverId, approverName }) => ({ storeId, id: approverId, name: approverName })),
        expiresAt: approval.state === 'open' ? instant(approval.expiresAt) : null,
        decision:
          decision === undefined
            ? null
            : {
                decision: decision.decision,
                by: {
                  storeId: decision.deciderStoreId,
                  id: decision.deciderId,
                  name: decision.deciderName,
                },
                decidedAs: decision.decidedAs,
                onBehalfOf:
                  decision.onBehalfOfId === null
                    ? null
                    : {
                        storeId: decision.deciderStoreId,
                        id: decision.onBehalfOfId,
                        name: decision.onBehalfOfName ?? '',
                      },
                comment: decision.comment,
                at: instant(approval.decidedAt),
              },
      };
    }),
    partOf: seesAll ? request.partOf : null,
    parts: parts.map(({ id, state }) => ({ id, state })),
    timeline: events.map(({ id, kind, at, data }) => ({
      id,
      kind,
      at: at.toISOString(),
      data: toldReason(request.storeId, data, withheld),
    })),
    mayDecide: access.right !== null,
    decidesFor: onBehalfOf === null ? null : { storeId: request.storeId, ...onBehalfOf },
    token: request.token?.name ?? null,
    mayReroute: access.administers && !access.isRequester && access.openStep !== null,
    // Approved or being written is too late.
    mayWithdraw: access.isRequester && (request.state === 'queued' || request.state === 'pending'),
  };
}
