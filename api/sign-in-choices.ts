/** The ways into each store, as the sign-in page offers them [A1]. */
import type { Db } from '../activities/database/client.ts';
import { getFactorSettings } from '../activities/database/repositories/factor-settings.ts';
import {
  listOpenidProviders,
  type OpenidProvider,
} from '../activities/database/repositories/openid-providers.ts';
import type { BoundPortal } from '../activities/database/repositories/portals.ts';
import { takesPasswords } from '../activities/platform/live-directory.ts';

type PortalStore = BoundPortal['stores'][number];

/** The stores of a portal that one can sign in to at all. */
export async function storeChoices(db: Db, stores: readonly PortalStore[]) {
  const providers = await listOpenidProviders(db);
  const choices = await Promise.all(
    stores.filter(({ enabled }) => enabled).map((store) => choiceOf(db, store, providers)),
  );
  return choices.filter(
    ({ password, passkey, providers: elsewhere }) => password || passkey || elsewhere.length > 0,
  );
}

async function choiceOf(db: Db, { id, name, kind }: PortalStore, providers: readonly OpenidProvider[]) {
  return {
    id,
    name,
    password: takesPasswords(kind),
    passkey: (await getFactorSettings(db, id)).factors.includes('passkey'),
    providers: providers
      .filter((one) => one.storeId === id && one.enabled)
      .map((one) => ({ id: one.id, name: one.name })),
  };
}
