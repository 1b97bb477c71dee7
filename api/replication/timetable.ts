/** When a store's replication is due: fixed instants, spread over the interval so that stores take turns. */
import { createHash } from 'node:crypto';

export const scheduledRuns = ['objects', 'deleted'] as const;
export type ScheduledRun = (typeof scheduledRuns)[number];

/** The same for a store and an interval at any time, in whole seconds. */
export function offsetMsOf(storeId: string, run: ScheduledRun, minutes: number): number {
  const number = createHash('sha256').update(`${storeId}:${run}`).digest().readUInt32BE(0);
  return (number % (minutes * 60)) * 1000;
}

/** A run that somebody asks for changes nothing about it. */
export function nextRunAt(storeId: string, run: ScheduledRun, minutes: number, now: Date): Date {
  const everyMs = minutes * 60_000;
  const offsetMs = offsetMsOf(storeId, run, minutes);
  return new Date(Math.floor((now.getTime() - offsetMs) / everyMs + 1) * everyMs + offsetMs);
}
