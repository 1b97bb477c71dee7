import type { ActionArgs } from '../contracts/ports.ts';
import { runChange, type ChangeOutcome } from '../change/run-change.ts';

/** Adds members to a group. */
export async function addMembers(args: ActionArgs): Promise<ChangeOutcome> {
  return runChange(args);
}
