/** Memberships with an end: what waits for it lives on when the request has ended. */
import { ParentClosePolicy, startChild, workflowInfo } from '@temporalio/workflow';
import { membershipWorkflowId } from '../contracts/ids.ts';
import type { ActionArgs, Recorded } from '../contracts/ports.ts';
import type { membershipEnd } from '../lifecycle/membership-end.ts';

/** Runs of older code recorded no ends, so they replay as they ran. */
export async function tendLater(args: ActionArgs, { ends }: Recorded): Promise<void> {
  if (ends === undefined) return;
  const { requestId, storeId, storeKind } = args;
  await startChild<typeof membershipEnd>('membershipEnd', {
    workflowId: membershipWorkflowId(requestId),
    args: [{ requestId, storeId, storeKind }],
    parentClosePolicy: ParentClosePolicy.ABANDON,
    typedSearchAttributes: workflowInfo().typedSearchAttributes,
  });
}
