/** The first administrator of a new installation: there is no built-in account (access-and-approvals A2). */
import { randomUUID } from 'node:crypto';
import type { Attributes, DirectoryObject } from '../../workflows/contracts/directory.ts';
import type { Database, Db, Transaction } from '../database/client.ts';
import { indexObject, setMembers } from '../database/repositories/directory-index.ts';
import { insertFirstAdministrator } from '../database/repositories/factor-settings.ts';
import { getDemo } from '../database/repositories/installation.ts';
import { insertPortal } from '../database/repositories/portals.ts';
import { insertRole, listAllRoles } from '../database/repositories/roles.ts';
import { type IdentityStore, insertStore } from '../database/repositories/stores.ts';
import { type NewObject, type Provider, ProviderError } from '../providers/contract.ts';
import { defaultRoles } from './default-roles.ts';
import type { ProviderPool } from './provider-pool.ts';
import { setUpLock } from './set-up-lock.ts';

export const minPasswordLength = 14;
const administratorsGroup = 'Muster Administrators';

export interface FirstAdministrator {
  readonly storeName: string;
  readonly loginName: string;
  readonly displayName: string;
  readonly password: string;
  /** Login names of the local store end in it. */
  readonly domain: string;
  readonly portal?: FirstPortal;
}

export interface FirstPortal {
  readonly name: string;
  readonly path: string;
}

const defaultPortal: FirstPortal = { name: 'Muster', path: 'main' };

export interface SetUpResult {
  readonly storeId: string;
  readonly userId: string;
  readonly groupId: string;
  readonly portalPath: string;
}

/** Somebody can administer this installation already. */
export class AlreadySetUp extends Error {
  override readonly name = 'AlreadySetUp';
  readonly code = 'setup.done';
  constructor() {
    super('This installation has an administrator already. Sign in as one to add others.');
  }
}

/** True while nobody can administer Muster: only then may a first administrator be made. */
export async function needsSetUp(db: Db): Promise<boolean> {
  const roles = await listAllRoles(db);
  const administered = roles.some(
    (role) =>
      (role.criteriaGroupId !== null || role.criteriaContainerId !== null) &&
      role.permissions.includes('Manage Security Roles'),
  );
  return !administered && (await getDemo(db)) === null;
}

/**
 * Does the first set-up: one at a time, all of it or nothing.
 * @throws {AlreadySetUp}
 */
export function firstSetUp<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.execute(setUpLock);
    if (!(await needsSetUp(tx))) throw new AlreadySetUp();
    return work(tx);
  });
}

/**
 * Makes a local store with its first administrator, the roles Administrator and User, and a portal.
 * One set-up at a time; one that fails half-way leaves no store behind and may be run again.
 * @param proven runs in the same transaction, before anything is made; what it throws ends the set-up
 * @throws {AlreadySetUp}, {ProviderError} `value.invalid` for a password or name the store refuses
 */
export async function setUp(
  { db, providers }: { readonly db: Database; readonly providers: ProviderPool },
  first: FirstAdministrator,
  proven: (tx: Transaction) => Promise<void> = () => Promise.resolve(),
): Promise<SetUpResult> {
  if (Array.from(first.password).length < minPasswordLength) {
    throw new ProviderError(
      'value.invalid',
      `The password must have at least ${minPasswordLength} characters.`,
      { attributes: ['password'] },
    );
  }
  return firstSetUp(db, async (tx) => {
    await proven(tx);
    const settings = { domain: first.domain, database: 'embedded', instanceId: randomUUID() };
    const store = await insertStore(tx, {
      name: first.storeName,
      kind: 'local',
      description: "Muster's own accounts",
      settings,
      administersAll: true,
    });
    await using provider = providers.connect(store, {});
    const { user, group } = await createAccount(provider, first);
    const portalPath = await openDoor(tx, store, group.id, first.portal);
    await indexObject(tx, store.id, user);
    await indexObject(tx, store.id, group);
    await setMembers(tx, store.id, group.id, { add: [user.id], remove: [] });
    await insertFirstAdministrator(tx, { storeId: store.id, id: user.id });
    return { storeId: store.id, userId: user.id, groupId: group.id, portalPath };
  });
}

/** The roles every store begins with, and a portal to sign in to. @returns the portal's path */
export async function openDoor(
  tx: Transaction,
  store: Pick<IdentityStore, 'id' | 'kind'>,
  administratorGroupId: string,
  { name, path }: FirstPortal = defaultPortal,
): Promise<string> {
  for (const role of defaultRoles(store, administratorGroupId)) await insertRole(tx, role);
  await insertPortal(tx, { name, path, supportEmail: null, helpUrl: null }, [store.id]);
  return path;
}

async function createAccount(
  provider: Provider,
  { loginName, displayName, password }: FirstAdministrator,
): Promise<{ user: DirectoryObject; group: DirectoryObject }> {
  const words = provider.vocabulary;
  const attributes = (pairs: readonly (readonly [string | undefined, string])[]): Attributes =>
    Object.fromEntries(pairs.flatMap(([name, value]) => (name === undefined ? [] : [[name, [value]]])));
  const user = await create(provider, {
    kind: 'user',
    container: null,
    attributes: attributes([
      [words.name, displayName],
      [words.accountName, loginName],
      [words.displayName, displayName],
    ]),
  });
  if (provider.setPassword === undefined || provider.setEnabled === undefined) {
    throw new ProviderError('operation.unsupported', 'This kind of store cannot keep the first account.');
  }
  await provider.setPassword(user, password, { mustChange: false });
  await provider.setEnabled(user, true);
  const group = await create(provider, {
    kind: 'group',
    container: null,
    attributes: attributes([
      [words.name, administratorsGroup],
      [words.accountName, administratorsGroup],
      [words.displayName, administratorsGroup],
      [words.description, 'Members administer Muster'],
      [words.groupCategory, provider.groupRules.defaultCategory],
      [words.groupScope, provider.groupRules.defaultScope],
      [words.owner, user.id],
      [words.member, user.id],
    ]),
  });
  return { user: { ...user, enabled: true }, group };
}

async function create(provider: Provider, object: NewObject): Promise<DirectoryObject> {
  if (provider.prepareCreate === undefined || provider.create === undefined) {
    throw new ProviderError('operation.unsupported', 'This kind of store cannot keep the first account.');
  }
  return provider.create(object, await provider.prepareCreate(object));
}
