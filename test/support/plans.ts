/** The planner in the place of the whole workflow: a request ends with its plan, or with why there is none. */
import { planChange } from '../../activities/change/plan.ts';
import { RequestRefused } from '../../activities/change/refused.ts';
import { getRequest, setState } from '../../activities/database/repositories/requests.ts';
import { createLogger } from '../../activities/platform/log.ts';
import type { ProviderPool } from '../../activities/platform/provider-pool.ts';
import type { ApiTest } from './api.ts';

/** For the recording engine's `onStart`. What would be written ends as cancelled, with its plan. */
export function planning(api: ApiTest): (requestId: string) => Promise<void> {
  const { db } = api.database;
  const providers = { open: (storeId: string) => api.provider(storeId) } as unknown as ProviderPool;
  const log = createLogger('test', 'silent');
  return async (requestId) => {
    try {
      await planChange({ db, providers, log }, { requestId });
      const request = await getRequest(db, requestId);
      if (request?.dryRun !== true) await setState(db, requestId, 'cancelled');
    } catch (error) {
      if (!(error instanceof RequestRefused)) throw error;
      const { code, message, fields, permission } = error;
      const problem = { code, message, fields, ...(permission === null ? {} : { permission }) };
      await setState(db, requestId, 'failed', { problem });
    }
  };
}
