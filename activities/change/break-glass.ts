/**
 * Break-glass (access-and-approvals B6): one request is done without the approvals it would have waited for.
 *
 * Contract:
 * 1. Only the approvals give way, those of a rule for separation of duties among them. What blocks, every policy and every
 *    permission hold as for any other request.
 * 2. The right is looked at when it is planned and again before the first write: of the active role, at that moment.
 * 3. The mails to the other administrators are queued with the plan, so before anything is written.
 */
import type { Transaction } from '../database/client.ts';
import type { ApprovalPlan, NamedPerson } from '../database/repositories/approvals.ts';
import type { Request } from '../database/repositories/requests.ts';
import { administratorsOf } from '../platform/approvals/route.ts';
import { queueEvent } from '../platform/mail-queue.ts';
import { requestEvent } from '../platform/request-mails.ts';
import type { PlanContext } from './context.ts';
import { RequestRefused } from './refused.ts';
import type { Split } from './split.ts';

export const isBreakGlass = ({ breakGlassReason }: Pick<Request, 'breakGlassReason'>): boolean =>
  breakGlassReason !== null;

/** @throws `permission.denied` where the request does without approval and the actor's role does not allow it */
export function requireBreakGlass({ request, actor }: PlanContext): void {
  if (!isBreakGlass(request)) return;
  if (actor.policies.breakGlass.enabled && request.token === null) return;
  throw new RequestRefused(
    'permission.denied',
    'Your role does not allow you to do this without approval. Ask for it, so that somebody decides.',
  );
}

/** Nobody is asked; whoever would have been stays named. */
export const withoutAsking = (split: Split): Split => ({
  ...split,
  steps: split.steps.map((step): ApprovalPlan => ({ ...step, auto: step.auto ?? 'breakGlass' })),
});

/** The administrators of the store who have to hear of it: all but who does it. */
export async function toldOfBreakGlass({
  db,
  request,
  store,
  provider,
  actor,
}: PlanContext): Promise<readonly NamedPerson[]> {
  if (!isBreakGlass(request) || request.dryRun) return [];
  const administrators = await administratorsOf({ db, store, reader: provider });
  return administrators.filter(({ id }) => id !== actor.id);
}

/** @returns how many mails were queued; planning again queues none twice */
export const queueBreakGlassMails = (
  tx: Transaction,
  request: Request,
  targetName: string,
  told: readonly NamedPerson[],
): Promise<number> =>
  queueEvent(
    tx,
    requestEvent({ ...request, targetName }, 'breakGlassUsed', '', {
      reason: request.breakGlassReason ?? '',
    }),
    told.map(({ storeId, id, name, mail }) => ({ address: mail, person: { storeId, id }, name })),
  );
