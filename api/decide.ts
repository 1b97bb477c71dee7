/** Taking one person's decision on one request: written down first, then sent as a Temporal Update. */
import { v5 as uuidv5 } from 'uuid';
import {
  type DecisionRow,
  getDecision,
  saveDecision,
} from '../activities/database/repositories/approvals.ts';
import type { Db } from '../activities/database/client.ts';
import { getRequest, listEvents, type Request } from '../activities/database/repositories/requests.ts';
import { isErrorCode } from '../workflows/contracts/errors.ts';
import type { Decision } from '../workflows/contracts/requests.ts';
import { keyReused } from './actions.ts';
import { requireStanding } from './delegations/standing.ts';
import { ApiProblem, denied } from './problem.ts';
import { accessRequest, type RequestAccess, requireDecider } from './request-access.ts';
import type { RouteDeps } from './route.ts';
import { may, type SessionActor } from './session-actor.ts';
import { inWords, settledProblem } from './settled-problem.ts';

/** Constant for ever: it decides which repeats are the same decision. */
const decisionNamespace = '3d2c1f7a-8a4e-4b0c-9a55-0f6a7be2c9d4';

export interface Wish {
  readonly decision: Decision;
  readonly comment: string | null;
}

/** What a decision would do, in a dry run. */
export interface ForeseenStep {
  readonly step: number;
  readonly state: 'approved' | 'denied';
  /** Nobody else has to decide after it. */
  readonly last: boolean;
}

/** The request as the decision left it, or would leave it. */
export interface Decided {
  readonly request: Request;
  readonly foreseen?: ForeseenStep;
  /** Why the decision does not count yet, in words: it is kept. */
  readonly kept?: string;
}

/**
 * The same key of the same person is the same decision on this request, however often it is sent.
 * @param askedIn the one step it is about, where the person is asked; the open one of theirs when absent
 * @param dryRun tells what would come of it, and takes no decision
 * @throws ApiProblem `request.notFound`, `request.decided`, `request.key_reused`, `permission.denied`,
 * `engine.unavailable` (it may still count)
 */
export async function decideRequest(
  deps: Pick<RouteDeps, 'database' | 'engine' | 'live'>,
  actor: SessionActor,
  key: string,
  requestId: string,
  wish: Wish,
  { askedIn, dryRun = false }: { readonly askedIn?: number; readonly dryRun?: boolean } = {},
): Promise<Decided> {
  const { database, engine } = deps;
  const { db } = database;
  // A program decides only where its token says so (W11).
  if (actor.token !== undefined && !may(actor, 'Manage All Requests')) throw denied('Manage All Requests');
  const id = decisionIdOf(actor, requestId, key);
  const access = await accessRequest(db, actor, requestId);
  const known = await getDecision(db, id);
  if (known !== null) requireSame(known, wish);
  // The answer to the first try was lost or late: it counts, and this is what came of it.
  if (access.approvals.some(({ decisionId }) => decisionId === id)) return { request: access.request };
  const open =
    askedIn === undefined
      ? access.openStep
      : (access.approvals.find(({ step, state }) => step === askedIn && state === 'open') ?? null);
  if (open === null) throw await settledProblem(db, requestId);
  // Looked at once more where the decision is recorded.
  const { step, decidedAs, onBehalfOf } = requireDecider(access, open);
  if (onBehalfOf !== null) await requireStanding(deps, actor.storeId, onBehalfOf);
  if (dryRun) return foresee(access, step, wish);
  const saved = await saveDecision(db, {
    id,
    requestId,
    step,
    decision: wish.decision,
    deciderStoreId: actor.storeId,
    deciderId: actor.userId,
    deciderName: actor.name,
    decidedAs,
    administers: access.administers && !access.isRequester,
    onBehalfOfId: onBehalfOf?.id ?? null,
    onBehalfOfName: onBehalfOf?.name ?? null,
    comment: wish.comment,
  });
  requireSame(saved, wish);
  try {
    await engine.decide(requestId, saved.step, { decisionId: id, decision: wish.decision });
  } catch (error) {
    if (!(await waitsForDirectory(db, saved, error))) throw await inWords(db, requestId, error);
    return { request: (await getRequest(db, requestId)) ?? access.request, kept };
  }
  return { request: (await getRequest(db, requestId)) ?? access.request };
}

const kept =
  'The directory does not say at the moment whether you answer for this still. Your decision is kept and counts as soon as it does; you need not send it again.';

/** An owner's or manager's decision waits while the directory cannot say whether they are one still, and is taken or refused after that. */
async function waitsForDirectory(
  db: Db,
  { requestId, createdAt }: DecisionRow,
  error: unknown,
): Promise<boolean> {
  if (!(error instanceof ApiProblem) || error.code !== 'engine.unavailable') return false;
  const last = (await listEvents(db, requestId)).findLast(({ kind }) => kind === 'retrying');
  const { code } = last?.data ?? {};
  return last !== undefined && last.at >= createdAt && isErrorCode(code) && code.startsWith('provider.');
}

/** As the workflow goes on: the first denial ends the request, and the last approval carries it out. */
function foresee({ request, approvals }: RequestAccess, step: number, { decision }: Wish): Decided {
  const isDenied = decision === 'deny';
  const waits = approvals.some(
    (other) => other.step !== step && (other.state === 'open' || other.state === 'planned'),
  );
  return {
    request: { ...request, state: isDenied ? 'denied' : waits ? 'pending' : 'running' },
    foreseen: { step, state: isDenied ? 'denied' : 'approved', last: isDenied || !waits },
  };
}

const decisionIdOf = (actor: SessionActor, requestId: string, key: string): string =>
  uuidv5(`${requestId}/${actor.storeId}/${actor.userId}/${key}`, decisionNamespace);

/** @throws ApiProblem `request.key_reused` */
function requireSame(known: DecisionRow, sent: Wish): void {
  if (known.decision !== sent.decision || known.comment !== sent.comment) throw keyReused();
}
