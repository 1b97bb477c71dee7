/** When a membership is to end (access-and-approvals B5). */
import { dayMs } from '../../../workflows/contracts/durations.ts';
import type { PlanContext } from '../context.ts';
import { RequestRefused } from '../refused.ts';

const mostYears = 10;

/**
 * The end that was asked for, in the form it is kept in; null for none.
 * @throws `value.invalid` naming `until`: it is not ahead, or later than the role allows
 */
export function untilOf({ actor }: PlanContext, until: string | undefined): string | null {
  const { longestDays } = actor.policies.memberships;
  if (until === undefined) {
    if (longestDays === null) return null;
    throw refuse(`Your role gives memberships for at most ${days(longestDays)}. Say when this one ends.`);
  }
  const [end, now] = [new Date(until), new Date()];
  if (Number.isNaN(end.getTime()) || end <= now) throw refuse('A membership can only end at a time to come.');
  // The rest of the last day is not counted: people choose days.
  if (longestDays !== null && end.getTime() > now.getTime() + (longestDays + 1) * dayMs)
    throw refuse(`Your role gives memberships for at most ${days(longestDays)}. Choose an earlier end.`);
  if (end.getTime() > now.getTime() + mostYears * 366 * dayMs)
    throw refuse(
      `A membership with an end lasts ${mostYears} years at most. Leave the end out for one without.`,
    );
  return end.toISOString();
}

const refuse = (message: string) => RequestRefused.field('value.invalid', 'until', message);
const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);
