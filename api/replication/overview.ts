/** Where replication stands, store by store. */
import {
  listHeldObjects,
  listReplicationRuns,
  listStatus,
  listWaiting,
  type ReplicationStatus,
  type WaitingRemoval,
} from '../../activities/database/repositories/replication.ts';
import { listHealthFactors } from '../../activities/database/repositories/replication-health.ts';
import {
  getReplicationSettings,
  listRestoreNeeded,
} from '../../activities/database/repositories/replication-settings.ts';
import { type IdentityStore, listStores } from '../../activities/database/repositories/stores.ts';
import type { Db } from '../../activities/database/client.ts';
import { allowedRemovals, replicatedKinds } from '../../workflows/contracts/replication.ts';
import { nextRunAt } from './timetable.ts';

/** Names shown of what would be removed. */
const sampleSize = 10;
/** More do not run at once: three kinds of run for each store. */
const runningLimit = 1000;

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

export async function replicationOverview(db: Db, now: Date) {
  const [stores, status, waiting, running, settings, needed] = await Promise.all([
    listStores(db),
    listStatus(db),
    listWaiting(db),
    listReplicationRuns(db, { state: 'running', limit: runningLimit }),
    getReplicationSettings(db),
    listRestoreNeeded(db),
  ]);
  const held = await heldViews(db, waiting);
  const factors = await listHealthFactors(db, stores, now);
  return {
    stores: stores.map((store) => {
      const own = status.filter(({ storeId }) => storeId === store.id);
      const find = (run: ReplicationStatus['run'], kind: string) =>
        own.find((one) => one.run === run && one.kind === kind);
      const nextOf = (run: 'objects' | 'deleted', minutes: number) =>
        store.enabled ? nextRunAt(store.id, run, minutes, now).toISOString() : null;
      return {
        storeId: store.id,
        name: store.name,
        storeKind: store.kind,
        enabled: store.enabled,
        health: store.health,
        factors: (factors.get(store.id) ?? []).map((factor) => ({ ...factor })),
        lastReplicatedAt: iso(store.lastReplicatedAt),
        nextObjectsAt: nextOf('objects', settings.objectInterval),
        nextDeletedAt: nextOf('deleted', settings.deletedInterval),
        restoreNeeded: needed.has(store.id),
        running: running
          .filter(({ storeId }) => storeId === store.id)
          .map(({ run, workflowId, startedAt }) => ({
            run,
            operationId: workflowId,
            startedAt: startedAt.toISOString(),
          })),
        kinds: replicatedKinds[store.kind].map((kind) => ({
          kind,
          domain: domainOf(store),
          objects: statusView(find('objects', kind)),
          deleted: statusView(find('deleted', kind)),
        })),
        held: held.filter(({ storeId }) => storeId === store.id),
      };
    }),
  };
}

/** One store is one domain (docs/adr/0007); null where the kind of directory has no such name. */
function domainOf({ settings }: IdentityStore): string | null {
  const { domain, baseDns } = settings;
  const name: unknown = domain ?? (Array.isArray(baseDns) ? baseDns[0] : null);
  return typeof name === 'string' ? name : null;
}

const statusView = (status: ReplicationStatus | undefined) => ({
  outcome: status?.outcome ?? ('never' as const),
  reason:
    status?.outcome === 'failed' && status.problem !== null
      ? { code: status.problem.code, message: status.problem.message }
      : null,
  lastRunAt: iso(status?.lastRunAt ?? null),
  lastSuccessAt: iso(status?.lastSuccessAt ?? null),
  read: status?.read ?? 0,
  added: status?.added ?? 0,
  changed: status?.changed ?? 0,
  removed: status?.removed ?? 0,
  failures: status?.failures ?? 0,
});

export async function heldViews(db: Db, held: readonly WaitingRemoval[]) {
  const samples = await listHeldObjects(
    db,
    held.map(({ id }) => id),
    sampleSize,
  );
  return held.map(({ id, storeId, kind, state, count, known, createdAt }) => ({
    id,
    storeId,
    kind,
    state,
    count,
    known,
    allowed: allowedRemovals(known),
    sample: (samples.get(id) ?? []).map((object) => ({ id: object.id, name: object.name })),
    heldAt: createdAt.toISOString(),
  }));
}
