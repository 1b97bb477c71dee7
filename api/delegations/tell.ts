/** A delegation that begins reaches what is open already: the delegate is told of it by mail, as of what comes later. */
import { mailsOfStep } from '../../activities/database/repositories/approval-links.ts';
import {
  type Delegation,
  listOpenFor,
  listUntold,
  markTold,
} from '../../activities/database/repositories/delegations.ts';
import { queueEvent } from '../../activities/platform/mail-queue.ts';
import { approvalEvent, leadingTo } from '../../activities/platform/request-mails.ts';
import type { RouteDeps } from '../route.ts';

const perRound = 20;
/** Who is away from more open requests than this has them in the inbox, without a mail of each. */
const mostMails = 200;

export async function tellDelegates(deps: RouteDeps): Promise<void> {
  const { db } = deps.database;
  for (const delegation of await listUntold(db, perRound)) {
    await tell(deps, delegation);
    await markTold(db, delegation.id, deps.now());
  }
}

/** Stopped in the middle it is done again from the beginning: the same mail is queued once. */
async function tell({ database: { db }, engine }: RouteDeps, delegation: Delegation): Promise<void> {
  const { storeId, delegateId, delegateName, delegateMail } = delegation;
  if (delegateMail === null) return;
  for (const { request, approval } of await listOpenFor(db, delegation, mostMails)) {
    const person = { storeId, id: delegateId };
    const { portal } = await mailsOfStep(db, request.id, approval.step);
    await queueEvent(db, approvalEvent(request, approval), [
      { address: delegateMail, person, name: delegateName, ...leadingTo(portal) },
    ]);
    await engine.sendMails(request.id, `delegation-${delegation.id}`);
  }
}
