/** Writes a whole search result to a file, in the background. */
import { CancellationScope, isCancellation } from '@temporalio/workflow';
import { problemOf } from './change/problem.ts';
import type { ExportArgs } from './contracts/ports.ts';
import { exporting } from './proxies.ts';

/** Ends with the export's row telling how it ended, whatever happens. */
export async function exportSearch(args: ExportArgs): Promise<{ readonly rows: number }> {
  try {
    return await exporting.writeExport(args);
  } catch (error) {
    const cancelled = isCancellation(error);
    await CancellationScope.nonCancellable(() =>
      exporting.closeExport({
        ...args,
        state: cancelled ? 'cancelled' : 'failed',
        problem: cancelled ? null : problemOf(error),
      }),
    );
    throw error;
  }
}
