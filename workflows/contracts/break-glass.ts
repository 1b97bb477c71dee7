/** The weekly report of what was done without approval (access-and-approvals B6). */
import { dayMs } from './durations.ts';

interface Week {
  /** The week ends here; milliseconds since 1970. */
  readonly untilMs: number;
}

/** Run on the bulk queue. */
export interface BreakGlassActivities {
  /** The enabled stores in which something was done without approval in that week. */
  findBreakGlassStores(args: Week): Promise<{ readonly storeIds: readonly string[] }>;
  /**
   * Queues one mail for each administrator of the store, under the report's id. A second run of the same week queues
   * nothing twice.
   */
  queueBreakGlassReport(
    args: Week & { readonly storeId: string; readonly reportId: string },
  ): Promise<{ readonly mails: number }>;
}

/** Monday, midnight, UTC: 1970 began on a Thursday. */
const firstMondayMs = 4 * dayMs;
export const weekMs = 7 * dayMs;

/** The end of the last whole week before a moment. */
export const weekEndBefore = (nowMs: number): number =>
  Math.floor((nowMs - firstMondayMs) / weekMs) * weekMs + firstMondayMs;
