/** What a webhook is told of a request: ids and names, no secrets (access-and-approvals W11). The shape is in the API's document. */
import type { PlanItem } from '../../workflows/contracts/plan.ts';
import type { WebhookEvent } from '../../workflows/contracts/webhooks.ts';
import type { Transaction } from '../database/client.ts';
import {
  type Approval,
  listApprovals,
  listApprovers,
  listDecisions,
} from '../database/repositories/approvals.ts';
import { getChangeSet } from '../database/repositories/change-sets.ts';
import type { Request } from '../database/repositories/requests.ts';
import { getStore } from '../database/repositories/stores.ts';
import { insertDeliveries, listTold } from '../database/repositories/webhooks.ts';

export type Outcome = 'approved' | 'denied' | 'expired' | 'withdrawn';

/** Attributes whose values are nobody's to read; longer values than this are told without. */
const secretNames = /passw|pwd|secret|token|credential|privatekey/i;
const longestValue = 1024;

/**
 * Writes the event down for every webhook that wants it, in the transaction that made it true; the engine
 * is given it later, so that nothing of a request waits for it.
 */
export async function queueWebhooks(
  tx: Transaction,
  request: Request,
  event: WebhookEvent,
  outcome: Outcome | null = null,
): Promise<void> {
  const approvals = await listApprovals(tx, [request.id]);
  const workflowIds = approvals.flatMap(({ definitionId }) => (definitionId === null ? [] : [definitionId]));
  const told = await listTold(tx, request.storeId, event, workflowIds);
  if (told.length === 0) return;
  const body = JSON.stringify({
    type: event,
    timestamp: new Date().toISOString(),
    data: await dataOf(tx, request, approvals, outcome),
  });
  await insertDeliveries(
    tx,
    told.map(({ id: webhookId }) => ({ webhookId, requestId: request.id, event, body })),
  );
}

async function dataOf(
  tx: Transaction,
  request: Request,
  approvals: readonly Approval[],
  outcome: Outcome | null,
) {
  // One connection: one after the other.
  const store = await getStore(tx, request.storeId);
  const set = await getChangeSet(tx, request.id);
  const approvers = await listApprovers(tx, [request.id]);
  const decisions = await listDecisions(tx, request.id);
  const { reason, until } = request.input;
  return {
    request: {
      id: request.id,
      action: request.action,
      store: { id: request.storeId, name: store?.name ?? '' },
      requester: { id: request.actorId, name: request.actorName },
      target: { id: request.targetId, name: request.targetName },
      reason: typeof reason === 'string' ? reason : null,
      until: typeof until === 'string' ? until : null,
      createdAt: request.createdAt.toISOString(),
    },
    changes: (set?.items ?? []).filter(({ skippedReason }) => skippedReason === null).map(changeOf),
    approvals: approvals.map(({ step, rule, state, decisionId, decidedAt }) => {
      const decision = decisions.find(({ id }) => id === decisionId);
      return {
        step,
        workflow: rule,
        state,
        approvers: approvers
          .filter((person) => person.step === step)
          .map(({ approverId, approverName }) => ({ id: approverId, name: approverName })),
        decidedBy: decision === undefined ? null : { id: decision.deciderId, name: decision.deciderName },
        comment: decision?.comment ?? null,
        decidedAt: decidedAt?.toISOString() ?? null,
      };
    }),
    outcome,
  };
}

function changeOf({ object, objectName, operation, attribute, valueName, ...item }: PlanItem) {
  const isSecret = attribute !== null && secretNames.test(attribute);
  const told = (value: string | null) =>
    isSecret || (value !== null && value.length > longestValue) ? null : value;
  return {
    object: { id: object, name: objectName },
    operation,
    attribute,
    old: told(item.old),
    new: told(item.new),
    valueName: isSecret ? null : valueName,
  };
}
