/** What the timetable starts: the run itself has an id of its own, so that there is one at a time. */
import {
  defineSearchAttributeKey,
  SearchAttributeType,
  WorkflowExecutionAlreadyStartedError,
} from '@temporalio/common';
import { ParentClosePolicy, startChild } from '@temporalio/workflow';
import { replicateWorkflowId } from '../contracts/ids.ts';
import { replicationWorkflowOf } from '../contracts/replication.ts';
import { searchAttributes } from '../contracts/search-attributes.ts';
import { replicateDeleted, replicateObjects } from './run.ts';

const workflowOf = { objects: replicateObjects, deleted: replicateDeleted } as const;

const keyword = (name: string) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);

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
      typedSearchAttributes: [
        { key: keyword(searchAttributes.action), value: replicationWorkflowOf[run] },
        { key: keyword(searchAttributes.storeId), value: storeId },
      ],
    });
    return { started: true };
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return { started: false };
    throw error;
  }
}
