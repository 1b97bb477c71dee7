#!/usr/bin/env node
/** `npm run measure`: every bench in test/bench, one after the other, on servers of their own. */
import { runsUnderNode24 } from './lib/node24.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { report } from './lib/progress.mjs';

try {
  await ensurePackages();
  if (await runsUnderNode24()) {
    const { runBenches } = await import('./lib/run-benches.mjs');
    process.exit(await runBenches(process.argv.slice(2)));
  }
} catch (error) {
  report(error);
  process.exit(1);
}
