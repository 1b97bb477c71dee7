#!/usr/bin/env node
/** `npm start`: the whole set-up, then Muster itself, until Ctrl-C. Runs under any Node from 18 on. */
import { runsUnderNode24 } from './lib/node24.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { Problem, report } from './lib/progress.mjs';

try {
  const [unknown] = process.argv.slice(2);
  if (unknown !== undefined) {
    throw new Problem(
      `npm start does not know the option ${unknown}. It takes settings from the environment, such as MUSTER_PORT=3001 npm start.`,
    );
  }
  await ensurePackages();
  if (await runsUnderNode24()) {
    const { runInstallation } = await import('./lib/installation.mjs');
    await runInstallation();
  }
} catch (error) {
  report(error);
  process.exit(1);
}
