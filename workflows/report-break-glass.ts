/** Tells the administrators of each store once a week what was done without approval (access-and-approvals B6). */
import { uuid4, workflowInfo } from '@temporalio/workflow';
import { notifyLater } from './change/notify.ts';
import { weekEndBefore } from './contracts/break-glass.ts';
import { breakGlassReports } from './proxies.ts';

/** A store whose directory is away delays its own report only. */
export async function reportBreakGlass(): Promise<{ readonly mails: number }> {
  const untilMs = weekEndBefore(workflowInfo().startTime.getTime());
  const { storeIds } = await breakGlassReports.findBreakGlassStores({ untilMs });
  const told = await Promise.all(
    storeIds.map(async (storeId) => {
      const reportId = uuid4();
      const { mails } = await breakGlassReports.queueBreakGlassReport({ storeId, reportId, untilMs });
      await notifyLater(reportId, 'break-glass-report', mails);
      return mails;
    }),
  );
  return { mails: told.reduce((sum, mails) => sum + mails, 0) };
}
