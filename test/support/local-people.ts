/** People with passwords in the first local store of a running stack, as an administrator would have made them. */
import { join } from 'node:path';
import { connectDatabase } from '../../activities/database/client.ts';
import { indexObject } from '../../activities/database/repositories/directory-index.ts';
import { listStores } from '../../activities/database/repositories/stores.ts';
import { loadKeyRing } from '../../activities/platform/keyring.ts';
import { createLogger } from '../../activities/platform/log.ts';
import { createProviderPool } from '../../activities/platform/provider-pool.ts';
import type { Stack, StackServers } from './stack.ts';

export interface LocalPerson {
  readonly login: string;
  readonly displayName: string;
}

/** @returns the store's id and the people's object ids by login name */
export async function addLocalPeople(
  servers: StackServers,
  stack: Stack,
  people: readonly LocalPerson[],
  password: string,
): Promise<{ storeId: string; ids: ReadonlyMap<string, string> }> {
  await using database = connectDatabase(servers.databaseUrl, 2, () => undefined);
  await using providers = createProviderPool({
    db: database.db,
    keyRing: await loadKeyRing(join(stack.home, 'keys.json')),
    log: createLogger('test', 'silent'),
    embeddedDatabaseUrl: servers.databaseUrl,
  });
  const store = (await listStores(database.db)).find(({ kind }) => kind === 'local');
  if (store === undefined) throw new Error('The stack has no local store yet.');
  const provider = await providers.open(store.id);
  const ids = new Map<string, string>();
  for (const { login, displayName } of people) {
    const object = {
      kind: 'user' as const,
      container: null,
      attributes: {
        name: [displayName.slice(0, 64)],
        accountName: [login],
        displayName: [displayName],
        mail: [`${login}@example.org`],
      },
    };
    const user = await provider.create?.(object, (await provider.prepareCreate?.(object)) ?? {});
    if (user === undefined) throw new Error('This store creates no users.');
    await provider.setPassword?.(user, password, { mustChange: false });
    await provider.setEnabled?.(user, true);
    await indexObject(database.db, store.id, { ...user, enabled: true });
    ids.set(login, user.id);
  }
  return { storeId: store.id, ids };
}
