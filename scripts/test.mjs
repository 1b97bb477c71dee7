#!/usr/bin/env node
/**
 * `npm test`: the whole set-up, every gate and every test. Options: --no-install (no Debian
 * packages), --tests-only (no gates), --only PATH or PATH (only these test files).
 */
import { runsUnderNode24 } from './lib/node24.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { Problem, report } from './lib/progress.mjs';

/** @type {{ install: boolean, gates: boolean, files: string[] }} */
const options = { install: true, gates: true, files: [] };

try {
  for (const argument of process.argv.slice(2)) {
    if (argument === '--no-install') options.install = false;
    else if (argument === '--tests-only') options.gates = false;
    else if (argument === '--only') continue;
    else if (argument.startsWith('-')) {
      throw new Problem(
        `npm test does not know the option ${argument}; it knows --no-install, --tests-only, --only PATH.`,
      );
    } else options.files.push(argument);
  }
  await ensurePackages();
  if (await runsUnderNode24()) {
    const { runTests } = await import('./lib/run-tests.mjs');
    process.exit(await runTests(options));
  }
} catch (error) {
  report(error);
  process.exit(1);
}
