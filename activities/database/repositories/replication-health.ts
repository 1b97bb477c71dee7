/** How healthy a store is, from where its replication stands [stores-and-links S6]. */
import { and, eq, sql } from 'drizzle-orm';
import { allowedRemovals } from '../../../workflows/contracts/replication.ts';
import type { Db } from '../client.ts';
import { identityStores } from '../schema/stores.ts';
import { listStatus, listWaiting, type ReplicationStatus, type WaitingRemoval } from './replication.ts';
import { getReplicationSettings } from './replication-settings.ts';
import { getStore, type IdentityStore } from './stores.ts';

export interface HealthFactor {
  readonly code: 'credentials' | 'connection' | 'overdue' | 'failed' | 'held';
  readonly message: string;
}

/** How long a store may go without a success. @param minutes the interval of object runs */
const overdueMsOf = (minutes: number): number => 2 * minutes * 60_000;

type Store = Pick<
  IdentityStore,
  'id' | 'pausedReason' | 'lastReplicatedAt' | 'createdAt' | 'enabled' | 'health' | 'healthMessage'
>;

interface Standing {
  readonly status: readonly ReplicationStatus[];
  readonly held: readonly WaitingRemoval[];
  readonly now: Date;
  readonly overdueMs: number;
}

/** Everything that is wrong, each for itself. */
function healthFactors(store: Store, { status, held, now, overdueMs }: Standing): HealthFactor[] {
  const factors: HealthFactor[] = [];
  const seen = new Set<string>();
  const add = (code: HealthFactor['code'], message: string) => {
    // A refused account is why the runs failed, too: it is told once.
    if (!seen.has(message)) factors.push({ code, message });
    seen.add(message);
  };
  if (store.pausedReason !== null) add('credentials', store.pausedReason);
  const since = store.lastReplicatedAt ?? store.createdAt;
  if (store.enabled && now.getTime() - since.getTime() > overdueMs) add('overdue', overdue);
  for (const { outcome, problem } of status) {
    if (outcome === 'failed') add('failed', problem?.message ?? unknownFailure);
  }
  for (const one of held) add('held', heldMessage(one));
  return factors;
}

const unknownFailure = 'The last replication failed; see the log of the worker.';
const overdue =
  'No replication has succeeded for twice the interval. Check that the worker and the workflow engine are running.';

const heldMessage = ({ kind, known, count }: WaitingRemoval): string =>
  `The directory shows far fewer objects than before: ${count} of ${known} ${kind}s would be removed, at most ${allowedRemovals(known)} may be. None of them was removed. Check the rights of the service account and the directory itself; then confirm or dismiss the removal.`;

/** What is wrong with each of these stores, by store id. */
export async function listHealthFactors(
  db: Db,
  stores: readonly Store[],
  now: Date,
): Promise<ReadonlyMap<string, readonly HealthFactor[]>> {
  const found = await findFactors(db, stores, now);
  return new Map(
    stores.map(({ id, health, healthMessage }) => {
      const factors = found.get(id) ?? [];
      // A test of the connection failed since the last run, or before the first.
      const isTested = factors.length === 0 && health === 'errors' && healthMessage !== null;
      return [id, isTested ? [{ code: 'connection', message: healthMessage }] : factors];
    }),
  );
}

async function findFactors(
  db: Db,
  stores: readonly Store[],
  now: Date,
): Promise<ReadonlyMap<string, readonly HealthFactor[]>> {
  const [only] = stores;
  const storeId = stores.length === 1 ? only?.id : undefined;
  // One after the other: they may share a transaction.
  const status = await listStatus(db, storeId);
  const held = await listWaiting(db, storeId);
  const { objectInterval } = await getReplicationSettings(db);
  return new Map(
    stores.map((store) => [
      store.id,
      healthFactors(store, {
        status: status.filter((one) => one.storeId === store.id),
        held: held.filter((one) => one.storeId === store.id),
        now,
        overdueMs: overdueMsOf(objectInterval),
      }),
    ]),
  );
}

/** Writes down how healthy the store is now. */
export async function refreshHealth(db: Db, storeId: string): Promise<void> {
  const store = await getStore(db, storeId);
  if (store === null) return;
  const factors = (await findFactors(db, [store], new Date())).get(storeId) ?? [];
  await db
    .update(identityStores)
    .set({
      health: factors.length > 0 ? 'errors' : 'healthy',
      healthMessage: factors.length > 0 ? factors.map(({ message }) => message).join(' ') : null,
    })
    .where(eq(identityStores.id, storeId));
}

/** A connection worked: the pause ends. What else is wrong stays so until a run has shown otherwise. */
export async function resumeStore(db: Db, storeId: string): Promise<void> {
  await db
    .update(identityStores)
    .set({ pausedReason: null, pausedAt: null })
    .where(eq(identityStores.id, storeId));
  await refreshHealth(db, storeId);
}

/** Stores that went too long without a success; the next one ends it. */
export async function markOverdue(db: Db): Promise<void> {
  const { objectInterval } = await getReplicationSettings(db);
  const overdueMs = overdueMsOf(objectInterval);
  const since = sql`coalesce(${identityStores.lastReplicatedAt}, ${identityStores.createdAt})`;
  const late = await db
    .select({ id: identityStores.id })
    .from(identityStores)
    .where(
      and(
        eq(identityStores.enabled, true),
        sql`${identityStores.health} <> 'errors'`,
        sql`${since} < now() - make_interval(secs => ${overdueMs / 1000})`,
      ),
    );
  for (const { id } of late) await refreshHealth(db, id);
}
