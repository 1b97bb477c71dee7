import type { ActionArgs } from '../contracts/ports.ts';
import { runChange, type ChangeOutcome } from '../change/run-change.ts';

/** The actor joins a group; its owners are asked where it is semi-private. */
export async function joinGroup(args: ActionArgs): Promise<ChangeOutcome> {
  return runChange(args);
}
