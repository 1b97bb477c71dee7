import type { ActionArgs } from '../contracts/ports.ts';
import { runChange, type ChangeOutcome } from '../change/run-change.ts';

/** Deletes a group. */
export async function deleteGroup(args: ActionArgs): Promise<ChangeOutcome> {
  return runChange(args);
}
