/**
 * Builds the workflow bundle in a process of its own: what the compiler needs, more than a hundred
 * megabytes, ends with it instead of staying with the worker.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { bundleWorkflows } from './bundle.ts';

/**
 * @param cacheFolder as {@link bundleWorkflows} has it
 * @throws as {@link bundleWorkflows} does
 */
export async function bundleWorkflowsApart(cacheFolder: string): Promise<{ readonly code: string }> {
  const child = fork(import.meta.filename, [cacheFolder], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  const built: { readonly code: string }[] = [];
  child.on('message', (message) => built.push(message as { readonly code: string }));
  await once(child, 'close');
  const [bundle] = built;
  if (bundle === undefined) throw new Error(`The workflows could not be bundled. ${said}`);
  return bundle;
}

if (import.meta.main) {
  const { code } = await bundleWorkflows(process.argv[2]);
  process.send?.({ code }, () => {
    process.disconnect();
  });
}
