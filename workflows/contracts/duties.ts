/** Separation of duties: what nobody may hold together (access-and-approvals B2). */

export const dutyActions = ['warn', 'block', 'approval'] as const;
/** What happens when a change would give somebody both sides of a rule. */
export type DutyAction = (typeof dutyActions)[number];

/** One of the things on a side of a rule: a group with everybody in it at any depth, or who holds a role. */
export interface DutyEntry {
  readonly storeId: string;
  readonly kind: 'group' | 'role';
  /** Object id of the group, or id of the role. */
  readonly id: string;
}

export const mostDutyRules = 200;
export const mostDutyEntries = 50;
/** The longest an exception lasts. */
export const longestExceptionDays = 365;

/** One run of the scan; its row tells how it went. */
export interface ScanArgs {
  /** Who asked for it; null for the timetable. */
  readonly actorId: string | null;
}

/** Local activities: PostgreSQL only. */
export interface DutyRecordActivities {
  /** Notes the run; the same run is noted once. */
  beginScan(args: ScanArgs & { readonly runId: string }): Promise<{ readonly scanId: string }>;
  /** What it found takes the place of what was found before, or the run tells that it broke off. */
  endScan(args: {
    readonly scanId: string;
    readonly state: 'succeeded' | 'failed';
  }): Promise<{ readonly violations: number }>;
}

/** Run on the bulk queue. */
export interface DutyActivities {
  /** Finds who holds both sides of each rule, rule by rule and store by store; a second run writes the same. */
  findViolations(args: { readonly scanId: string }): Promise<void>;
}
