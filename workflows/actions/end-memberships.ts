import type { ActionArgs } from '../contracts/ports.ts';
import { runChange, type ChangeOutcome } from '../change/run-change.ts';

/** Muster itself ends memberships whose day has come. */
export async function endMemberships(args: ActionArgs): Promise<ChangeOutcome> {
  return runChange(args);
}
