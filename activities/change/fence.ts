/**
 * The right of one try of the apply step to write.
 *
 * A try whose process was stopped (a frozen machine, a debugger, a suspended container) is given up by
 * the engine after its heartbeat and another one takes over; when the process goes on, its next write
 * must not happen, for by then somebody may have undone what it writes. So:
 * 1. A try takes the fence of request and store before it begins, for a lease, and renews it while it
 *    works. The next try begins when the lease has run out, or the fence was left.
 * 2. Right before each write the provider looks at the lease by both clocks of this machine: the
 *    monotonic one goes on while a process is stopped, the wall clock while the machine sleeps. The
 *    lease is shorter here than in the database.
 * 3. The journal is begun under the lock of the fence, and never once the fence is somebody else's.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import type { Database, Transaction } from '../database/client.ts';
import {
  type FenceKey,
  leaveFence,
  lockFence,
  renewFence,
  takeFence,
} from '../database/repositories/fences.ts';
import type { Logger } from '../platform/log.ts';
import { ProviderError } from '../providers/contract.ts';

/** As long as the engine needs to notice that a worker is gone, so that no retry waits for it in vain. */
const leaseMs = 12_000;
/** What a write may take on its way to the directory, and the database's clock may be ahead. */
const marginMs = 2_000;
const renewEveryMs = 2_500;
const askAgainMs = 500;

interface Instant {
  readonly monotonicMs: number;
  readonly wallMs: number;
}

const longAgo: Instant = { monotonicMs: 0, wallMs: 0 };
const now = (): Instant => ({ monotonicMs: performance.now(), wallMs: Date.now() });
/** The end of a lease that was asked for at this moment. */
const endOf = (asked: Instant): Instant => ({
  monotonicMs: asked.monotonicMs + leaseMs - marginMs,
  wallMs: asked.wallMs + leaseMs - marginMs,
});

export class Fence implements AsyncDisposable {
  private readonly db: Database;
  private readonly key: FenceKey;
  private readonly log: Logger;
  private readonly token = randomUUID();
  private readonly timer: NodeJS.Timeout;
  private until: Instant = longAgo;
  private closed = false;

  private constructor(db: Database, key: FenceKey, log: Logger) {
    this.db = db;
    this.key = key;
    this.log = log;
    this.timer = setInterval(() => {
      this.renew().catch((error: unknown) => {
        log.warn({ err: error, ...key }, 'the right to write could not be renewed');
      });
    }, renewEveryMs);
  }

  /**
   * Waits until no other try holds it.
   * @throws the signal's reason when the activity is cancelled meanwhile
   * @throws ApplicationFailure when the request has ended
   */
  static async take(db: Database, key: FenceKey, log: Logger, signal: AbortSignal): Promise<Fence> {
    const fence = new Fence(db, key, log);
    try {
      for (;;) {
        signal.throwIfAborted();
        const asked = now();
        const answer = await takeFence(db, key, fence.token, leaseMs);
        if (answer === 'closed') throw superseded();
        if (answer === 'taken') {
          fence.until = endOf(asked);
          return fence;
        }
        await sleep(askAgainMs);
      }
    } catch (error) {
      clearInterval(fence.timer);
      throw error;
    }
  }

  /** For the providers, right before each write. Never waits. */
  readonly check = (): void => {
    if (this.isLost) {
      throw new ProviderError(
        'provider.unavailable',
        'This try took too long and gave up its right to write.',
      );
    }
  };

  get isLost(): boolean {
    const { monotonicMs, wallMs } = now();
    return monotonicMs >= this.until.monotonicMs || wallMs >= this.until.wallMs;
  }

  /** @throws ApplicationFailure when another try has taken over */
  async confirm(): Promise<void> {
    await this.renew();
    if (this.isLost) throw superseded();
  }

  /** Inside the transaction that begins the journal. @throws ApplicationFailure */
  async lock(tx: Transaction): Promise<void> {
    if (!(await lockFence(tx, this.key, this.token))) throw superseded();
  }

  /** Nothing is to be written for this request in this store any more, by whomever. */
  close(): void {
    this.closed = true;
  }

  private async renew(): Promise<void> {
    const asked = now();
    const renewed = await renewFence(this.db, this.key, this.token, leaseMs);
    this.until = renewed ? endOf(asked) : longAgo;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.timer);
    try {
      await leaveFence(this.db, this.key, this.token, this.closed);
    } catch (error) {
      // The lease runs out by itself.
      this.log.warn({ err: error, ...this.key }, 'the right to write could not be given back');
    }
  }
}

/** Whatever this try found, the answer that counts is another's: nothing of it enters the timeline. */
export const superseded = (): ApplicationFailure =>
  ApplicationFailure.retryable('Another try has taken this change over.', 'internal');
