/** Held parts of a save: requests of their own, which outlive the one they were saved with. */
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { CancellationScope, ParentClosePolicy, startChild, workflowInfo } from '@temporalio/workflow';
import { requestWorkflowId } from '../contracts/ids.ts';
import type { ActionArgs, RequestArgs } from '../contracts/ports.ts';

/** Starts them all, whatever becomes of the request meanwhile. */
export async function startParts(args: ActionArgs, parts: readonly RequestArgs[]): Promise<void> {
  if (parts.length === 0) return;
  const { workflowType, typedSearchAttributes } = workflowInfo();
  await CancellationScope.nonCancellable(() =>
    Promise.all(
      parts.map(async ({ requestId }) => {
        try {
          await startChild(workflowType, {
            workflowId: requestWorkflowId(requestId),
            args: [{ ...args, requestId, dryRun: false }],
            parentClosePolicy: ParentClosePolicy.ABANDON,
            typedSearchAttributes,
          });
        } catch (error) {
          // The API's sweeper was faster: it starts what is written down and not begun.
          if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
        }
      }),
    ),
  );
}
