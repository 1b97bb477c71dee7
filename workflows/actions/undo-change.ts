import type { ActionArgs } from '../contracts/ports.ts';
import { runChange, type ChangeOutcome } from '../change/run-change.ts';

/** Reverts a membership or attribute change from its history entries. */
export async function undoChange(args: ActionArgs): Promise<ChangeOutcome> {
  return runChange(args);
}
