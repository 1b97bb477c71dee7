/** What is kept of a sign-in while its browser is elsewhere: encrypted, for ten minutes, good for one return. */
import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  insertFlight,
  type SignInFlight,
  takeFlight,
} from '../activities/database/repositories/sign-in-flights.ts';
import { hashOf } from './plugins/session-store.ts';
import { ApiProblem } from './problem.ts';
import type { RouteDeps } from './route.ts';

const flightMs = 10 * 60_000;

const cookieOf = ({ config }: RouteDeps, kind: SignInFlight['kind']) => {
  const secure = config.publicUrl.protocol === 'https:';
  return {
    name: `${secure ? '__Host-' : ''}muster-${kind}`,
    options: { path: '/', httpOnly: true, secure, sameSite: 'strict' as const },
  };
};

export async function beginFlight(
  deps: RouteDeps,
  reply: FastifyReply,
  kind: SignInFlight['kind'],
  state: object,
): Promise<void> {
  const token = randomBytes(32).toString('base64url');
  const idHash = hashOf(token);
  const { keyId, ciphertext } = deps.keyRing.seal('secret', Buffer.from(JSON.stringify(state)), idHash);
  const expiresAt = new Date(deps.now().getTime() + flightMs);
  await insertFlight(deps.database.db, { idHash, kind, keyId, ciphertext, expiresAt });
  const { name, options } = cookieOf(deps, kind);
  reply.setCookie(name, token, { ...options, maxAge: flightMs / 1000 });
}

/** @throws ApiProblem `signin.restart` */
export async function endFlight(
  deps: RouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  kind: SignInFlight['kind'],
): Promise<unknown> {
  const { name, options } = cookieOf(deps, kind);
  const token = request.cookies[name];
  const idHash = token === undefined ? '' : hashOf(token);
  const flight = token === undefined ? null : await takeFlight(deps.database.db, idHash, kind, deps.now());
  if (flight === null)
    throw new ApiProblem('signin.restart', 'This sign-in is over or took too long. Begin it again.');
  reply.clearCookie(name, options);
  return JSON.parse(deps.keyRing.unseal('secret', flight, idHash).toString('utf8'));
}
