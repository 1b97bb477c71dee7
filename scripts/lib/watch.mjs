/**
 * Runs a command and ends it when the process that started this one is gone: the stand-in for the
 * kernel's parent-death signal where there is none.
 * Usage: node watch.mjs SIGNAL COMMAND [ARGUMENT...], with a channel to the parent.
 */
import { spawn } from 'node:child_process';

const [deathSignal = 'SIGKILL', command = '', ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.on('error', (error) => {
  process.stderr.write(`${command} cannot be started: ${error.message}\n`);
  process.exit(127);
});
child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 1);
  for (const name of passedOn) process.removeAllListeners(name);
  process.kill(process.pid, signal);
});

/** @type {readonly NodeJS.Signals[]} */
const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];
for (const name of passedOn) process.on(name, () => child.kill(name));
process.on('disconnect', () => child.kill(/** @type {NodeJS.Signals} */ (deathSignal)));
