/** What the timetable starts: the run itself has an id of its own, so that there is one at a time. */
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, startChild } from '@temporalio/workflow';
import { replicateWorkflowId } from '../contracts/ids.ts';
import { replicateDeleted, replicateObjects } from './run.ts';

const workflowOf = { objects: replicateObjects, deleted: replicateDeleted } as const;

export interface DueArgs {
  readonly storeId: string;
  readonly run: keyof typeof workflowOf;
}

/** One that is under way, asked for by a person perhaps, is enough. */
export async function replicationDue({ storeId, run }: DueArgs): Promise<{ readonly started: boolean }> {
  try {
    await startChild(workflowOf[run], {
      workflowId: replicateWorkflowId(storeId, run),
      args: [{ storeId, actorId: null }],
      parentClosePolicy: ParentClosePolicy.ABANDON,
    });
    return { started: true };
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return { started: false };
    throw error;
  }
}
