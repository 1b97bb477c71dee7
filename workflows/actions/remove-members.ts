import type { ActionArgs } from '../contracts/ports.ts';
import { runChange, type ChangeOutcome } from '../change/run-change.ts';

/** Removes members from a group. */
export async function removeMembers(args: ActionArgs): Promise<ChangeOutcome> {
  return runChange(args);
}
