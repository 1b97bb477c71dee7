/** What the error interceptor tells the read model: retries people see, and stores that must pause. */
import type { Database } from '../database/client.ts';
import { getRequest, upsertEvent } from '../database/repositories/requests.ts';
import { pauseStore } from '../database/repositories/stores.ts';
import type { ActivityObserver } from './errors.ts';

/** The ids that activity arguments may carry. */
interface KnownArgs {
  readonly requestId?: string;
  readonly storeId?: string;
}

export const createObserver = (db: Database): ActivityObserver => ({
  async credentialsRefused([args], error) {
    const { storeId, requestId } = args as KnownArgs;
    const id = storeId ?? (requestId === undefined ? undefined : (await getRequest(db, requestId))?.storeId);
    if (id !== undefined) await pauseStore(db, id, error.message);
  },
  async willRetry([args], error, { attempt, sinceMs, nextTryMs }) {
    const { requestId } = args as KnownArgs;
    if (requestId === undefined) return;
    await upsertEvent(db, requestId, 'retrying', 'retrying', {
      code: error.code,
      message: error.message,
      attempt,
      since: new Date(sinceMs).toISOString(),
      ...(nextTryMs === null ? {} : { nextTryAt: new Date(nextTryMs).toISOString() }),
    });
  },
});
