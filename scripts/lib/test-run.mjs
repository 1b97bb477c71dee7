/** What `npm test` and `npm run measure` share: servers, a folder for everything temporary, and its end. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settings } from '../../activities/platform/config.ts';
import { ensureTestPackages } from './debian.mjs';
import { onEnd } from './node24.mjs';
import { stopAll } from './processes.mjs';
import { say, step } from './progress.mjs';
import { startTestPostgres, startTestTemporal } from './test-servers.mjs';
import { ensureTemporalCli } from './temporal.mjs';

/**
 * A folder that goes with this process, and the end of everything started, also on Ctrl-C.
 */
export function openTestRun() {
  const folder = mkdtempSync(join(tmpdir(), 'muster-test-'));
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  let ending = false;
  const close = async () => {
    await stopAll();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  onEnd(
    (reason) => {
      ending = true;
      say(`\nStopping the run (${reason}) ...`);
      void close().finally(() => process.exit(130));
    },
    () => process.exit(130),
  );
  return { folder, temporary, close, ending: () => ending };
}

/**
 * Starts the servers; the environment tells the tests where they are. Muster's own settings in the
 * shell that runs the tests do not reach them.
 * @param {{ folder: string, temporary: string }} run
 * @param {{ install: boolean }} options
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function startTestServers({ folder, temporary }, { install }) {
  await ensureTestPackages({ install });
  await ensureTemporalCli();
  const home = join(folder, 'home');
  const shared = join(folder, 'shared');
  mkdirSync(shared);
  const [databaseUrl, temporal] = await step('Starting PostgreSQL and Temporal for the tests', () =>
    Promise.all([startTestPostgres(home), startTestTemporal(home)]),
  );
  const others = Object.entries(process.env).filter(([name]) => !(name in settings));
  return {
    ...Object.fromEntries(others),
    TMPDIR: temporary,
    TEST_SHARED_FOLDER: shared,
    TEST_DATABASE_URL: databaseUrl,
    TEST_TEMPORAL_ADDRESS: temporal.address,
    TEST_TEMPORAL_CLI: temporal.cli,
  };
}
