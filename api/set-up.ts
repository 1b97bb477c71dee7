/** The first account of an installation: the code that opens the way, and what is made behind it. */
import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import type { Transaction } from '../activities/database/client.ts';
import { violatedUnique } from '../activities/database/errors.ts';
import { deleteSetUpCodes } from '../activities/database/repositories/installation.ts';
import {
  beginAttempt,
  forgetAttempt,
  type SignInLimits,
} from '../activities/database/repositories/sign-in.ts';
import { directoryFailure } from '../activities/platform/live-directory.ts';
import { hashWords } from '../activities/platform/random-words.ts';
import { proveSetUpCode } from '../activities/platform/set-up-code.ts';
import { setUpDirectory, SetUpRefused } from '../activities/platform/set-up-directory.ts';
import { AlreadySetUp, needsSetUp, setUp, type SetUpResult } from '../activities/platform/set-up.ts';
import { mergeConnection } from './connection-settings.ts';
import { ApiProblem } from './problem.ts';
import type { RouteDeps } from './route.ts';
import type { SetUpBody } from './schemas/set-up.ts';
import { healthOf, requireConnected } from './store-view.ts';

/** Wrong codes in ten minutes: of everybody together, and of one address. */
const limits: SignInLimits = { windowMs: 10 * 60_000, perAccount: 20, perAddress: 10 };
const attemptKey = hashWords('set-up');

/** @throws ApiProblem `setup.done`, `setup.code`, `signin.throttled`. @returns until when the code is good */
export async function requireCode(deps: RouteDeps, { ip }: FastifyRequest, code: string): Promise<Date> {
  const { db } = deps.database;
  if (!(await needsSetUp(db))) throw done();
  const now = deps.now();
  const counted = await beginAttempt(db, { accountHash: attemptKey, address: ip, at: now }, limits);
  if (!counted.allowed) {
    throw new ApiProblem(
      'signin.throttled',
      'Too many codes were wrong. Wait some minutes, then try again.',
      {
        retryAfterSeconds: Math.max(1, Math.ceil((counted.retryAt.getTime() - now.getTime()) / 1000)),
      },
    );
  }
  const proof = await proveSetUpCode(db, code, now);
  if (!proof.ok) throw refusedCode(proof.expired);
  await forgetAttempt(db, counted.id);
  return proof.expiresAt;
}

/**
 * Makes store, administrator and portal, and uses the code up with it; what is refused leaves it good.
 * @throws ApiProblem naming the field at fault
 */
export async function makeFirstAccount(
  deps: RouteDeps,
  wanted: Static<typeof SetUpBody>,
): Promise<SetUpResult> {
  // Once more inside: of two at once, one finds it used.
  const useUp = async (tx: Transaction) => {
    const proof = await proveSetUpCode(tx, wanted.code, deps.now());
    if (!proof.ok) throw refusedCode(proof.expired);
    await deleteSetUpCodes(tx);
  };
  try {
    return await (wanted.kind === 'local' ? inLocalStore : inOtherStore)(deps, wanted, useUp);
  } catch (error) {
    throw atItsField(error);
  }
}

type UseUp = (tx: Transaction) => Promise<void>;

function inLocalStore(deps: RouteDeps, wanted: Static<typeof SetUpBody>, useUp: UseUp): Promise<SetUpResult> {
  const { settings } = mergeConnection('local', wanted.settings, null);
  return setUp(
    { db: deps.database.db, providers: deps.providers },
    {
      storeName: wanted.storeName,
      loginName: wanted.loginName,
      displayName: wanted.displayName ?? wanted.loginName,
      password: wanted.password,
      domain: String(settings['domain']),
      portal: { name: wanted.portalName, path: wanted.portalPath },
    },
    useUp,
  );
}

async function inOtherStore(
  deps: RouteDeps,
  wanted: Static<typeof SetUpBody>,
  useUp: UseUp,
): Promise<SetUpResult> {
  const { groupId } = wanted;
  if (groupId === undefined) throw ApiProblem.field('groupId', 'must name the group of the administrators');
  const connection = mergeConnection(wanted.kind, wanted.settings, null);
  const test = await deps.live.test(connection, 'new');
  requireConnected(test);
  return setUpDirectory(
    { db: deps.database.db, providers: deps.providers, keyRing: deps.keyRing },
    {
      store: { name: wanted.storeName, kind: wanted.kind, settings: connection.settings, ...healthOf(test) },
      secrets: connection.secrets,
      loginName: wanted.loginName,
      password: wanted.password,
      groupId,
      portal: { name: wanted.portalName, path: wanted.portalPath },
    },
    useUp,
  );
}

const done = (cause?: unknown): ApiProblem =>
  new ApiProblem('setup.done', 'This installation is set up already. Sign in instead.', { cause });

function refusedCode(expired: boolean): ApiProblem {
  const message = expired
    ? 'This set-up code has expired. Start Muster again; the terminal shows a new one.'
    : 'This is not the set-up code. Copy it from the terminal in which Muster was started.';
  return new ApiProblem('setup.code', message, {
    fields: [
      {
        field: 'code',
        code: 'setup.code',
        message: expired ? 'has expired' : 'is not the one of the terminal',
      },
    ],
  });
}

/** The names of the form for what a local store calls otherwise. */
const fieldOf: Readonly<Record<string, string>> = {
  accountName: 'loginName',
  loginName: 'loginName',
  name: 'displayName',
  displayName: 'displayName',
  password: 'password',
};
const takenNames: Readonly<Record<string, string>> = {
  identity_stores_name_key: 'storeName',
  portals_name_key: 'portalName',
  portals_path_key: 'portalPath',
};

function atItsField(error: unknown): unknown {
  if (error instanceof AlreadySetUp) return done(error);
  if (error instanceof SetUpRefused) return atField(error.field, error.message, error);
  const taken = takenNames[violatedUnique(error) ?? ''];
  if (taken !== undefined)
    return ApiProblem.field(taken, 'is taken already; choose another one', 'name.taken');
  const failure = directoryFailure(error);
  const [field] = failure?.attributes.flatMap((name) => fieldOf[name] ?? []) ?? [];
  return failure === null || field === undefined ? error : atField(field, failure.message, error);
}

const atField = (field: string, message: string, cause: unknown): ApiProblem =>
  new ApiProblem('value.invalid', message, { fields: [{ field, code: 'value.invalid', message }], cause });
