/** Signing in, in the order of access-and-approvals A4: store, credentials, account, role, session. */
import { nestedAmong } from '../activities/directory-index/visibility.ts';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { endLock } from '../activities/database/repositories/factor-challenges.ts';
import { getPortalByPath, listPortals } from '../activities/database/repositories/portals.ts';
import {
  beginAttempt,
  countAgainstAccount,
  forgetAccount,
  forgetAttempt,
  type SignInLimits,
} from '../activities/database/repositories/sign-in.ts';
import { getStore, type IdentityStore } from '../activities/database/repositories/stores.ts';
import { findRights } from '../activities/platform/actor-rights.ts';
import { fold } from '../activities/platform/fold.ts';
import {
  type Authentication,
  type Identity,
  isOut,
  storeVocabulary,
} from '../activities/platform/live-directory.ts';
import { type Client, type ClientType, portalClient, soleClient } from '../workflows/contracts/clients.ts';
import type { DirectoryObject } from '../workflows/contracts/directory.ts';
import type { ErrorCode } from '../workflows/contracts/errors.ts';
import { ApiProblem } from './problem.ts';
import type { RouteDeps } from './route.ts';
import type { SessionActor } from './session-actor.ts';
import { sessionRights, sessionStore } from './session-rights.ts';

export const signInLimits: SignInLimits = { windowMs: 10 * 60_000, perAccount: 10, perAddress: 50 };

/** Refusals are answered at multiples of this only, so that their time does not tell whether the account exists. */
const refusalMs = 600;

type SoleClientType = Exclude<ClientType, 'portal'>;

export interface Credentials {
  /** Path of the portal; any portal of the store when absent. */
  readonly portal?: string;
  /** What signs in, where it is no portal. */
  readonly client?: SoleClientType;
  readonly storeId: string;
  readonly loginName: string;
  readonly password: string;
}

/** @throws ApiProblem `signin.*`, `store.disabled`, `provider.*` */
export async function signIn(
  deps: RouteDeps,
  credentials: Credentials,
  address: string,
): Promise<SessionActor> {
  const startedAt = performance.now();
  try {
    return await attempt(deps, credentials, address);
  } catch (error) {
    if (
      error instanceof ApiProblem &&
      error.code.startsWith('signin.') &&
      error.code !== 'signin.throttled'
    ) {
      await sleep(refusalMs - ((performance.now() - startedAt) % refusalMs));
    }
    throw error;
  }
}

async function attempt(
  deps: RouteDeps,
  { portal, client: clientType, storeId, loginName, password }: Credentials,
  address: string,
): Promise<SessionActor> {
  const { db } = deps.database;
  const { store, client } = await openStore(deps, { portal, clientType, storeId });
  const accountHash = hashOf(storeId, 'login', plainLogin(loginName, store));
  const counted = await beginAttempt(db, { accountHash, address, at: deps.now() }, signInLimits);
  if (!counted.allowed) throw throttled(counted.retryAt, deps.now());
  let proof: Authentication;
  try {
    // An account locked under its other names looks like a wrong password here: that it is locked
    // would tell that both names exist and are one.
    proof = await deps.live.authenticate(storeId, loginName, password, (accountId) =>
      countAgainstAccount(
        db,
        { id: counted.id, objectHash: hashOf(storeId, 'account', accountId), at: deps.now() },
        signInLimits,
      ),
    );
  } catch (error) {
    // The directory did not decide, so this was no wrong guess.
    await forgetAttempt(db, counted.id);
    throw error;
  }
  if (!proof.ok) throw refusals[proof.failure]();
  await forgetAccount(db, { accountHash, objectHash: hashOf(storeId, 'account', proof.user.id) });
  await endLock(db, { storeId, id: proof.user.id });
  return actorOfUser(deps, store, { userId: proof.user.id, loginName, client });
}

export const throttled = (retryAt: Date, now: Date): ApiProblem =>
  new ApiProblem('signin.throttled', 'Too many sign-ins have failed. Wait some minutes, then try again.', {
    retryAfterSeconds: Math.max(1, Math.ceil((retryAt.getTime() - now.getTime()) / 1000)),
  });

const hashOf = (storeId: string, what: 'login' | 'account', name: string): string =>
  createHash('sha256').update(`${storeId}/${what}/${name}`).digest('hex');

/**
 * The spellings of a name that can be told alike without asking the directory, whether it exists or
 * not: case, accents, `DOMAIN\name` and `name@domain`. Names that only the directory can tell alike
 * meet at the account's own count.
 */
function plainLogin(loginName: string, { settings }: IdentityStore): string {
  const name = fold(loginName.slice(loginName.lastIndexOf('\\') + 1));
  const { domain } = settings;
  const suffix = typeof domain === 'string' ? `@${fold(domain)}` : '';
  return suffix.length > 1 && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
}

export async function openStore(
  deps: RouteDeps,
  {
    portal: portalPath,
    clientType,
    storeId,
  }: { portal: string | undefined; clientType: SoleClientType | undefined; storeId: string },
): Promise<{ store: IdentityStore; client: Client }> {
  const { db } = deps.database;
  if (portalPath !== undefined && clientType !== undefined) {
    throw ApiProblem.field('client', 'does not go with a portal; leave one of them out');
  }
  const [store, portals] = await Promise.all([
    getStore(db, storeId),
    portalPath === undefined ? listPortals(db) : getPortalByPath(db, portalPath).then((found) => [found]),
  ]);
  const offered = portals.some((portal) => portal?.stores.some(({ id }) => id === storeId));
  if (store === null || !offered) {
    throw ApiProblem.field('storeId', 'is not an identity store of this portal');
  }
  if (!store.enabled) {
    throw new ApiProblem(
      'store.disabled',
      'This identity store is disabled at the moment. Choose another one, or ask an administrator.',
    );
  }
  const [portal] = portals;
  const isPortal = portalPath !== undefined && portal !== null && portal !== undefined;
  return { store, client: isPortal ? portalClient(portal.id) : soleClient(clientType ?? 'api') };
}

/** Whose account and role is looked at; the login name as it was typed, null for the directory's own. */
type Wanted = Pick<SessionActor, 'userId' | 'client'> & { readonly loginName: string | null };

/**
 * The actor of somebody who has proven who they are.
 * @throws ApiProblem `signin.failed` (disabled or gone), `signin.locked`, `signin.expired`, `signin.no_role`
 */
export async function actorOfUser(
  deps: RouteDeps,
  store: IdentityStore,
  wanted: Wanted,
): Promise<SessionActor> {
  const identity = await deps.live.identify(store.id, wanted.userId);
  if (identity?.object.enabled !== true) throw refusals.disabled();
  if (identity.closed !== null) throw refusals[identity.closed]();
  return withRights(deps, store, identity, wanted);
}

/**
 * The actor of somebody for whom something runs, as a token: a lock-out does not stop it.
 * @throws ApiProblem `signin.failed` (disabled, expired or gone), `signin.no_role`
 */
export async function actorOfOwner(
  deps: RouteDeps,
  store: IdentityStore,
  wanted: Wanted,
): Promise<SessionActor> {
  const identity = await deps.live.identify(store.id, wanted.userId);
  if (identity === null || isOut(identity)) throw refusals.disabled();
  return withRights(deps, store, identity, wanted);
}

async function withRights(
  { database }: RouteDeps,
  store: IdentityStore,
  { object, groups }: Identity,
  { userId, loginName, client }: Wanted,
): Promise<SessionActor> {
  const found = await findRights(database.db, store, { ...object, groups }, client);
  if (found.rights === null) {
    throw new ApiProblem(
      'signin.no_role',
      'Your account holds no role here. Ask an administrator of the identity store.',
    );
  }
  return {
    storeId: store.id,
    storeKind: store.kind,
    userId,
    name: object.displayName,
    loginName: loginName ?? loginNameOf(store, object),
    client,
    ...sessionStore(store),
    ...sessionRights(found.rights, found.holder),
    nested: await nestedAmong(database.db, { storeId: store.id, id: userId }, found.holder.groups),
  };
}

function loginNameOf(store: IdentityStore, { attributes, displayName }: DirectoryObject): string {
  const { loginName, accountName } = storeVocabulary(store.kind);
  const [name] = [accountName, loginName].flatMap((one) =>
    one === undefined ? [] : (attributes[one] ?? []),
  );
  return name ?? displayName;
}

const refuse = (code: ErrorCode, message: string) => () => new ApiProblem(code, message);
/**
 * One answer for an unknown login, a wrong password, a disabled account and one that its directory refuses
 * unread because it is locked: it says to everybody what may be true of somebody.
 */
const wrong = refuse(
  'signin.failed',
  'The login name or the password is wrong, or the account is locked after too many wrong passwords. Try again, wait a while, or ask your help desk.',
);

const refusals = {
  wrong,
  disabled: wrong,
  locked: refuse('signin.locked', 'This account is locked. Wait, or ask your help desk to unlock it.'),
  expired: refuse('signin.expired', 'The password or the account has expired. Ask your help desk.'),
  mustChange: refuse(
    'signin.must_change',
    'The password must be changed first. Change it where you sign in to your computer, or ask your help desk.',
  ),
} as const;
