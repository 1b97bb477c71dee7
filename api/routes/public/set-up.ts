/**
 * The set-up of a new installation: open to whoever has the code that the terminal printed, and only
 * while nobody can administer Muster (access-and-approvals A2). Afterwards it answers 409.
 */
import { storeKindInfos } from '../../../activities/platform/live-directory.ts';
import type { SetUpResult } from '../../../activities/platform/set-up.ts';
import { mergeConnection } from '../../connection-settings.ts';
import type { App, RouteDeps } from '../../route.ts';
import { publicProblems } from '../../schemas/problem.ts';
import {
  CodeBody,
  FoundGroups,
  SetUpBody,
  SetUpDone,
  SetUpGroupsBody,
  SetUpOffer,
  SetUpTestBody,
} from '../../schemas/set-up.ts';
import { TestResult } from '../../schemas/stores.ts';
import { makeFirstAccount, requireCode } from '../../set-up.ts';
import { storeKindView, testView } from '../../store-view.ts';

const tags = ['Set-up'];
const refusals = [
  'setup.code',
  'setup.done',
  'signin.throttled',
  'body.tooLarge',
  'media.unsupported',
] as const;
const mostGroups = 20;

export function setUpRoutes(app: App, deps: RouteDeps): void {
  app.post(
    '/set-up/check',
    {
      schema: {
        operationId: 'checkSetUpCode',
        tags,
        summary: 'What may be set up; needs the code',
        body: CodeBody,
        response: { 200: SetUpOffer, ...publicProblems(...refusals) },
      },
    },
    async (request) => {
      const expiresAt = await requireCode(deps, request, request.body.code);
      return { expiresAt: expiresAt.toISOString(), storeKinds: storeKindInfos().map(storeKindView) };
    },
  );

  app.post(
    '/set-up/test',
    {
      schema: {
        operationId: 'testSetUpConnection',
        tags,
        summary: 'Test the connection to a directory before it is the first store',
        body: SetUpTestBody,
        response: { 200: TestResult, ...publicProblems(...refusals) },
      },
    },
    async (request) => {
      const { code, kind, settings } = request.body;
      await requireCode(deps, request, code);
      return testView(await deps.live.test(mergeConnection(kind, settings, null), 'new'));
    },
  );

  app.post(
    '/set-up/groups',
    {
      schema: {
        operationId: 'findSetUpGroups',
        tags,
        summary: 'Groups of a directory before it is the first store, by a part of their name',
        body: SetUpGroupsBody,
        response: { 200: FoundGroups, ...publicProblems(...refusals, 'provider.timeout') },
      },
    },
    async (request) => {
      const { code, kind, settings, search } = request.body;
      await requireCode(deps, request, code);
      const found = await deps.live.findGroups(
        mergeConnection(kind, settings, null),
        search.trim(),
        mostGroups,
      );
      return { items: found.map(({ id, displayName, path }) => ({ id, name: displayName, path })) };
    },
  );

  app.post(
    '/set-up',
    {
      schema: {
        operationId: 'setUp',
        tags,
        summary: 'Make the first identity store, administrator and portal; uses the code up',
        body: SetUpBody,
        response: {
          201: SetUpDone,
          ...publicProblems(
            ...refusals,
            'store.connect_failed',
            'name.taken',
            'object.exists',
            'provider.timeout',
          ),
        },
      },
    },
    async (request, reply) => {
      const { code, loginName, kind } = request.body;
      await requireCode(deps, request, code);
      const made = await makeFirstAccount(deps, request.body);
      request.log.info({ audit: 'set up', storeId: made.storeId, userId: made.userId }, 'Muster was set up');
      if (kind !== 'local') await startReplication(made);
      return reply.code(201).send({ storeId: made.storeId, portalPath: made.portalPath, loginName });
    },
  );

  /** Without it the directory is empty in the portal until an administrator reads it. */
  async function startReplication({ storeId, userId }: SetUpResult): Promise<void> {
    try {
      await deps.engine.startReplication('objects', { storeId, actorId: userId });
    } catch (error) {
      deps.log.warn({ err: error, storeId }, 'the first replication could not be started');
    }
  }
}
