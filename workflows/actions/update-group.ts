import type { ActionArgs } from '../contracts/ports.ts';
import { runChange, type ChangeOutcome } from '../change/run-change.ts';

/** Changes a group's properties and owners. */
export async function updateGroup(args: ActionArgs): Promise<ChangeOutcome> {
  return runChange(args);
}
