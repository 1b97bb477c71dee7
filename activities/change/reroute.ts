/** An administrator has chosen who decides instead (access-and-approvals Q4). */
import { dayMs } from '../../workflows/contracts/durations.ts';
import type { ApprovalActivities } from '../../workflows/contracts/ports.ts';
import {
  addApprovers,
  listApprovers,
  lockApproval,
  removeApprovers,
  setApproval,
} from '../database/repositories/approvals.ts';
import { getApprovalSettings } from '../database/repositories/approval-workflows.ts';
import { countUnsettledNotifications } from '../database/repositories/notifications.ts';
import { appendEvent, lockRequest, type Request } from '../database/repositories/requests.ts';
import { getReroute, markRerouted } from '../database/repositories/reroutes.ts';
import { chainFrom } from '../platform/approvals/climb.ts';
import { climbs } from './climbs.ts';
import { loadRequest } from './context.ts';
import { queueApprovalMails } from './mails.ts';
import type { RecordDeps } from './record.ts';
import { RequestRefused } from './refused.ts';

/** The new approvers take the place of the present ones, and the way up the line begins at them (X7). */
export const rerouteApproval =
  ({ db }: RecordDeps): ApprovalActivities['rerouteApproval'] =>
  async ({ requestId, step, rerouteId }) => {
    const [request, reroute] = await Promise.all([loadRequest(db, requestId), getReroute(db, rerouteId)]);
    if (reroute?.requestId !== requestId || reroute.step !== step) {
      throw new RequestRefused('permission.denied', 'This was not asked for in Muster.');
    }
    const settings = await getApprovalSettings(db, request.storeId);
    return db.transaction(async (tx) => {
      await lockRequest(tx, requestId);
      const approval = await lockApproval(tx, requestId, step);
      const goesUp = approval !== null && (await climbs(tx, request.storeId, settings, approval));
      const waitMs = goesUp ? Math.min(settings.days, 1) * dayMs : null;
      // Our own earlier try, killed before it was answered.
      if (reroute.doneAt !== null) return { waitMs, mails: await countUnsettledNotifications(tx, requestId) };
      if (approval?.state !== 'open') {
        throw new RequestRefused('request.decided', 'This request waits for nobody to decide any more.');
      }
      const people = reroute.approvers.filter((one) => !isRequester(request, one));
      if (people.length === 0) {
        throw new RequestRefused('value.invalid', 'Nobody who could decide was named. Choose somebody else.');
      }
      const before = (await listApprovers(tx, [requestId])).filter((one) => one.step === step);
      await removeApprovers(
        tx,
        requestId,
        step,
        before.map(({ approverId }) => approverId),
      );
      const asked = await addApprovers(tx, requestId, step, people);
      const chains = goesUp ? people.map(({ id }) => chainFrom('object', id)) : null;
      const dueAt = goesUp ? new Date(Date.now() + settings.days * dayMs) : null;
      await setApproval(tx, requestId, step, { held: false, chains, dueAt });
      await appendEvent(tx, requestId, 'approvalRerouted', `rerouted-${rerouteId}`, {
        step,
        by: reroute.byName,
        to: reroute.target,
        approvers: people.map(({ name }) => name),
        instead: before.map(({ approverName }) => approverName),
        ...(reroute.comment === null ? {} : { comment: reroute.comment }),
      });
      await markRerouted(tx, rerouteId);
      const mails = await queueApprovalMails(tx, request, { ...approval, held: false }, asked, rerouteId);
      return { waitMs, mails };
    });
  };

const isRequester = (request: Request, person: { readonly storeId: string; readonly id: string }): boolean =>
  person.storeId === request.actorStoreId && person.id === request.actorId;
