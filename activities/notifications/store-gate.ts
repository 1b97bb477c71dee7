/**
 * Keeps the mail server of one store from holding up the mail of all others (reports-history-notifications N5).
 *
 * 1. No more than a few senders at once speak for one store; the next ones wait a moment, and come back
 *    later when the server is slow.
 * 2. A server that has failed is left alone for a while: who comes meanwhile is told why at once.
 */
import { setTimeout as sleep } from 'node:timers/promises';

const mostAtOnce = 5;
/** Longer than a healthy server takes for a mail, shorter than anybody notices. */
const patienceMs = 1_000;
const lookEveryMs = 50;
const restMs = 10_000;

export type Entry =
  | { readonly open: true }
  /** The server failed a moment ago. */
  | { readonly open: false; readonly reason: string }
  /** Others are at it and it is slow; nothing is known against it. */
  | { readonly open: false; readonly reason: null };

interface State {
  speaking: number;
  failed: { readonly reason: string; readonly atMs: number } | null;
}

export class StoreGate {
  private readonly stores = new Map<string, State>();

  /** Who was let in calls {@link leave}. @param key of the store and its settings: new ones begin anew */
  async enter(key: string): Promise<Entry> {
    const state = this.stores.get(key) ?? { speaking: 0, failed: null };
    this.stores.set(key, state);
    const endMs = performance.now() + patienceMs;
    for (;;) {
      const { failed } = state;
      if (failed !== null && performance.now() - failed.atMs < restMs)
        return { open: false, reason: failed.reason };
      if (state.speaking < mostAtOnce) {
        state.speaking += 1;
        return { open: true };
      }
      if (performance.now() >= endMs) return { open: false, reason: null };
      await sleep(lookEveryMs);
    }
  }

  /** @param failure why the server could not be spoken to; null when it answered */
  leave(key: string, failure: string | null): void {
    const state = this.stores.get(key);
    if (state === undefined) return;
    state.speaking -= 1;
    state.failed = failure === null ? null : { reason: failure, atMs: performance.now() };
    if (state.speaking === 0 && state.failed === null) this.stores.delete(key);
  }
}
