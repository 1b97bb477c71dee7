/** Tells the administrators of a store that a role admits nobody any more (access-and-approvals O6). */
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, startChild, workflowInfo } from '@temporalio/workflow';
import { notifyLater } from './change/notify.ts';
import { lostCriteriaWorkflowId } from './contracts/ids.ts';
import type { MayLoseCriteria } from './contracts/lost-criteria.ts';
import { lostCriteria } from './proxies.ts';

export interface AlertArgs {
  readonly storeId: string;
  /** Its mails go together: the request, or the run of replication, that noticed it. */
  readonly alertId: string;
}

export async function alertLostCriteria({
  storeId,
  alertId,
}: AlertArgs): Promise<{ readonly mails: number }> {
  const { mails } = await lostCriteria.queueLostCriteria({ storeId, alertId });
  await notifyLater(alertId, 'lost-criteria', mails);
  return { mails };
}

/** Beside the calling workflow; runs of older code noticed nothing, so they replay as they ran. */
export async function alertLater(args: AlertArgs, { criteriaLost }: MayLoseCriteria): Promise<void> {
  if (criteriaLost === undefined) return;
  try {
    await startChild<typeof alertLostCriteria>('alertLostCriteria', {
      workflowId: lostCriteriaWorkflowId(args.storeId),
      args: [args],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      typedSearchAttributes: workflowInfo().typedSearchAttributes,
    });
  } catch (error) {
    // One is under way. What it does not meet any more the end of the next replication finds untold.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
