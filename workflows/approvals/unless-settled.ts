/** What a decision makes needless: it is stopped, and nobody waits for it. */
import { CancellationScope, condition } from '@temporalio/workflow';

/** @returns null where the step was settled before `work` had ended */
export async function unlessSettled<T>(isSettled: () => boolean, work: () => Promise<T>): Promise<T | null> {
  const scope = new CancellationScope();
  const working = scope.run(async () => {
    try {
      return await work();
    } catch (error) {
      if (isSettled()) return null;
      throw error;
    }
  });
  await Promise.race([working, condition(isSettled)]);
  if (isSettled()) scope.cancel();
  const done = await working;
  return isSettled() ? null : done;
}
