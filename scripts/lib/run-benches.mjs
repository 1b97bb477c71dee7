/** Runs the scripts in test/bench. A file there that exports something is a part of others. */
import { readdirSync, readFileSync } from 'node:fs';
import { inRoot } from './checkout.mjs';
import { startBound } from './processes.mjs';
import { Problem, say } from './progress.mjs';
import { openTestRun, startTestServers } from './test-run.mjs';

/**
 * @param {string[]} args names of benches; all when empty
 * @returns {Promise<number>} exit code
 */
export async function runBenches(args) {
  const install = !args.includes('--no-install');
  const wanted = args.filter((argument) => !argument.startsWith('-'));
  const benches = readdirSync(inRoot('test', 'bench'))
    .filter(
      (name) =>
        name.endsWith('.ts') && !/^export /m.test(readFileSync(inRoot('test', 'bench', name), 'utf8')),
    )
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();
  const unknown = wanted.find((name) => !benches.includes(name));
  if (unknown !== undefined)
    throw new Problem(`There is no bench "${unknown}"; there are: ${benches.join(', ')}.`);

  const run = openTestRun();
  try {
    const env = await startTestServers(run, { install });
    /** @type {string[]} */
    const failed = [];
    for (const name of wanted.length > 0 ? wanted : benches) {
      say(`\n== ${name}`);
      const how = await startBound(name, process.execPath, [inRoot('test', 'bench', `${name}.ts`)], {
        log: null,
        env,
      }).exited;
      if (how !== 'exit code 0') failed.push(`${name} (${how})`);
    }
    if (failed.length > 0) say(`\nFailed: ${failed.join(', ')}`);
    return failed.length === 0 ? 0 : 1;
  } finally {
    await run.close();
  }
}
