/** Requests that wait too long: reminders, and the end of waiting (access-and-approvals Q1). */
import { dayMs } from '../../workflows/contracts/durations.ts';
import type { ApprovalActivities } from '../../workflows/contracts/ports.ts';
import type { ApprovalOutcome } from '../../workflows/contracts/requests.ts';
import { listApprovers, lockApproval, setApproval } from '../database/repositories/approvals.ts';
import { getApprovalSettings } from '../database/repositories/approval-workflows.ts';
import { upsertEvent } from '../database/repositories/requests.ts';
import { loadRequest } from './context.ts';
import { queueReminderMails } from './mails.ts';
import type { RecordDeps } from './record.ts';

export const remindApprovers =
  ({ db }: RecordDeps): ApprovalActivities['remindApprovers'] =>
  async ({ requestId, step, round }) => {
    const [request, approvers] = await Promise.all([
      loadRequest(db, requestId),
      listApprovers(db, [requestId]),
    ]);
    const { reminderDays } = await getApprovalSettings(db, request.storeId);
    return db.transaction(async (tx) => {
      const approval = await lockApproval(tx, requestId, step);
      // Switched off meanwhile.
      if (approval?.state !== 'open' || reminderDays === 0) return { waitMs: null, mails: 0 };
      const asked = approvers.filter((approver) => approver.step === step);
      const mails = await queueReminderMails(tx, request, approval, asked, round);
      await upsertEvent(tx, requestId, 'approvalReminded', `reminded-${step}`, {
        step,
        approvers: asked.map(({ approverName }) => approverName),
        times: round,
      });
      return { waitMs: reminderDays * dayMs, mails };
    });
  };

export const expireApproval =
  ({ db }: RecordDeps): ApprovalActivities['expireApproval'] =>
  async ({ requestId, step }): Promise<ApprovalOutcome> =>
    db.transaction(async (tx) => {
      const approval = await lockApproval(tx, requestId, step);
      if (approval?.state === 'approved' || approval?.state === 'denied') return { outcome: approval.state };
      await setApproval(tx, requestId, step, { state: 'expired' });
      return { outcome: 'expired' };
    });
