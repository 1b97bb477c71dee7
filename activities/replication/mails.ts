/** Who is told of failing replications and of removals that wait: those named for it, and To and CC of the store's mail [stores-and-links R8]. */
import { and, eq, inArray } from 'drizzle-orm';
import type { Problem } from '../../workflows/contracts/errors.ts';
import type { ReplicationRun } from '../../workflows/contracts/ids.ts';
import type { Transaction } from '../database/client.ts';
import {
  listWaiting,
  type ReplicationStatus,
  type WaitingRemoval,
} from '../database/repositories/replication.ts';
import {
  getReplicationSettings,
  getStoreReplication,
} from '../database/repositories/replication-settings.ts';
import { getMailSettings } from '../database/repositories/mail-settings.ts';
import type { IdentityStore } from '../database/repositories/stores.ts';
import { heldRemovals } from '../database/schema/replication.ts';
import { queueEvent } from '../platform/mail-queue.ts';

interface Ended {
  readonly runId: string;
  readonly run: ReplicationRun;
  readonly problem: Problem | null;
  readonly kinds: readonly ReplicationStatus[];
}

/** Once per row of failures, and once per set of removals. The run stands where a request does: its mails go together. */
export async function queueReplicationMails(
  tx: Transaction,
  store: IdentityStore,
  { runId, problem, kinds }: Ended,
): Promise<void> {
  const settings = await getStoreReplication(tx, store.id);
  const mail = await getMailSettings(tx, store.id);
  // They get a copy of all of the store's mail anyway.
  const copied = new Set([...(mail?.toAddresses ?? []), ...(mail?.ccAddresses ?? [])].map(lower));
  const recipients = [...(settings?.alertTo ?? []), ...(settings?.alertCc ?? [])].filter(
    (address) => !copied.has(lower(address)),
  );
  const mails: { template: string; key: string; data: Record<string, string> }[] = [];
  const { errorThreshold } = await getReplicationSettings(tx);
  const failed = kinds.filter(({ failures }) => failures === errorThreshold);
  if (failed.length > 0) {
    mails.push({
      template: 'replicationFailed',
      key: `replicationFailed:${runId}`,
      data: {
        store: store.name,
        runs: String(errorThreshold),
        kinds: failed.map(({ kind }) => `${kind}s`).join(', '),
        reason: problem?.message ?? failed[0]?.problem?.message ?? '',
      },
    });
  }
  for (const held of await listWaiting(tx, store.id)) {
    if (held.runId !== runId || (await wasTold(tx, held))) continue;
    mails.push({
      template: 'replicationHeld',
      key: `replicationHeld:${held.id}`,
      data: {
        store: store.name,
        count: String(held.count),
        known: String(held.known),
        kinds: `${held.kind}s`,
      },
    });
  }
  // Addresses that somebody typed: nobody's language is known.
  const people = recipients.map((address) => ({ address, person: null, name: '' }));
  for (const { key, ...mail } of mails) {
    await queueEvent(tx, { ...mail, storeId: store.id, requestId: runId, event: key }, people);
  }
}

const lower = (address: string): string => address.toLowerCase();

/** The same set was held before, and dismissed or replaced since. */
async function wasTold(tx: Transaction, held: WaitingRemoval): Promise<boolean> {
  const same = and(
    eq(heldRemovals.storeId, held.storeId),
    eq(heldRemovals.kind, held.kind),
    eq(heldRemovals.fingerprint, held.fingerprint),
    inArray(heldRemovals.state, ['dismissed', 'over']),
  );
  return (await tx.$count(heldRemovals, same)) > 0;
}
