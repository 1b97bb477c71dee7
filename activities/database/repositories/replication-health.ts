/** How healthy a store is, from where its replication stands [stores-and-links S6]. */
import { and, eq, sql } from 'drizzle-orm';
import { allowedRemovals } from '../../../workflows/contracts/replication.ts';
import type { Db } from '../client.ts';
import { identityStores } from '../schema/stores.ts';
import { listStatus, listWaiting, type ReplicationStatus, type WaitingRemoval } from './replication.ts';
import type { IdentityStore } from './stores.ts';

export interface HealthFactor {
  readonly code: 'credentials' | 'overdue' | 'failed' | 'held';
  readonly message: string;
}

/** Everything that is wrong, each for itself. @param overdueMs how long a store may go without a success */
export function healthFactors(
  store: Pick<IdentityStore, 'pausedReason' | 'lastReplicatedAt' | 'createdAt' | 'enabled'>,
  status: readonly ReplicationStatus[],
  held: readonly WaitingRemoval[],
  { now, overdueMs }: { readonly now: Date; readonly overdueMs: number },
): HealthFactor[] {
  const factors: HealthFactor[] = [];
  if (store.pausedReason !== null) factors.push({ code: 'credentials', message: store.pausedReason });
  const since = store.lastReplicatedAt ?? store.createdAt;
  if (store.enabled && now.getTime() - since.getTime() > overdueMs)
    factors.push({ code: 'overdue', message: overdue });
  factors.push(...replicationFactors(status, held));
  return factors;
}

function replicationFactors(
  status: readonly ReplicationStatus[],
  held: readonly WaitingRemoval[],
): HealthFactor[] {
  const failed = new Set(
    status.flatMap(({ outcome, problem }) =>
      outcome === 'failed' ? [problem?.message ?? unknownFailure] : [],
    ),
  );
  return [
    ...[...failed].map((message) => ({ code: 'failed' as const, message })),
    ...held.map((one) => ({ code: 'held' as const, message: heldMessage(one) })),
  ];
}

const unknownFailure = 'The last replication failed; see the log of the worker.';
const overdue =
  'No replication has succeeded for twice the interval. Check that the worker and the workflow engine are running.';

const heldMessage = ({ kind, known, count }: WaitingRemoval): string =>
  `The directory shows far fewer objects than before: ${count} of ${known} ${kind}s would be removed, at most ${allowedRemovals(known)} may be. None of them was removed. Check the rights of the service account and the directory itself; then confirm or dismiss the removal.`;

/** Writes down how healthy the store is now. */
export async function refreshHealth(db: Db, storeId: string): Promise<void> {
  const [status, held] = await Promise.all([listStatus(db, storeId), listWaiting(db, storeId)]);
  const factors = replicationFactors(status, held);
  await db
    .update(identityStores)
    .set({
      health: factors.length > 0 ? 'errors' : 'healthy',
      healthMessage: factors.length > 0 ? factors.map(({ message }) => message).join(' ') : null,
    })
    .where(eq(identityStores.id, storeId));
}

/** Stores that went too long without a success; the next one ends it. */
export async function markOverdue(db: Db, overdueMs: number): Promise<void> {
  const since = sql`coalesce(${identityStores.lastReplicatedAt}, ${identityStores.createdAt})`;
  await db
    .update(identityStores)
    .set({ health: 'errors', healthMessage: overdue })
    .where(
      and(
        eq(identityStores.enabled, true),
        sql`${identityStores.health} <> 'errors'`,
        sql`${since} < now() - make_interval(secs => ${overdueMs / 1000})`,
      ),
    );
}
