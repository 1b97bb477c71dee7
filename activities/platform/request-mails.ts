/** The events of a request that people are mailed about; each has one name, whoever queues its mails. */
import { requestWorkflowId } from '../../workflows/contracts/ids.ts';
import type { Approval } from '../database/repositories/approvals.ts';
import type { Request } from '../database/repositories/requests.ts';
import type { MailEvent, MailRecipient } from './mail-queue.ts';

/** @param part what tells it from other events of this template: its step, its time */
export const requestEvent = (
  request: Request,
  template: string,
  part: string,
  data: Readonly<Record<string, string>>,
): MailEvent => ({
  storeId: request.storeId,
  requestId: request.id,
  event: `${requestWorkflowId(request.id)}/${template}${part}`,
  template,
  data: {
    requestId: request.id,
    action: request.action,
    requester: request.actorName,
    requesterMail: request.actorMail ?? '',
    target: request.targetName ?? '',
    ...data,
  },
});

/** The portal that a mail leads into; the installation's address where there is none. */
export const leadingTo = (portal: string | null | undefined): Pick<MailRecipient, 'data'> =>
  portal === null || portal === undefined ? {} : { data: { portal } };

/**
 * Somebody is asked to decide, or told that the request is held.
 * @param mark tells this time they are asked from the times before
 */
export const approvalEvent = (request: Request, approval: Approval, mark = ''): MailEvent =>
  requestEvent(
    request,
    approval.held ? 'approvalHeld' : 'approvalRequested',
    `/${approval.step}${mark === '' ? '' : `/${mark}`}`,
    { rule: approval.rule },
  );
