/** Builds the workflow bundle: the deterministic code, checked for forbidden imports on the way. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { failureConverterPath } from '../platform/temporal/connect.ts';

const workflowsPath = join(import.meta.dirname, '../../workflows/index.ts');

/**
 * @param cacheFolder absolute; where the compiler unpacks its native part. By itself it takes a folder
 *   of the home directory, which a service may not have, or may have where nothing can be executed.
 * @throws when a workflow imports what is not deterministic; the message shows the import chain.
 */
export async function bundleWorkflows(cacheFolder?: string): Promise<WorkflowBundleWithSourceMap> {
  if (cacheFolder !== undefined) {
    await mkdir(cacheFolder, { recursive: true, mode: 0o700 });
    process.env.SWC_NATIVE_BINDING_CACHE ??= cacheFolder;
  }
  return bundleWorkflowCode({ workflowsPath, failureConverterPath });
}
