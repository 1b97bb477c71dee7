/** What lives on when the request has ended: whatever waits for memberships to end, and tells of roles that lost their group. */
import { ParentClosePolicy, startChild, workflowInfo } from '@temporalio/workflow';
import { alertLater } from '../alert-lost-criteria.ts';
import { membershipWorkflowId } from '../contracts/ids.ts';
import type { ActionArgs, Recorded } from '../contracts/ports.ts';
import type { membershipEnd } from '../lifecycle/membership-end.ts';

/** Runs of older code recorded neither, so they replay as they ran. */
export async function tendLater(args: ActionArgs, recorded: Recorded): Promise<void> {
  const { requestId, storeId, storeKind } = args;
  await alertLater({ storeId, alertId: requestId }, recorded);
  if (recorded.ends === undefined) return;
  await startChild<typeof membershipEnd>('membershipEnd', {
    workflowId: membershipWorkflowId(requestId),
    args: [{ requestId, storeId, storeKind }],
    parentClosePolicy: ParentClosePolicy.ABANDON,
    typedSearchAttributes: workflowInfo().typedSearchAttributes,
  });
}
