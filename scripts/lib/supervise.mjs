/** Keeps processes running: a crashed one starts again, slower each time it crashes at once. */
import { logTail, sleep } from './processes.mjs';
import { Problem, say } from './progress.mjs';

/** @typedef {import('./processes.mjs').BoundProcess} BoundProcess */

const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** Up this long, and the next crash counts as the first again. */
const healthyAfterMs = 60_000;
const startAttempts = 3;

/**
 * @param {object} options
 * @param {string} options.name for people
 * @param {string} options.log
 * @param {() => Promise<BoundProcess> | BoundProcess} options.start starts it, ready or not
 * @param {{ signal?: NodeJS.Signals, patienceMs: number }} options.stopping
 */
export async function supervise({ name, log, start, stopping }) {
  let stopped = false;
  let ready = false;
  let pauseMs = firstPauseMs;
  let current = await start();
  /** @type {Promise<BoundProcess> | null} */
  let starting = null;
  /** @type {(error: Error) => void} */
  let giveUp = () => {};
  const failed = /** @type {Promise<never>} */ (new Promise((_, reject) => (giveUp = reject)));
  // Watched by whoever waits for the start; later crashes never settle it.
  failed.catch(() => {});

  const watch = async () => {
    let attempts = 0;
    let startedAt = performance.now();
    for (;;) {
      const how = await current.exited;
      if (stopped) return;
      attempts += 1;
      if (!ready && attempts >= startAttempts) {
        giveUp(new Problem(`The ${name} does not start (${how}). The end of ${log}:\n${logTail(log)}`));
        return;
      }
      if (performance.now() - startedAt > healthyAfterMs) pauseMs = firstPauseMs;
      say(`The ${name} ended (${how}); starting it again. Its log: ${log}`);
      await sleep(pauseMs);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      if (stopped) return;
      startedAt = performance.now();
      try {
        starting = Promise.resolve(start());
        current = await starting;
      } catch (error) {
        say(`The ${name} could not be started again: ${/** @type {Error} */ (error).message}`);
        continue;
      } finally {
        starting = null;
      }
      if (stopped) await current.stop(stopping.signal, stopping.patienceMs);
    }
  };
  void watch();

  return {
    name,
    failed,
    /** From now on it is started again for ever. */
    markReady() {
      ready = true;
    },
    async stop() {
      stopped = true;
      await current.stop(stopping.signal, stopping.patienceMs);
      if (starting !== null) {
        const late = await starting.catch(() => null);
        await late?.stop(stopping.signal, stopping.patienceMs);
      }
    },
  };
}
