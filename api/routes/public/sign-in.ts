import { listPortals } from '../../../activities/database/repositories/portals.ts';
import { getDemo } from '../../../activities/database/repositories/installation.ts';
import { demoSignIns, demoStores } from '../../../activities/platform/demo/organisation.ts';
import { needsSetUp } from '../../../activities/platform/set-up.ts';
import type { App, RouteDeps } from '../../route.ts';
import { publicProblems } from '../../schemas/problem.ts';
import { SessionView, SignInBody, SignInChoice } from '../../schemas/session.ts';
import { PendingView } from '../../schemas/factors.ts';
import { storeChoices } from '../../sign-in-choices.ts';
import { signIn } from '../../sign-in.ts';
import { goOn } from '../../factors/pending.ts';

const demoPeople = demoSignIns.map(({ store, account, what }) => ({
  storeId: demoStores[store].storeId,
  loginName: account,
  what,
}));

export function signInRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  app.get(
    '/sign-in',
    {
      schema: {
        operationId: 'listSignInChoices',
        tags: ['Sign-in'],
        summary: 'Portals and the stores one may sign in to',
        response: { 200: SignInChoice, ...publicProblems() },
      },
    },
    async () => {
      const portals = await listPortals(db);
      const isDemo = (await getDemo(db)) !== null;
      return {
        setUpNeeded: portals.length === 0 && (await needsSetUp(db)),
        demo: isDemo ? { people: demoPeople } : null,
        portals: await Promise.all(
          portals.map(async ({ id, name, path, supportEmail, helpUrl, stores }) => ({
            id,
            name,
            path,
            supportEmail,
            helpUrl,
            stores: await storeChoices(db, stores),
          })),
        ),
      };
    },
  );

  app.post(
    '/session',
    {
      // Nobody signs in with a body of this size.
      bodyLimit: 16_384,
      schema: {
        operationId: 'signIn',
        tags: ['Sign-in'],
        summary: 'Sign in with directory credentials',
        body: SignInBody,
        response: {
          201: SessionView,
          202: PendingView,
          ...publicProblems(
            'signin.failed',
            'signin.locked',
            'signin.expired',
            'signin.must_change',
            'signin.no_role',
            'signin.throttled',
            'factor.unenrolled',
            'store.disabled',
            'body.tooLarge',
            'media.unsupported',
            'operation.unsupported',
            'provider.credentials',
            'provider.timeout',
          ),
        },
      },
    },
    async (request, reply) => {
      const actor = await signIn(deps, request.body, request.ip);
      const { session, pending } = await goOn(deps, request, reply, actor);
      return session === undefined ? reply.code(202).send(pending) : reply.code(201).send(session);
    },
  );
}
