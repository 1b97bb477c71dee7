/** Deciding by the link of a mail (access-and-approvals W7). */
import {
  type ApprovalLink,
  decidesByMail,
  getApprovalLink,
} from '../activities/database/repositories/approval-links.ts';
import { isApprover, listApprovals } from '../activities/database/repositories/approvals.ts';
import { standsInAt } from '../activities/database/repositories/delegations.ts';
import type { Db } from '../activities/database/client.ts';
import { hashWords } from '../activities/platform/random-words.ts';
import { ApiProblem } from './problem.ts';
import type { SessionActor } from './session-actor.ts';
import { settledProblem } from './settled-problem.ts';

/**
 * The link of a token, for the approver it was sent to, signed in as their role demands. The token alone
 * opens nothing; to everybody else it does not exist.
 * @throws ApiProblem `notFound`, `link.used`, `link.expired`, `request.decided`
 */
export async function usableLink(
  db: Db,
  actor: SessionActor,
  token: string,
  now: Date,
): Promise<ApprovalLink> {
  const link = await getApprovalLink(db, hashWords(token));
  if (link?.storeId !== actor.storeId || link.approverId !== actor.userId) {
    throw new ApiProblem(
      'notFound',
      'There is no such approval link, or it was sent to somebody else. Sign in as the person the mail was sent to.',
    );
  }
  const { requestId, step } = link;
  if (link.usedAt !== null) {
    throw new ApiProblem(
      'link.used',
      'This link was used already, and works once. Nothing was changed now; the request tells how it went on.',
      { requestId },
    );
  }
  const approval = (await listApprovals(db, [requestId])).find((one) => one.step === step);
  if (approval?.state !== 'open') throw await settledProblem(db, requestId);
  if (link.expiresAt <= now) throw expired(requestId, 'This link is older than seven days.');
  if (!(await decidesByMail(db, requestId, step)))
    throw expired(requestId, 'Requests of this kind are not decided by mail any more.');
  const person = { storeId: actor.storeId, id: actor.userId };
  if (!(await isApprover(db, requestId, step, person)) && !(await standsInAt(db, person, requestId, step)))
    throw expired(requestId, 'Somebody else is asked to decide this request by now.');
  return link;
}

const expired = (requestId: string, why: string): ApiProblem =>
  new ApiProblem('link.expired', `${why} Nothing was changed; look at the request in your inbox.`, {
    requestId,
  });
