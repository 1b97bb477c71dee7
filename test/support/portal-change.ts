/** A change of one object as a request's workflow makes it: applied to the directory, then recorded. */
import { randomUUID } from 'node:crypto';
import { applyChange } from '../../activities/change/apply.ts';
import { itemsOf } from '../../activities/change/draft.ts';
import { recordChange } from '../../activities/change/record.ts';
import type { Database } from '../../activities/database/client.ts';
import { saveChangeSet } from '../../activities/database/repositories/change-sets.ts';
import { insertRequest } from '../../activities/database/repositories/requests.ts';
import { createLogger } from '../../activities/platform/log.ts';
import type { ProviderPool } from '../../activities/platform/provider-pool.ts';
import type { Provider } from '../../activities/providers/contract.ts';
import type { PlannedChange } from '../../workflows/contracts/plan.ts';

export interface AppliedChange {
  /** The second half: history and index. */
  record(): Promise<void>;
}

/** @returns when it stands in the directory and in nothing else */
export async function applyPortalChange(
  db: Database,
  provider: Provider,
  change: PlannedChange,
): Promise<AppliedChange> {
  const { storeId, objectId } = change;
  const requestId = randomUUID();
  await insertRequest(db, {
    id: requestId,
    action: change.operation === 'delete' ? 'deleteGroup' : 'updateGroup',
    storeId,
    actorStoreId: storeId,
    actorId: randomUUID(),
    actorName: 'Somebody',
    input: {},
    inputHash: '',
    dryRun: false,
    targetId: objectId,
  });
  const items = itemsOf('Store', [change], new Map());
  await saveChangeSet(db, requestId, { changes: [change], items, warnings: [] });
  const providers: ProviderPool = {
    open: () => Promise.resolve(provider),
    connect: () => provider,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  const deps = { db, providers, log: createLogger('test', 'silent') };
  const { outcome } = await applyChange(deps, { requestId, storeId }, new AbortController().signal);
  if (outcome !== 'applied') throw new Error(`The change was ${outcome}.`);
  return {
    async record() {
      await recordChange({ db }, { requestId });
    },
  };
}
