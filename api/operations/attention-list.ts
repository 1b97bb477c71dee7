/** What needs an operator: what outlived its request, what the read model suspects, and what broke while it waited for people. */
import {
  listHeld,
  listOpenSteps,
  listOver,
  listSuspects,
  listWaiting,
} from '../../activities/database/repositories/operations.ts';
import type { Request } from '../../activities/database/repositories/requests.ts';
import { actions } from '../../workflows/contracts/actions.ts';
import { approvalWorkflowId, parseWorkflowId, requestWorkflowId } from '../../workflows/contracts/ids.ts';
import { badCursor, decodeCursor, encodeCursor, instantAndId } from '../cursor.ts';
import type { EngineRun } from '../engine/operations.ts';
import type { RouteDeps } from '../route.ts';
import { attentionOf } from './attention.ts';
import { inTurns } from './in-turns.ts';
import type { FoundRun } from './runs.ts';

const parts = { suspects: listSuspects, waiting: listWaiting } as const;
type Part = keyof typeof parts;
const isPart = (text: string): text is Part => text in parts;

/** How far a page has been read. */
interface Place {
  readonly part: Part;
  readonly after: { readonly at: Date; readonly id: string } | null;
}

const perLook = 100;
/**
 * Only the engine knows whether a workflow's own code fails while the request waits for somebody, and
 * it has to be asked run by run: so many requests a page at most, however few of them need attention.
 */
const looksPerPage = 500;
/** Newest first; each is an id, so many are cheap. */
const runsLookedThrough = 1000;
/** A run ends with its request, or a moment later. */
const endsWithinMs = 15_000;

/** Of each request its own run, and those of the approvals that are open. */
export async function listAttention(
  deps: RouteDeps,
  storeIds: readonly string[] | null,
  page: { readonly cursor: string | undefined; readonly limit: number },
): Promise<{ runs: readonly FoundRun[]; nextCursor: string | null }> {
  const { db } = deps.database;
  const runs: FoundRun[] = page.cursor === undefined ? await overdue(deps, storeIds) : [];
  let looked = 0;
  let place: Place | null = placeOf(page.cursor);
  while (place !== null && runs.length < page.limit && looked < looksPerPage) {
    const part: Part = place.part;
    const after: Place['after'] = place.after;
    const requests: Request[] = await parts[part](db, { storeIds, after, limit: perLook });
    const found = await lookInto(deps, requests);
    let last: Place['after'] = after;
    for (const [index, request] of requests.entries()) {
      if (runs.length >= page.limit) break;
      runs.push(...(found[index] ?? []));
      last = { at: request.createdAt, id: request.id };
      looked += 1;
    }
    const isDone: boolean = requests.length < perLook && last?.id === (requests.at(-1)?.id ?? after?.id);
    place = !isDone ? { part, after: last } : part === 'suspects' ? { part: 'waiting', after: null } : null;
  }
  return { runs, nextCursor: place === null ? null : cursorOf(place) };
}

/** Runs that did not end with their request: what is told of it then, such as mails, waits. */
async function overdue(deps: RouteDeps, storeIds: readonly string[] | null): Promise<FoundRun[]> {
  const { operations } = deps.engine;
  const { runs } = await operations.list({
    which: 'running',
    types: { only: [...actions, 'approval'] },
    storeId: storeIds?.[0] ?? null,
    limit: runsLookedThrough,
    pageToken: null,
  });
  const idOf = ({ workflowId }: EngineRun): string => {
    const ref = parseWorkflowId(workflowId);
    return ref !== null && 'requestId' in ref ? ref.requestId : '';
  };
  const now = deps.now();
  const over = await listOver(deps.database.db, [...new Set(runs.map(idOf))], {
    storeIds,
    before: new Date(now.getTime() - endsWithinMs),
  });
  const requests = new Map(over.map((row) => [row.id, row]));
  const suspects = runs.flatMap((run) => {
    const request = requests.get(idOf(run));
    return request === undefined ? [] : [{ run, request }];
  });
  const found = await inTurns(suspects, async ({ run: { workflowId, type }, request }) => ({
    workflowId,
    type,
    storeId: request.storeId,
    request,
    run: await operations.describe(workflowId),
    held: false,
    mails: null,
    now,
  }));
  return found.filter((one) => attentionOf(one) !== null);
}

async function lookInto(deps: RouteDeps, requests: readonly Request[]): Promise<FoundRun[][]> {
  const ids = requests.map(({ id }) => id);
  const { db } = deps.database;
  const [held, steps] = await Promise.all([listHeld(db, ids), listOpenSteps(db, ids)]);
  const { operations } = deps.engine;
  return inTurns(requests, async (request) => {
    const facts = { storeId: request.storeId, request, mails: null, now: deps.now() };
    const ownId = requestWorkflowId(request.id);
    const own: FoundRun = {
      ...facts,
      workflowId: ownId,
      type: request.action,
      run: await operations.describe(ownId),
      held: held.has(request.id),
    };
    const found = [own];
    for (const { step } of steps.filter(({ requestId }) => requestId === request.id)) {
      const workflowId = approvalWorkflowId(request.id, step);
      const run = await operations.describe(workflowId);
      if (run !== null) found.push({ ...facts, workflowId, type: run.type, run, held: false });
    }
    return found.filter((one) => attentionOf(one) !== null);
  });
}

function placeOf(cursor: string | undefined): Place {
  const decoded = decodeCursor(cursor, 3);
  if (decoded === null) return { part: 'suspects', after: null };
  const [part = '', at = '', id = ''] = decoded;
  if (!isPart(part)) throw badCursor();
  return { part, after: at === '' && id === '' ? null : instantAndId(at, id) };
}

const cursorOf = ({ part, after }: Place): string =>
  encodeCursor([part, after?.at.toISOString() ?? '', after?.id ?? '']);
