/**
 * Full replication: reads every user, every group and each group's members into the index.
 *
 * Killed anywhere it can run again from the start: until the last step, one transaction, everything
 * stands in temporary tables. Memory follows the page, not the store.
 */
import { Context } from '@temporalio/activity';
import { CancelledFailure } from '@temporalio/common';
import type pg from 'pg';
import type { ReplicateArgs, ReplicationActivities } from '../../workflows/contracts/ports.ts';
import type { DatabaseConnection } from '../database/client.ts';
import { setStoreHealth } from '../database/repositories/stores.ts';
import type { Logger } from '../platform/log.ts';
import type { ProviderPool } from '../platform/provider-pool.ts';
import { type Provider, ProviderError } from '../providers/contract.ts';
import { mergeStaged } from './merge.ts';
import { Staging } from './staging.ts';

export interface ReplicationDeps {
  readonly database: DatabaseConnection;
  readonly providers: Pick<ProviderPool, 'open'>;
  readonly log: Logger;
}

const pageSize = 1000;
/** Groups whose members are read at once. */
const concurrentGroups = 4;
const beatEveryMs = 5_000;

export const createReplicationActivities = (deps: ReplicationDeps): ReplicationActivities => ({
  async replicateFully(args) {
    const { database, log } = deps;
    const client = await database.pool.connect();
    client.on('error', (error) => {
      log.warn({ err: error, storeId: args.storeId }, 'the connection of a replication was lost');
    });
    try {
      return await replicate(deps, args, client);
    } catch (error) {
      if (!(error instanceof CancelledFailure)) await noteFailure(deps, args.storeId, error);
      throw error;
    } finally {
      // The temporary tables end with the connection.
      client.release(true);
    }
  },
});

async function replicate(
  { providers, log }: ReplicationDeps,
  { storeId }: ReplicateArgs,
  client: pg.ClientBase,
): Promise<{ objects: number }> {
  const provider = await providers.open(storeId);
  const { rows } = await client.query<{ now: string }>('select clock_timestamp()::text as now');
  const startedAt = rows[0]?.now ?? '';
  const staging = await Staging.create(client, storeId);
  const objects = await stageObjects(provider, staging);
  await beating(() => staging.settle());
  const members = await stageMembers(provider, staging);
  await beating(() => mergeStaged(client, { storeId, startedAt }));
  log.info({ storeId, objects, members }, 'a store was replicated');
  return { objects };
}

/** Whatever can be a member: what the index does not know, nobody could see in a group, or take out of it. */
const replicatedKinds = ['user', 'group', 'contact', 'computer'] as const;

async function stageObjects(provider: Provider, staging: Staging): Promise<number> {
  let objects = 0;
  for await (const page of provider.search({ kinds: replicatedKinds, pageSize })) {
    await staging.addObjects(page.objects);
    objects += page.objects.length;
    progress({ objects });
  }
  return objects;
}

/** After the objects, so that no search waits open while thousands of groups are read. */
async function stageMembers(provider: Provider, staging: Staging): Promise<number> {
  let members = 0;
  const readGroup = async (groupId: string): Promise<void> => {
    try {
      for await (const page of provider.members({ kind: 'group', id: groupId }, pageSize)) {
        await staging.addMembers(page.map(({ id, readOnly }) => ({ groupId, memberId: id, readOnly })));
        members += page.length;
        progress({ members });
      }
    } catch (error) {
      if (!(error instanceof ProviderError) || error.code !== 'object.notFound') throw error;
      await staging.forget(groupId);
    }
  };
  for await (const ids of staging.groupIds(pageSize)) {
    const waiting = ids.values();
    const work = async (): Promise<void> => {
      for (const id of waiting) await readGroup(id);
    };
    await Promise.all(Array.from({ length: concurrentGroups }, work));
    progress({ members });
  }
  return members;
}

/** Shows life and hears whether the run is still wanted. */
function progress(details: Readonly<Record<string, number>>): void {
  const context = Context.current();
  context.heartbeat(details);
  context.cancellationSignal.throwIfAborted();
}

/** For steps inside PostgreSQL, which have no pages. */
async function beating<T>(work: () => Promise<T>): Promise<T> {
  const context = Context.current();
  const timer = setInterval(() => {
    context.heartbeat();
  }, beatEveryMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

async function noteFailure(
  { database, log }: ReplicationDeps,
  storeId: string,
  error: unknown,
): Promise<void> {
  const message =
    error instanceof ProviderError
      ? error.message
      : 'The last replication failed; see the log of the worker.';
  try {
    await setStoreHealth(database.db, storeId, 'errors', message);
  } catch (failure) {
    log.warn({ err: failure, storeId }, 'the health of a store could not be written');
  }
}
