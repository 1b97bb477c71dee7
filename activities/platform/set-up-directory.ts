/** The first administrator from a directory that exists already: a person and a group of it. */
import type { StoreKind } from '../../workflows/contracts/ids.ts';
import type { Database, Transaction } from '../database/client.ts';
import { indexObject } from '../database/repositories/directory-index.ts';
import { insertFirstAdministrator } from '../database/repositories/factor-settings.ts';
import { insertStore, type NewStore } from '../database/repositories/stores.ts';
import { ProviderError, type SignInFailure } from '../providers/contract.ts';
import type { KeyRing } from './keyring.ts';
import type { ProviderPool } from './provider-pool.ts';
import { saveSecret } from './secrets.ts';
import { firstSetUp, openDoor, type FirstPortal, type SetUpResult } from './set-up.ts';

interface FirstDirectory {
  readonly store: Pick<NewStore, 'name' | 'settings' | 'health' | 'healthMessage' | 'directoryId'> & {
    readonly kind: StoreKind;
  };
  readonly secrets: Readonly<Record<string, string>>;
  readonly loginName: string;
  readonly password: string;
  /** Its members administer Muster; the person must be one, nested groups included. */
  readonly groupId: string;
  readonly portal: FirstPortal;
}

/** The directory does not back what was typed in one of the fields. */
export class SetUpRefused extends Error {
  override readonly name = 'SetUpRefused';
  readonly field: 'loginName' | 'password' | 'groupId';
  constructor(field: SetUpRefused['field'], message: string) {
    super(message);
    this.field = field;
  }
}

const failures: Readonly<Record<SignInFailure, string>> = {
  wrong: 'The directory does not accept this login name with this password.',
  disabled: 'This account is disabled. Give one that can sign in.',
  locked: 'This account is locked. Unlock it, or give another one.',
  expired: 'This account or its password has expired. Give one that can sign in.',
  mustChange: 'The password of this account must be changed first, where you sign in to your computer.',
};

/**
 * Connects a directory and lets the members of one of its groups administer Muster. Whoever sets it
 * up proves to be one of them, so that nobody is locked out.
 * @param proven runs in the same transaction, before anything is made; what it throws ends the set-up
 * @throws {SetUpRefused}, `AlreadySetUp`, `provider.*`, `operation.unsupported`
 */
export async function setUpDirectory(
  deps: { readonly db: Database; readonly providers: ProviderPool; readonly keyRing: KeyRing },
  first: FirstDirectory,
  proven: (tx: Transaction) => Promise<void>,
): Promise<SetUpResult> {
  const { store, secrets, groupId } = first;
  await using provider = deps.providers.connect(
    { id: 'new', kind: store.kind, settings: store.settings },
    secrets,
  );
  if (provider.authenticate === undefined) {
    throw new ProviderError(
      'operation.unsupported',
      'People sign in to this kind of directory by other means than a password. Begin with a local store or an Active Directory, and connect this one afterwards.',
    );
  }
  const proof = await provider.authenticate(first.loginName, first.password);
  if (!proof.ok) throw new SetUpRefused('password', failures[proof.failure]);
  const { user } = proof;
  if (!(await provider.effectiveGroups({ kind: 'user', id: user.id })).has(groupId)) {
    throw new SetUpRefused(
      'groupId',
      `${user.displayName} is not a member of this group and could not administer Muster. Choose a group that holds the person.`,
    );
  }
  return await firstSetUp(deps.db, async (tx) => {
    await proven(tx);
    const { id, kind } = await insertStore(tx, { ...store, description: '', administersAll: true });
    for (const [name, value] of Object.entries(secrets)) await saveSecret(tx, deps.keyRing, id, name, value);
    const portalPath = await openDoor(tx, { id, kind }, groupId, first.portal);
    await indexObject(tx, id, user);
    await insertFirstAdministrator(tx, { storeId: id, id: user.id });
    return { storeId: id, userId: user.id, groupId, portalPath };
  });
}
