/**
 * Open providers, one per store and version of its settings, shared by all who need the store.
 *
 * 1. A disabled store is refused with `store.disabled`.
 * 2. A paused store (its credentials were refused) is refused with `provider.credentials`; once a
 *    minute one caller among all processes may probe it, and a good probe ends the pause.
 * 3. Changed settings or secrets take effect at the next `open`: the provider of the older version
 *    is disposed.
 */
import type { Database } from '../database/client.ts';
import { resumeStore } from '../database/repositories/replication-health.ts';
import { claimProbe, getStore, type IdentityStore } from '../database/repositories/stores.ts';
import { type Provider, ProviderError } from '../providers/contract.ts';
import { providerOf, settingsMarked } from '../providers/registry.ts';
import type { KeyRing } from './keyring.ts';
import type { Logger } from './log.ts';
import { readSecrets } from './secrets.ts';
import { SharedSessions } from './shared-sessions.ts';

/** Between two tries of a store whose credentials are refused: never fast enough to lock the account. */
const probeEveryMs = 60_000;

export interface ProviderPool extends AsyncDisposable {
  /** @throws `store.disabled`, `provider.credentials`, `config.invalid`, `object.notFound` (no such store) */
  open(storeId: string): Promise<Provider>;
  /** A provider of settings that are not stored (yet). The caller disposes it. */
  connect(
    store: Pick<IdentityStore, 'id' | 'kind' | 'settings'>,
    secrets: Readonly<Record<string, string>>,
  ): Provider;
}

export interface ProviderPoolDeps {
  readonly db: Database;
  readonly keyRing: KeyRing;
  readonly log: Logger;
  /** Muster's own PostgreSQL server, where local directories may live and processes agree on sessions. */
  readonly embeddedDatabaseUrl: string;
}

interface Entry {
  readonly version: number;
  readonly provider: Promise<Provider>;
}

export function createProviderPool(deps: ProviderPoolDeps): ProviderPool {
  const { db, log } = deps;
  const entries = new Map<string, Entry>();

  const release = async (entry: Entry): Promise<void> => {
    try {
      const provider = await entry.provider;
      await provider[Symbol.asyncDispose]();
    } catch (error) {
      log.warn({ err: error }, 'a provider could not be closed');
    }
  };

  const entryOf = (store: IdentityStore): Entry => {
    const known = entries.get(store.id);
    if (known?.version === store.version) return known;
    if (known !== undefined && known.version > store.version) return known;
    const entry = {
      version: store.version,
      provider: readSecrets(db, deps.keyRing, store.id).then((secrets) => connect(deps, store, secrets)),
    };
    entries.set(store.id, entry);
    // A connection that cannot be made is not kept: its reason may be gone at the next try.
    entry.provider.catch(() => {
      if (entries.get(store.id) === entry) entries.delete(store.id);
    });
    if (known !== undefined) void release(known);
    return entry;
  };

  return {
    connect: (store, secrets) => connect(deps, store, secrets),
    async open(storeId) {
      const store = await getStore(db, storeId);
      if (store === null) {
        const known = entries.get(storeId);
        entries.delete(storeId);
        if (known !== undefined) void release(known);
        throw new ProviderError('object.notFound', 'This identity store does not exist any more.');
      }
      if (!store.enabled) {
        throw new ProviderError(
          'store.disabled',
          `The identity store ${store.name} is disabled. Ask an administrator to enable it.`,
        );
      }
      const { provider } = entryOf(store);
      if (store.pausedReason !== null) await probe(deps, store, await provider);
      return provider;
    },
    async [Symbol.asyncDispose]() {
      const all = [...entries.values()];
      entries.clear();
      await Promise.all(all.map(release));
    },
  };
}

async function probe({ db, log }: ProviderPoolDeps, store: IdentityStore, provider: Provider): Promise<void> {
  const paused = new ProviderError(
    'provider.credentials',
    `The directory refuses the credentials of the identity store ${store.name}. An administrator must enter new ones.`,
    { retryAfterMs: probeEveryMs },
  );
  if (!(await claimProbe(db, store.id, probeEveryMs))) throw paused;
  const report = await provider.check();
  if (!report.ok) throw paused;
  await resumeStore(db, store.id);
  log.info({ storeId: store.id }, 'the credentials of a paused identity store work again');
}

/** A provider gets the secrets its own settings name: a store keeps those of its other parts too, such as its mail server's. */
function connect(
  { log, embeddedDatabaseUrl }: ProviderPoolDeps,
  store: Pick<IdentityStore, 'id' | 'kind' | 'settings'>,
  secrets: Readonly<Record<string, string>>,
): Provider {
  const declared = settingsMarked(store.kind, 'secret');
  return providerOf(store.kind).connect(store.settings, {
    storeId: store.id,
    secrets: Object.fromEntries(Object.entries(secrets).filter(([name]) => declared.includes(name))),
    log: log.child({ storeId: store.id }),
    embeddedDatabaseUrl,
    sessions: (max) => new SharedSessions(embeddedDatabaseUrl, store.id, max, log),
  });
}
