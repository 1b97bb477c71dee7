/** From what a person calls a day to instants, in the person's own zone. */
import type { RequestDate } from '../../app/search.ts';
import { dayMs } from '../../../../workflows/contracts/durations.ts';

/** How far the zone is ahead of UTC at an instant, in milliseconds. */
function aheadMs(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/** The first moment of the day that was so many days ago there. */
function startOfDay(daysAgo: number, timeZone: string, now: number): string {
  const there = now + aheadMs(now, timeZone);
  const midnight = Math.floor(there / dayMs) * dayMs - daysAgo * dayMs;
  // The offset of that midnight, which is another one when the clocks were changed since.
  const guess = midnight - aheadMs(midnight, timeZone);
  return new Date(midnight - aheadMs(guess, timeZone)).toISOString();
}

export interface DateRange {
  readonly createdFrom?: string;
  readonly createdBefore?: string;
}

export function rangeOf(date: RequestDate, timeZone: string, now = Date.now()): DateRange {
  const from = (daysAgo: number): DateRange => ({ createdFrom: startOfDay(daysAgo, timeZone, now) });
  switch (date) {
    case 'all':
      return {};
    case 'today':
      return from(0);
    case 'yesterday':
      return { ...from(1), createdBefore: startOfDay(0, timeZone, now) };
    case 'last7':
      return from(7);
    case 'last30':
      return from(30);
    case 'last90':
      return from(90);
  }
}
