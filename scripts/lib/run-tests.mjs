/** Gates, then vitest, then one line with the sum. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './checkout.mjs';
import { gateCount, runGates } from './gates.mjs';
import { signalGroup, startBound } from './processes.mjs';
import { say } from './progress.mjs';
import { openTestRun, startTestServers } from './test-run.mjs';

/**
 * @param {{ install: boolean, gates: boolean, files: string[] }} options
 * @returns {Promise<number>} exit code
 */
export async function runTests({ install, gates, files }) {
  const run = openTestRun();
  try {
    const failedGates = gates ? await runGates(run.folder) : [];
    const environment = await startTestServers(run, { install });
    const { summary, leftovers } = await runVitest(run, environment, files);

    // Asked to stop: the counts would say nothing.
    if (run.ending()) return 130;
    const passed =
      summary.passed + (gates ? gateCount - failedGates.length : 0) + (leftovers.length === 0 ? 1 : 0);
    const failures = [...failedGates, ...summary.failures];
    if (leftovers.length > 0) failures.push(`the tests left something behind: ${leftovers.join('; ')}`);
    if (summary.skipped.length > 0)
      say(`\nSkipped:\n${summary.skipped.map((name) => `  - ${name}`).join('\n')}`);
    if (failures.length > 0) say(`\nFailed:\n${failures.map((name) => `  - ${name}`).join('\n')}`);
    await run.close();
    say(`\n${passed} passed, ${failures.length} failed, ${summary.skipped.length} skipped`);
    return failures.length === 0 ? 0 : 1;
  } finally {
    await run.close();
  }
}

/**
 * @param {{ folder: string, temporary: string }} run
 * @param {NodeJS.ProcessEnv} environment
 * @param {string[]} files
 */
async function runVitest({ folder, temporary }, environment, files) {
  const summaryFile = join(folder, 'summary.json');
  const vitest = startBound(
    'vitest',
    process.execPath,
    [inRoot('node_modules', 'vitest', 'vitest.mjs'), 'run', ...files],
    {
      log: null,
      env: { ...environment, TEST_SUMMARY_FILE: summaryFile },
    },
  );
  const how = await vitest.exited;
  /** @type {import('./vitest-summary.mjs').Summary} */
  const summary = existsSync(summaryFile)
    ? JSON.parse(readFileSync(summaryFile, 'utf8'))
    : { passed: 0, failed: 1, failures: [`vitest ended without a result (${how})`], skipped: [] };
  if (how !== 'exit code 0' && summary.failures.length === 0)
    summary.failures.push(`vitest ended with ${how}`);
  return {
    summary,
    leftovers: [
      ...endLeftProcesses(vitest.pid),
      ...readdirSync(temporary).map((name) => `${temporary}/${name}`),
    ],
  };
}

/**
 * Processes that tests started and did not end: they stand in vitest's session.
 * @param {number} session
 * @returns {string[]} what they were
 */
function endLeftProcesses(session) {
  if (process.platform !== 'linux') return [];
  const { stdout } = spawnSync('ps', ['-s', String(session), '-o', 'pid=,stat=,args='], { encoding: 'utf8' });
  // One that has ended and only waits to be counted (Z) is not left behind.
  const left = stdout.split('\n').filter((line) => /^\s*\d+ [^Z]/.test(line));
  if (left.length > 0) signalGroup(session, 'SIGKILL');
  return left.map((line) => `process ${line.trim()}`);
}
