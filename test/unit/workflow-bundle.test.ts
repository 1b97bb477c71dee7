import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { describe, expect, test } from 'vitest';
import { bundleWorkflows } from '../../activities/worker/bundle.ts';
import { keptBundle } from '../../activities/worker/kept-bundle.ts';
import { actions } from '../../workflows/contracts/actions.ts';
import * as workflows from '../../workflows/index.ts';

const bundlePath = join(import.meta.dirname, '../../activities/worker/bundle.ts');

describe('the workflow bundle', () => {
  test('builds, and holds a workflow for every portal action', async () => {
    const { code } = await bundleWorkflows();
    expect(code.length).toBeGreaterThan(100_000);
    for (const action of actions) expect(Object.keys(workflows)).toContain(action);
  });

  test('is built where there is no home directory, as in a service or a read-only container', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'muster-bundle-'));
    try {
      const script = `
        const { bundleWorkflows } = await import(${JSON.stringify(bundlePath)});
        const { code } = await bundleWorkflows(${JSON.stringify(join(folder, 'cache'))});
        process.stdout.write(String(code.length));`;
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--input-type=module', '--eval', script],
        { env: { PATH: process.env.PATH, TMPDIR: folder } },
      );
      expect(Number(stdout)).toBeGreaterThan(100_000);
      expect(await readdir(join(folder, 'cache'))).not.toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('is kept for the next start of the same code, in the place of older ones', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'muster-bundle-'));
    try {
      const older = `workflows-${'0'.repeat(32)}.js`;
      await writeFile(join(folder, older), 'older');
      const { codePath } = await keptBundle(folder);
      const { mtimeMs, size } = await stat(codePath);
      expect(size).toBeGreaterThan(100_000);
      expect(await readdir(folder)).not.toContain(older);
      expect(await keptBundle(folder)).toEqual({ codePath });
      expect((await stat(codePath)).mtimeMs, 'written once').toBe(mtimeMs);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('refuses code that reaches for the world', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'muster-bundle-'));
    try {
      const workflowsPath = join(folder, 'workflows.ts');
      await writeFile(
        workflowsPath,
        "import { readFileSync } from 'node:fs';\nexport async function peek() { return readFileSync('/etc/hostname', 'utf8'); }\n",
      );
      const said: string[] = [];
      const logger = new DefaultLogger('ERROR', ({ message, meta }) =>
        said.push(`${message} ${JSON.stringify(meta)}`),
      );
      await expect(bundleWorkflowCode({ workflowsPath, logger })).rejects.toThrow();
      expect(said.join('\n')).toContain('node:fs');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
