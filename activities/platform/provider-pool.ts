/**
 * Opens providers by store: settings and decrypted secrets in, a connected provider out. One
 * provider per store and version of its settings; an older one is closed when nobody asks for it.
 */
import type { Database } from '../database/client.ts';
import { getStore, type IdentityStore } from '../database/repositories/stores.ts';
import { type Provider, ProviderError } from '../providers/contract.ts';
import { manifestOf } from '../providers/registry.ts';
import type { Config } from './config.ts';
import type { KeyRing } from './keyring.ts';
import type { Logger } from './log.ts';
import { openSecrets } from './secrets.ts';

export interface ProviderPool extends AsyncDisposable {
  /**
   * The provider of an enabled store that is not paused.
   * @throws {ProviderError} `store.disabled`, `provider.credentials` (paused), `notFound`
   */
  open(storeId: string): Promise<Provider>;
  /** A provider of settings that are not stored (yet); the caller disposes it. */
  connect(store: Pick<IdentityStore, 'id' | 'kind' | 'settings'>, secrets: Readonly<Record<string, string>>): Provider;
}

export interface ProviderPoolDeps {
  readonly db: Database;
  readonly keyRing: KeyRing;
  readonly config: Pick<Config, 'databaseUrl'>;
  readonly log: Logger;
}

/** While paused, one try in this time may reach the directory, so that it heals by itself. */
const probeEveryMs = 60_000;

export function createProviderPool(deps: ProviderPoolDeps): ProviderPool {
  const { db, keyRing, config, log } = deps;
  const opened = new Map<string, { version: number; provider: Promise<Provider> }>();
  const probedAt = new Map<string, number>();

  const connect: ProviderPool['connect'] = (store, secrets) =>
    manifestOf(store.kind).connect(store.settings, {
      storeId: store.id,
      secrets,
      log: log.child({ storeId: store.id }),
      embeddedDatabaseUrl: config.databaseUrl,
    });

  const close = async (provider: Promise<Provider>) => {
    try {
      await (await provider)[Symbol.asyncDispose]();
    } catch (error) {
      log.warn({ err: error }, 'a provider did not close cleanly');
    }
  };

  return {
    connect,
    async open(storeId) {
      const store = await getStore(db, storeId);
      if (store === null) throw new ProviderError('notFound', 'This identity store does not exist any more.');
      if (!store.enabled) {
        throw new ProviderError('store.disabled', `The identity store ${store.name} is disabled. Ask an administrator to enable it.`);
      }
      if (store.pausedAt !== null && Date.now() - (probedAt.get(storeId) ?? store.pausedAt.getTime()) < probeEveryMs) {
        throw new ProviderError(
          'provider.credentials',
          `${store.name} refuses Muster's own credentials. An administrator has to correct them; the request goes on then.`,
        );
      }
      if (store.pausedAt !== null) probedAt.set(storeId, Date.now());
      const known = opened.get(storeId);
      if (known?.version === store.version) return known.provider;
      const provider = openSecrets(db, keyRing, storeId).then((secrets) => connect(store, secrets));
      opened.set(storeId, { version: store.version, provider });
      if (known !== undefined) void close(known.provider);
      try {
        return await provider;
      } catch (error) {
        opened.delete(storeId);
        throw error;
      }
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...opened.values()].map(({ provider }) => close(provider)));
    },
  };
}
