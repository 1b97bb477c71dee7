/** Keeps the workflow bundle between starts: building it takes more than a second of two processors' time. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failureConverterPath } from '../platform/temporal/connect.ts';
import { bundleWorkflowsApart } from './bundle-apart.ts';

const root = join(import.meta.dirname, '../..');
const workflowsFolder = join(root, 'workflows');

/**
 * @param cacheFolder absolute; where bundles are kept, and where the compiler unpacks its native part
 * @returns the path of a bundle of the code as it is now; built once for the same code
 * @throws as {@link bundleWorkflowsApart} does
 */
export async function keptBundle(cacheFolder: string): Promise<{ readonly codePath: string }> {
  const name = `workflows-${await fingerprint()}.js`;
  const codePath = join(cacheFolder, name);
  await mkdir(cacheFolder, { recursive: true, mode: 0o700 });
  if (!(await readdir(cacheFolder)).includes(name)) {
    const { code } = await bundleWorkflowsApart(cacheFolder);
    // Processes that start together build it twice; the last one's whole file stays.
    const written = `${codePath}.${process.pid}`;
    await writeFile(written, code, { mode: 0o600 });
    await rename(written, codePath);
    await removeOthers(cacheFolder, name);
  }
  return { codePath };
}

/** Of everything the bundle is made from: our code, and what is installed. */
async function fingerprint(): Promise<string> {
  const entries = await readdir(workflowsFolder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash('sha256');
  // npm writes there which version of each package stands in its folder.
  for (const file of [...files, failureConverterPath, join(root, 'node_modules/.package-lock.json')]) {
    hash
      .update(file)
      .update('\0')
      .update(await readFile(file))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 32);
}

/** Of earlier code. Whoever runs with one of them has read it already. */
async function removeOthers(folder: string, name: string): Promise<void> {
  for (const other of await readdir(folder)) {
    if (/^workflows-[\da-f]{32}\.js$/.test(other) && other !== name)
      await rm(join(folder, other), { force: true });
  }
}
