/**
 * The replay gate: every recorded history must still replay. A failure means that a running
 * workflow of that kind would break at the next deployment; use `patched`.
 *
 * Histories are recorded decoded (`npm run measure` is not involved): see test/replay/README.md.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DefaultLogger, Runtime, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundleWorkflows } from '../../activities/worker/bundle.ts';
import { failureConverterPath } from '../../activities/platform/temporal/connect.ts';
import * as workflows from '../../workflows/index.ts';

const folder = join(import.meta.dirname, 'histories');

interface Recorded {
  readonly workflow: string;
  readonly file: string;
}

async function recorded(): Promise<Recorded[]> {
  const names = await readdir(folder);
  const lists = await Promise.all(
    names.map(async (workflow) =>
      (await readdir(join(folder, workflow))).map((file) => ({ workflow, file })),
    ),
  );
  return lists.flat();
}

const histories = await recorded();

async function load({ workflow, file }: Recorded) {
  return historyFromJSON(JSON.parse(await readFile(join(folder, workflow, file), 'utf8')));
}

describe('recorded histories', () => {
  let bundle: WorkflowBundleWithSourceMap;
  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    bundle = await bundleWorkflows();
  });
  const replay = async (history: Awaited<ReturnType<typeof load>>, workflowId: string) => {
    await Worker.runReplayHistory(
      { workflowBundle: bundle, dataConverter: { failureConverterPath } },
      history,
      workflowId,
    );
  };

  test('there is one for every workflow', () => {
    const missing = Object.keys(workflows).filter(
      (name) => !histories.some(({ workflow }) => workflow === name),
    );
    expect(missing).toEqual([]);
  });

  test.each(histories)('$workflow/$file replays', async (item) => {
    await replay(await load(item), `replay:${item.file}`);
  });

  test('a changed workflow is noticed', async () => {
    const item = histories.find(({ workflow }) => workflow === 'joinGroup');
    if (item === undefined) throw new Error('No recorded history of joinGroup.');
    const history = await load(item);
    const started = history.events?.[0]?.workflowExecutionStartedEventAttributes;
    if (started === undefined || started === null)
      throw new Error('The history does not begin with a start.');
    // The same events under other code: an approval plans nothing.
    started.workflowType = { name: 'approval' };
    await expect(replay(history, 'replay:other-code')).rejects.toThrow(/[Nn]ondeterminism|TMPRL1100/);
  });
});
