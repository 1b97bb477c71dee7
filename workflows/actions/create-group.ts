import type { ActionArgs } from '../contracts/ports.ts';
import { runChange, type ChangeOutcome } from '../change/run-change.ts';

/** Creates a static group. */
export async function createGroup(args: ActionArgs): Promise<ChangeOutcome> {
  return runChange(args);
}
