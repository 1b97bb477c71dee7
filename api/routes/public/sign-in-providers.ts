/** Signing in without a password of the directory: OpenID providers and passkeys. */
import { goOn } from '../../factors/pending.ts';
import { openSession } from '../../open-session.ts';
import { leaveForProvider, returnFromProvider } from '../../openid.ts';
import { askForPasskey, signInByPasskey } from '../../passkey-sign-in.ts';
import type { App, RouteDeps } from '../../route.ts';
import { EmptyBody } from '../../schemas/factors.ts';
import { publicProblems } from '../../schemas/problem.ts';
import { SessionView } from '../../schemas/session.ts';
import {
  LeaveBody,
  LeaveView,
  PasskeyBody,
  PasskeyChallenge,
  ProviderParams,
  ReturnBody,
  ReturnedView,
} from '../../schemas/sign-in-providers.ts';

const tags = ['Sign-in'];
const bodyLimit = 65_536;
const refusals = [
  'signin.failed',
  'signin.no_role',
  'signin.restart',
  'store.disabled',
  'body.tooLarge',
  'media.unsupported',
  'provider.credentials',
  'provider.timeout',
] as const;

export function signInProviderRoutes(app: App, deps: RouteDeps): void {
  app.post(
    '/sign-in/openid/:providerId',
    {
      bodyLimit,
      schema: {
        operationId: 'leaveForProvider',
        tags,
        summary: 'Begin to sign in with an OpenID provider',
        params: ProviderParams,
        body: LeaveBody,
        response: {
          200: LeaveView,
          ...publicProblems(
            'notFound',
            'signin.provider',
            'store.disabled',
            'body.tooLarge',
            'media.unsupported',
          ),
        },
      },
    },
    async (request, reply) => ({
      url: await leaveForProvider(deps, reply, request.params.providerId, request.body),
    }),
  );

  app.post(
    '/sign-in/openid/return',
    {
      bodyLimit,
      schema: {
        operationId: 'returnFromProvider',
        tags,
        summary: 'Hand over what the OpenID provider sent the browser back with',
        body: ReturnBody,
        response: {
          201: ReturnedView,
          ...publicProblems(
            ...refusals,
            'notFound',
            'signin.refused',
            'signin.no_account',
            'signin.provider',
            'factor.unenrolled',
          ),
        },
      },
    },
    async (request, reply) => {
      const { actor, to, secondFactorDone, login } = await returnFromProvider(
        deps,
        request,
        reply,
        request.body.query,
      );
      const { session, pending } = secondFactorDone
        ? { session: await openSession(deps, request, reply, actor, { login }) }
        : await goOn(deps, request, reply, actor, login);
      return reply.code(201).send({ session: session ?? null, pending: pending ?? null, to });
    },
  );

  app.post(
    '/sign-in/passkey/challenge',
    {
      bodyLimit,
      schema: {
        operationId: 'askForPasskey',
        tags,
        summary: 'What a passkey has to sign',
        body: EmptyBody,
        response: { 200: PasskeyChallenge, ...publicProblems('body.tooLarge', 'media.unsupported') },
      },
    },
    async (_request, reply) => ({ webauthn: await askForPasskey(deps, reply) }),
  );

  app.post(
    '/sign-in/passkey',
    {
      bodyLimit,
      schema: {
        operationId: 'signInByPasskey',
        tags,
        summary: 'Sign in with a passkey; it counts as password and second factor',
        body: PasskeyBody,
        response: {
          201: SessionView,
          ...publicProblems(...refusals, 'factor.failed', 'factor.locked', 'signin.throttled'),
        },
      },
    },
    async (request, reply) => {
      const actor = await signInByPasskey(deps, request, reply, request.body);
      return reply.code(201).send(await openSession(deps, request, reply, actor));
    },
  );
}
