/** Builds the workflow bundle: the deterministic code, checked for forbidden imports on the way. */
import { join } from 'node:path';
import { bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { failureConverterPath } from '../platform/temporal/connect.ts';

const workflowsPath = join(import.meta.dirname, '../../workflows/index.ts');

/** @throws when a workflow imports what is not deterministic; the message shows the import chain. */
export function bundleWorkflows(): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({ workflowsPath, failureConverterPath });
}
