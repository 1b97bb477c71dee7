/**
 * Hears when a request has moved on: one listening database connection per process, which comes back
 * by itself. A notification is a hint only; whoever hears it reads the row. While the connection is
 * lost, waiters look by themselves.
 */
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from '../activities/platform/log.ts';

const channel = 'muster_request';
const reconnectMs = 1_000;
/** Without a notification a waiter looks this often: a lost one costs a second, not a timeout. */
const lookEveryMs = 1_000;

export class RequestListener implements AsyncDisposable {
  private readonly emitter = new EventEmitter().setMaxListeners(0);
  private readonly stopped = new AbortController();
  private readonly pool: pg.Pool;
  private readonly log: Logger;
  private client: pg.Client | null = null;
  private running: Promise<void> | null = null;

  constructor(pool: pg.Pool, log: Logger) {
    this.pool = pool;
    this.log = log;
  }

  start(): void {
    this.running ??= this.run();
  }

  /**
   * Calls `look` now and after each sign of life until it answers something, time is up, the caller
   * goes away or the process ends.
   * @returns null when it did not
   */
  async waitFor<T>(
    requestId: string,
    timeoutMs: number,
    look: () => Promise<T | null>,
    signal?: AbortSignal,
  ): Promise<T | null> {
    const end = Date.now() + timeoutMs;
    for (;;) {
      // Subscribed before looking, so that nothing falls between.
      const waiter = this.nextSign(requestId);
      try {
        const found = await look();
        if (found !== null) return found;
        const leftMs = end - Date.now();
        if (leftMs <= 0 || this.stopped.signal.aborted || signal?.aborted === true) return null;
        await waiter.wait(Math.min(leftMs, lookEveryMs), signal);
      } finally {
        waiter.stop();
      }
    }
  }

  /** True once the process is about to end: long answers should finish. */
  get closing(): boolean {
    return this.stopped.signal.aborted;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.stopped.abort();
    await this.client?.end().catch(() => undefined);
    await this.running;
  }

  private nextSign(requestId: string) {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const heard = () => {
      resolve(undefined);
    };
    this.emitter.once(requestId, heard);
    return {
      wait: async (timeoutMs: number, signal?: AbortSignal): Promise<void> => {
        const timer = new AbortController();
        const ends = [timer.signal, this.stopped.signal, ...(signal === undefined ? [] : [signal])];
        const timeout = sleep(timeoutMs, undefined, { signal: AbortSignal.any(ends) }).catch(() => undefined);
        await Promise.race([promise, timeout]);
        timer.abort();
      },
      stop: () => this.emitter.off(requestId, heard),
    };
  }

  private async run(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      try {
        await this.listenUntilLost();
      } catch (error) {
        if (this.closing) return;
        this.log.warn({ err: error }, 'the listening database connection was lost; it is made again');
      }
      await sleep(reconnectMs, undefined, { signal: this.stopped.signal }).catch(() => undefined);
    }
  }

  private async listenUntilLost(): Promise<void> {
    const client = new pg.Client({
      ...this.pool.options,
      application_name: 'muster-listen',
      keepAlive: true,
    });
    const lost = Promise.withResolvers<undefined>();
    client.on('error', lost.reject);
    client.on('end', () => {
      lost.resolve(undefined);
    });
    client.on('notification', ({ payload }) => {
      if (payload !== undefined) this.emitter.emit(payload);
    });
    this.client = client;
    try {
      await client.connect();
      if (this.closing) return;
      await client.query(`listen ${channel}`);
      await lost.promise;
    } finally {
      this.client = null;
      await client.end().catch(() => undefined);
    }
  }
}
