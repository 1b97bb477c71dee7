/** Signing in with a passkey alone: it counts as password and second factor [E9]. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { getFactorSettings } from '../activities/database/repositories/factor-settings.ts';
import { getFactorByCredential, markFactorUsed } from '../activities/database/repositories/factors.ts';
import { FactorRefused } from '../activities/platform/factors/contract.ts';
import { openFactor } from '../activities/platform/factors/seal.ts';
import { askForKey, credentialIdOf, proveByKey } from '../activities/platform/factors/webauthn.ts';
import { factorFailed, problemOfFactor } from './factors/problems.ts';
import { countedProof, countWrong } from './factors/proof.ts';
import { subjectOf } from './factors/subject.ts';
import { beginFlight, endFlight } from './flights.ts';
import { ApiProblem } from './problem.ts';
import type { RouteDeps } from './route.ts';
import type { SessionActor } from './session-actor.ts';
import { actorOfUser, openStore } from './sign-in.ts';

const unknown = (): ApiProblem =>
  new ApiProblem(
    'signin.failed',
    'This passkey is not known here. Sign in another way, then enrol it in your profile.',
  );

/** @returns options for the browser's WebAuthn call */
export async function askForPasskey(deps: RouteDeps, reply: FastifyReply): Promise<object> {
  const { shown, state } = await askForKey(deps.config.publicUrl, []);
  await beginFlight(deps, reply, 'passkey', state);
  return shown.webauthn ?? {};
}

/** @throws ApiProblem `signin.*`, `factor.*`, `store.disabled` */
export async function signInByPasskey(
  deps: RouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { portal, credential }: { readonly portal?: string | undefined; readonly credential: unknown },
): Promise<SessionActor> {
  const { db } = deps.database;
  const state = await endFlight(deps, request, reply, 'passkey');
  const credentialId = credentialIdOf(credential);
  const row = credentialId === null ? null : await getFactorByCredential(db, credentialId);
  if (row?.kind !== 'passkey') throw unknown();
  if (!(await getFactorSettings(db, row.storeId)).factors.includes('passkey')) throw unknown();
  const { store, client } = await openStore(deps, {
    portal,
    clientType: undefined,
    storeId: row.storeId,
  });
  const wanted = { userId: row.userId, loginName: null, client };
  const proof = await proveByKey(
    deps.config.publicUrl,
    openFactor(deps.keyRing, row),
    credential,
    state,
  ).catch(noProof);
  // What is with the account and its role is told to its owner alone: the signature comes first [A4].
  if (proof === null) {
    await countWrong(deps, { storeId: store.id, id: row.userId }, request.ip, async () => {
      const actor = await actorOfUser(deps, store, wanted);
      return (await subjectOf(deps, actor)).policy.lockout;
    });
    throw factorFailed();
  }
  const actor = await actorOfUser(deps, store, wanted);
  await countedProof(deps, await subjectOf(deps, actor), request.ip, () =>
    markFactorUsed(db, proof.id, proof.counter, deps.now()),
  );
  return actor;
}

function noProof(error: unknown): null {
  if (error instanceof FactorRefused && error.code === 'factor.failed') return null;
  throw problemOfFactor(error);
}
