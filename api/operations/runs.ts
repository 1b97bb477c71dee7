/** Runs as operators see them: what the engine knows beside what the request's row tells. */
import {
  listFailed,
  listHeld,
  listRequestsById,
  listWaitingMails,
} from '../../activities/database/repositories/operations.ts';
import { getExport } from '../../activities/database/repositories/exports.ts';
import { getRequest, type Request } from '../../activities/database/repositories/requests.ts';
import { actions } from '../../workflows/contracts/actions.ts';
import { parseWorkflowId, requestWorkflowId, type WorkflowRef } from '../../workflows/contracts/ids.ts';
import { badCursor, decodeCursor, encodeCursor, instantAndId, pageOf } from '../cursor.ts';
import type { DescribedRun, EngineRun } from '../engine/operations.ts';
import { ApiProblem } from '../problem.ts';
import type { RouteDeps } from '../route.ts';
import { seesAllStores } from '../reach.ts';
import type { SessionActor } from '../session-actor.ts';
import { attentionOf, permittedOn, type RunFacts } from './attention.ts';
import { listAttention } from './attention-list.ts';
import { inTurns } from './in-turns.ts';

export const runViews = ['attention', 'running', 'failed'] as const;
export type RunView = (typeof runViews)[number];

/** Runs beside the requests' own (replications, mails) that one page looks at. */
const othersPerPage = 50;
/** What carries out a request is found by its row; its approval is part of it. */
const ofRequests = [...actions, 'approval', 'replicationDue'];

export interface FoundRun extends RunFacts {
  readonly workflowId: string;
  readonly type: string;
  readonly storeId: string | null;
}

/** Which stores an operator sees: the own one; all of them with Manage Identity Store. */
export const storesOf = (actor: SessionActor): readonly string[] | null =>
  seesAllStores(actor) ? null : [actor.storeId];

/** One page of a view. Each page asks the engine about its own rows only, some at a time. */
export async function listRuns(
  deps: RouteDeps,
  actor: SessionActor,
  view: RunView,
  page: { readonly cursor: string | undefined; readonly limit: number },
): Promise<{ runs: readonly FoundRun[]; nextCursor: string | null }> {
  if (view === 'running') return listRunning(deps, actor, page);
  // Others are few; they stand on the first page.
  const others = page.cursor === undefined ? await listOthers(deps, actor, view) : [];
  if (view === 'attention') {
    const { runs, nextCursor } = await listAttention(deps, storesOf(actor), page);
    return { runs: [...others.filter((one) => attentionOf(one) !== null), ...runs], nextCursor };
  }
  const after = decodeCursor(page.cursor, 2);
  const rows = await listFailed(deps.database.db, {
    storeIds: storesOf(actor),
    after: after === null ? null : instantAndId(after[0] ?? '', after[1] ?? ''),
    limit: page.limit + 1,
  });
  const { rows: shown, nextCursor } = pageOf(rows, page.limit, (row) => [
    (row.finishedAt ?? row.createdAt).toISOString(),
    row.id,
  ]);
  return { runs: [...others, ...shown.map((request) => rowOf(request, null, deps.now()))], nextCursor };
}

async function listRunning(
  deps: RouteDeps,
  actor: SessionActor,
  { cursor, limit }: { readonly cursor: string | undefined; readonly limit: number },
): Promise<{ runs: readonly FoundRun[]; nextCursor: string | null }> {
  const [pageToken = null] = decodeCursor(cursor, 1) ?? [];
  if (pageToken !== null && !/^[\w-]+$/.test(pageToken)) throw badCursor();
  const page = await deps.engine.operations.list({
    which: 'running',
    types: { without: ['approval', 'replicationDue'] },
    storeId: storesOf(actor)?.[0] ?? null,
    limit,
    pageToken,
  });
  return {
    runs: await complete(deps, actor, page.runs),
    nextCursor: page.pageToken === null ? null : encodeCursor([page.pageToken]),
  };
}

async function listOthers(
  deps: RouteDeps,
  actor: SessionActor,
  view: 'attention' | 'failed',
): Promise<readonly FoundRun[]> {
  const { runs } = await deps.engine.operations.list({
    which: view === 'attention' ? 'running' : 'broken',
    types: { without: ofRequests },
    storeId: storesOf(actor)?.[0] ?? null,
    limit: othersPerPage,
    pageToken: null,
  });
  return complete(deps, actor, runs);
}

/** Adds the requests and, of what runs, the details; leaves out what belongs to other stores. */
async function complete(
  deps: RouteDeps,
  actor: SessionActor,
  runs: readonly EngineRun[],
): Promise<FoundRun[]> {
  const { db } = deps.database;
  const refs = runs.map(({ workflowId }) => parseWorkflowId(workflowId));
  const ids = [
    ...new Set(refs.flatMap((ref) => (ref !== null && 'requestId' in ref ? [ref.requestId] : []))),
  ];
  const [rows, held, mails] = await Promise.all([
    listRequestsById(db, ids),
    listHeld(db, ids),
    listWaitingMails(db, ids),
  ]);
  const requests = new Map(rows.map((row) => [row.id, row]));
  const found = await inTurns(runs, async (run) => {
    const ref = parseWorkflowId(run.workflowId);
    const requestId = ref !== null && 'requestId' in ref ? ref.requestId : '';
    const described =
      run.status === 'running' ? await deps.engine.operations.describe(run.workflowId) : undescribed(run);
    const request = requests.get(requestId) ?? null;
    return {
      workflowId: run.workflowId,
      type: run.type,
      storeId: await storeOf(deps, ref, request),
      request,
      run: described,
      held: held.has(requestId),
      mails: ref?.kind === 'notify' ? (mails.find((one) => one.requestId === requestId) ?? null) : null,
      now: deps.now(),
    };
  });
  return found.filter(({ storeId }) => sees(actor, storeId));
}

/** @throws ApiProblem `notFound` for a run nobody knows, or of a store one may not look at */
export async function findRun(deps: RouteDeps, actor: SessionActor, workflowId: string): Promise<FoundRun> {
  const ref = parseWorkflowId(workflowId);
  if (ref === null) throw notFound();
  const request = 'requestId' in ref ? await getRequest(deps.database.db, ref.requestId) : null;
  const storeId = await storeOf(deps, ref, request);
  if (!sees(actor, storeId)) throw notFound();
  const run = await deps.engine.operations.describe(workflowId);
  if (run === null) {
    if (request === null || ref.kind !== 'request') throw notFound();
    return rowOf(request, null, deps.now());
  }
  const [found] = await complete(deps, actor, [run]);
  if (found === undefined) throw notFound();
  return found;
}

/** Whose run it is: an operator sees those of their own stores. */
async function storeOf(
  deps: RouteDeps,
  ref: WorkflowRef | null,
  request: Request | null,
): Promise<string | null> {
  if (ref?.kind === 'replicate' || ref?.kind === 'lost-criteria') return ref.storeId;
  if (ref?.kind === 'export') return (await getExport(deps.database.db, ref.exportId))?.storeId ?? null;
  return request?.storeId ?? null;
}

const sees = (actor: SessionActor, storeId: string | null): boolean => {
  const stores = storesOf(actor);
  return stores === null || (storeId !== null && stores.includes(storeId));
};

const rowOf = (request: Request, run: DescribedRun | null, now: Date): FoundRun => ({
  workflowId: requestWorkflowId(request.id),
  type: request.action,
  storeId: request.storeId,
  request,
  run,
  held: false,
  mails: null,
  now,
});

const undescribed = (run: EngineRun): DescribedRun => ({ ...run, steps: [], task: null });

const notFound = (): ApiProblem => ApiProblem.notFound('workflow run');

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

/** @param storeNames by id */
export function runView(found: FoundRun, storeNames: ReadonlyMap<string, string>) {
  const { request, run, storeId } = found;
  const attention = attentionOf(found);
  const status = run?.status ?? (request?.finishedAt ? ('completed' as const) : ('unknown' as const));
  return {
    id: found.workflowId,
    runId: run?.runId ?? null,
    type: found.type,
    status,
    requestId: request?.id ?? null,
    requestState: request?.state ?? null,
    storeId,
    storeName: (storeId === null ? undefined : storeNames.get(storeId)) ?? null,
    actor:
      request === null
        ? null
        : { storeId: request.actorStoreId, id: request.actorId, name: request.actorName },
    target: { id: request?.targetId ?? null, name: request?.targetName ?? null },
    problem:
      request?.problem === null || request?.problem === undefined
        ? null
        : { code: request.problem.code, message: request.problem.message },
    startedAt: (run?.startedAt ?? request?.createdAt ?? found.now).toISOString(),
    endedAt: iso(run === null ? (request?.finishedAt ?? null) : run.endedAt),
    attention:
      attention === null
        ? null
        : {
            ...attention,
            since: attention.since.toISOString(),
            failedAt: iso(attention.failedAt),
            nextAttemptAt: iso(attention.nextAttemptAt),
          },
    writing: request?.applyStartedAt !== null && request !== null,
    may: permittedOn(found, attention),
  };
}
