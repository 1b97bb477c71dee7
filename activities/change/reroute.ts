/** An administrator has chosen who decides instead (access-and-approvals Q4). */
import { dayMs } from '../../workflows/contracts/durations.ts';
import type { ApprovalActivities } from '../../workflows/contracts/ports.ts';
import {
  type Approval,
  addApprovers,
  listApprovers,
  lockApproval,
  removeApprovers,
  setApproval,
  type StepChain,
} from '../database/repositories/approvals.ts';
import {
  getApprovalSettings,
  listDefinitions,
  type StoredSettings,
} from '../database/repositories/approval-workflows.ts';
import { countUnsettledNotifications } from '../database/repositories/notifications.ts';
import { appendEvent, lockRequest, type Request } from '../database/repositories/requests.ts';
import { getReroute, markRerouted } from '../database/repositories/reroutes.ts';
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
    const definitions = await listDefinitions(db, request.storeId);
    return db.transaction(async (tx) => {
      await lockRequest(tx, requestId);
      const approval = await lockApproval(tx, requestId, step);
      const climbs = approval !== null && climbsAgain(settings, definitions, approval);
      const waitMs = climbs ? Math.min(settings.days, 1) * dayMs : null;
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
      const chains = climbs ? people.map(({ id }): StepChain => chainFrom(id)) : null;
      const dueAt = climbs ? new Date(Date.now() + settings.days * dayMs) : null;
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

const chainFrom = (id: string): StepChain => ({ at: id, by: 'object', level: 0, asked: [id] });

const isRequester = (request: Request, person: { readonly storeId: string; readonly id: string }): boolean =>
  person.storeId === request.actorStoreId && person.id === request.actorId;

/** Whether the store and the workflow that asks let requests climb; a workflow that is gone leaves it as it was. */
function climbsAgain(
  settings: StoredSettings,
  definitions: Awaited<ReturnType<typeof listDefinitions>>,
  approval: Approval,
): boolean {
  if (!settings.acceleration) return false;
  const definition = definitions.find(({ id }) => id === approval.definitionId);
  return definition === undefined ? approval.chains !== null : definition.acceleration;
}
