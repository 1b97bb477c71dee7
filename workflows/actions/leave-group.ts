import type { ActionArgs } from '../contracts/ports.ts';
import { runChange, type ChangeOutcome } from '../change/run-change.ts';

/** The actor leaves a group; its owners are asked where it is semi-private. */
export async function leaveGroup(args: ActionArgs): Promise<ChangeOutcome> {
  return runChange(args);
}
