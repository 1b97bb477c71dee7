/** What a person at a terminal reads while the set-up works. Plain Node, any version from 18 on. */

/** A problem with a known fix: shown as its one sentence, without a stack. */
export class Problem extends Error {
  /** @param {string} message what happened and what to do next */
  constructor(message) {
    super(message);
    this.name = 'Problem';
  }
}

const interactive = process.stdout.isTTY === true;
const tickMs = interactive ? 1_000 : 15_000;

// The terminal may be gone while children are still being stopped; that must not end the stopping.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
  });
}

/** @param {string} line */
export function say(line = '') {
  process.stdout.write(`${line}\n`);
}

/** @param {number} startedAt milliseconds as of `performance.now()` */
export const secondsSince = (startedAt) => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;

/**
 * Runs a step and says how long it took; a long one shows that it is alive.
 * @template T
 * @param {string} label
 * @param {() => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function step(label, work) {
  const startedAt = performance.now();
  const show = (/** @type {string} */ text) =>
    process.stdout.write(interactive ? `\r\x1b[K${text}` : `${text}\n`);
  if (interactive) show(`  ... ${label}`);
  const timer = setInterval(() => {
    show(`  ... ${label} (${Math.round((performance.now() - startedAt) / 1000)} s)`);
  }, tickMs);
  try {
    const result = await work();
    clearInterval(timer);
    show(`  ok  ${label} (${secondsSince(startedAt)})${interactive ? '\n' : ''}`);
    return result;
  } catch (error) {
    clearInterval(timer);
    show(`  --  ${label} (${secondsSince(startedAt)})${interactive ? '\n' : ''}`);
    throw error;
  }
}

/**
 * Ends a command: a known problem as its sentence, anything else with its stack.
 * @param {unknown} error
 */
export function report(error) {
  const known = error instanceof Error && ['Problem', 'ConfigError', 'MigrationRefused'].includes(error.name);
  process.stderr.write(`\n${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
}
