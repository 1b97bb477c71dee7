/** Looks for everybody who holds both sides of a rule for separation of duties (access-and-approvals B2). */
import { CancellationScope, workflowInfo } from '@temporalio/workflow';
import type { ScanArgs } from './contracts/duties.ts';
import { duties, dutyRecords } from './proxies.ts';

/** Ends with the scan's row telling how it ended, whatever happens. */
export async function scanDuties(args: ScanArgs): Promise<{ readonly violations: number }> {
  const { scanId } = await dutyRecords.beginScan({ ...args, runId: workflowInfo().runId });
  try {
    await duties.findViolations({ scanId });
  } catch (error) {
    await CancellationScope.nonCancellable(() => dutyRecords.endScan({ scanId, state: 'failed' }));
    throw error;
  }
  return dutyRecords.endScan({ scanId, state: 'succeeded' });
}
