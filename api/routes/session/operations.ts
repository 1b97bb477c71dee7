/** Operations: what runs, what is stuck and why, and setting it going again. */
import type { FastifyRequest } from 'fastify';
import { listLostCriteria } from '../../../activities/database/repositories/lost-criteria.ts';
import { listOperatorActions } from '../../../activities/database/repositories/operations.ts';
import { listStores } from '../../../activities/database/repositories/stores.ts';
import { isDryRun } from '../../dry-run.ts';
import { actOnRun } from '../../operations/act.ts';
import { engineHref } from '../../operations/engine-ui.ts';
import { findRun, listRuns, runView, storesOf } from '../../operations/runs.ts';
import { storyView } from '../../operations/story-view.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, Query } from '../../schemas/common.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import { NoBody } from '../../schemas/requests.ts';
import { ListRunsQuery, RunDetail, RunList, RunParams } from '../../schemas/runs.ts';
import { actorOf } from '../../session-actor.ts';

const defaultLimit = 25;
const base = { tags: ['Operations'], 'x-permission': 'Manage All Requests' as const };

export function operationRoutes(app: App, deps: RouteDeps): void {
  const storeNames = async (): Promise<ReadonlyMap<string, string>> =>
    new Map((await listStores(deps.database.db)).map(({ id, name }) => [id, name]));

  const detailOf = async (httpRequest: FastifyRequest, workflowId: string) => {
    const found = await findRun(deps, actorOf(httpRequest), workflowId);
    const [names, operated, story] = await Promise.all([
      storeNames(),
      listOperatorActions(deps.database.db, workflowId),
      found.run === null ? { lines: [], whole: true } : deps.engine.operations.story(found.run),
    ]);
    return {
      ...runView(found, names),
      story: storyView(found, story.lines, operated),
      whole: story.whole,
      operated: operated.map(({ action, actorName, at, outcome, reason }) => ({
        act: action,
        by: actorName,
        at: at.toISOString(),
        outcome,
        reason,
      })),
      engineHref: engineHref(deps, actorOf(httpRequest), found.run),
    };
  };

  app.get(
    '/operations/runs',
    {
      schema: {
        ...base,
        operationId: 'listRuns',
        summary: 'Workflow runs: those that need attention, those that run, or those that failed lately',
        querystring: ListRunsQuery,
        response: { 200: RunList, ...readProblems() },
      },
    },
    async (request) => {
      const { view = 'attention', cursor, limit = defaultLimit } = request.query;
      const isFirst = view === 'attention' && cursor === undefined;
      const [{ runs, nextCursor }, names, lost] = await Promise.all([
        listRuns(deps, actorOf(request), view, { cursor, limit }),
        storeNames(),
        isFirst ? listLostCriteria(deps.database.db, storesOf(actorOf(request))) : [],
      ]);
      return {
        items: runs.map((run) => runView(run, names)),
        nextCursor,
        lostCriteria: lost.map(({ lostAt, ...one }) => ({ ...one, lostAt: lostAt.toISOString() })),
      };
    },
  );

  app.get(
    '/operations/runs/:workflowId',
    {
      schema: {
        ...base,
        operationId: 'getRun',
        summary: 'One run with its story',
        params: RunParams,
        response: { 200: RunDetail, ...readProblems('notFound') },
      },
    },
    (request) => detailOf(request, request.params.workflowId),
  );

  for (const [act, summary] of [
    ['retry', 'Try what fails again at once'],
    ['skip', 'Leave out what cannot be done; the rest stays as it is'],
    ['cancel', 'End a run before anything is written'],
  ] as const) {
    app.post(
      `/operations/runs/:workflowId/${act}`,
      {
        schema: {
          ...base,
          operationId: `${act}Run`,
          summary,
          params: RunParams,
          querystring: Query(DryRun),
          body: NoBody,
          response: {
            200: RunDetail,
            ...writeProblems('notFound', 'object.state', 'request.decided', 'request.tooLate'),
          },
        },
      },
      async (request) => {
        await actOnRun(deps, actorOf(request), request.params.workflowId, act, isDryRun(request));
        return detailOf(request, request.params.workflowId);
      },
    );
  }
}
