#!/usr/bin/env node
/** `npm start`: the whole set-up, then Muster itself, until Ctrl-C. Runs under any Node from 18 on. */
import { runsUnderNode24 } from './lib/node24.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { Problem, report } from './lib/progress.mjs';

try {
  const options = process.argv.slice(2);
  const unknown = options.find((option) => option !== '--no-demo');
  if (unknown !== undefined) {
    throw new Problem(
      `npm start does not know the option ${unknown}. It knows npm start -- --no-demo, and takes settings from the environment, such as MUSTER_PORT=3001 npm start.`,
    );
  }
  if (options.includes('--no-demo')) process.env.MUSTER_DEMO = 'false';
  await ensurePackages();
  if (await runsUnderNode24()) {
    const { runInstallation } = await import('./lib/installation.mjs');
    await runInstallation();
  }
} catch (error) {
  report(error);
  process.exit(1);
}
