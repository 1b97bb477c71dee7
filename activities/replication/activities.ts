/** The activities of replication: what reads a directory, for the bulk queue. */
import { Context } from '@temporalio/activity';
import { CancelledFailure } from '@temporalio/common';
import pg from 'pg';
import type { ObjectKind } from '../../workflows/contracts/directory.ts';
import { type Problem, recoveryOf } from '../../workflows/contracts/errors.ts';
import type {
  ReplicateKindsArgs,
  ReplicateKindsResult,
  ReplicationActivities,
} from '../../workflows/contracts/ports.ts';
import type { StoreKind } from '../../workflows/contracts/ids.ts';
import { replicatedKinds, storesListingPaths } from '../../workflows/contracts/replication.ts';
import type { DatabaseConnection } from '../database/client.ts';
import { getStoreReplication } from '../database/repositories/replication-settings.ts';
import { getStore, pauseStore } from '../database/repositories/stores.ts';
import { listIndexed } from '../directory-index/objects.ts';
import type { Logger } from '../platform/log.ts';
import type { ProviderPool } from '../platform/provider-pool.ts';
import { type Provider, ProviderError } from '../providers/contract.ts';
import { noteAbsentCriteria } from './absent-criteria.ts';
import { compareKind } from './compare-kind.ts';
import { beginKind, fail, type Place } from './marks.ts';
import { readKind } from './read-kind.ts';
import { readMembers } from './read-members.ts';
import { restoreStore } from './restore.ts';
import { beating, clockOf, holdStore, progress, type Session, writeBehind } from './session.ts';

export interface ReplicationDeps {
  readonly database: DatabaseConnection;
  readonly providers: Pick<ProviderPool, 'open'>;
  readonly log: Logger;
}

export function createReplicationActivities(deps: ReplicationDeps): ReplicationActivities {
  const restore = (args: ReplicateKindsArgs): Promise<ReplicateKindsResult> =>
    // It is swapped in as a whole: what one kind lacks, all lack.
    withStore(deps, 'objects', { ...args, kinds: null }, async (session, kinds, turn) => {
      await turn(kinds, () => restoreStore(session, kinds));
      await turn(kinds, () => noteAbsentCriteria(session));
    });
  return {
    replicateObjects: (args) =>
      withStore(deps, 'objects', args, async (session, kinds, turn) => {
        for (const kind of kinds) await turn([kind], () => readKind(session, kind));
        // Groups of earlier runs may wait too.
        if (kinds.includes('group')) await turn(['group'], () => readMembers(session));
      }),
    compareObjects: (args) =>
      withStore(deps, 'deleted', args, async (session, kinds, turn) => {
        for (const kind of kinds) await turn([kind], () => compareKind(session, kind));
        if (kinds.includes('group')) await turn(['group'], () => noteAbsentCriteria(session));
      }),
    restoreIndex: restore,
    async replicateFully({ storeId }) {
      const runId = Context.current().info.workflowExecution?.runId;
      if (runId === undefined) throw new Error('A replication belongs to a workflow.');
      await restore({ storeId, runId, kinds: null });
      return { objects: 0 };
    },
  };
}

/** Does the part of some kinds. When it fails they are noted with the reason, and the others go on. */
type Turn = (kinds: readonly ObjectKind[], work: () => Promise<void>) => Promise<void>;
type Work = (session: Session, kinds: readonly ObjectKind[], turn: Turn) => Promise<void>;

async function withStore(
  deps: ReplicationDeps,
  run: Place['run'],
  args: ReplicateKindsArgs,
  work: Work,
): Promise<ReplicateKindsResult> {
  const { database, log } = deps;
  const { storeId } = args;
  const store = await getStore(database.db, storeId);
  if (store === null) return { retry: [] };
  // Beside the pool: runs of many stores at once, each with one of its connections and in need of another, would all wait.
  const client = new pg.Client(database.pool.options);
  client.on('error', (error) => {
    log.warn({ err: error, storeId }, 'the connection of a replication was lost');
  });
  try {
    return await beating(async () => {
      await client.connect();
      await holdStore(client, storeId);
      await writeBehind(client);
      return await byKinds(
        deps,
        client,
        run,
        { ...args, storeKind: store.kind, kinds: args.kinds ?? replicatedKinds[store.kind] },
        work,
      );
    });
  } catch (error) {
    if (!(error instanceof CancelledFailure))
      log.warn({ err: error, storeId, run }, 'a replication broke off');
    throw error;
  } finally {
    // The temporary tables and the hold on the store end with the connection.
    await client.end();
  }
}

interface StoreArgs extends ReplicateKindsArgs {
  readonly storeKind: StoreKind;
  readonly kinds: readonly ObjectKind[];
}

async function byKinds(
  { database, providers, log }: ReplicationDeps,
  client: pg.ClientBase,
  run: Place['run'],
  { storeId, storeKind, runId, kinds }: StoreArgs,
  work: Work,
): Promise<ReplicateKindsResult> {
  const storeRun = { client, storeId, runId };
  const failed = new Map<ObjectKind, Problem>();
  const turn: Turn = async (some, part) => {
    // What failed for its objects needs no look at its members.
    if (some.some((kind) => failed.has(kind))) return;
    progress();
    try {
      await part();
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      const { code, message, detail } = error;
      log.warn({ storeId, run, kinds: some, code, detail }, message);
      if (recoveryOf(code) === 'pause') await pauseStore(database.db, storeId, message);
      for (const kind of some) {
        failed.set(kind, { code, message });
        await fail(storeRun, { run, kind }, { code, message });
      }
    }
  };
  for (const kind of kinds) await beginKind(storeRun, { run, kind });
  let provider: Provider | null = null;
  await turn(kinds, async () => {
    provider = await providers.open(storeId);
  });
  // Assigned in the turn, which the compiler does not follow.
  const opened = provider as Provider | null;
  if (opened !== null) {
    const settings = await getStoreReplication(database.db, storeId);
    const session: Session = {
      ...storeRun,
      beside: database.pool,
      provider: opened,
      listsPaths: storesListingPaths.includes(storeKind),
      now: await clockOf(client),
      chosen: settings?.attributes ?? null,
      attributesOf: (kind) => {
        const chosen = settings?.attributes?.[kind];
        const { memberCount } = opened;
        return kind !== 'group' || memberCount === undefined ? chosen : chosen?.concat(memberCount);
      },
      remembered: async (ids) => {
        const found = await listIndexed(database.db, storeId, ids);
        return new Map([...found].map(([id, { attributes }]) => [id, attributes]));
      },
    };
    await work(session, kinds, turn);
  }
  // Those that may do better a moment later.
  return { retry: [...failed].flatMap(([kind, { code }]) => (recoveryOf(code) === 'retry' ? [kind] : [])) };
}
