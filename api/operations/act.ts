/** What an operator may do to a run. Each act is written down before it is done, with who did it. */
import {
  insertOperatorAction,
  makeMailsDue,
  type OperatorAction,
  settleOperatorAction,
} from '../../activities/database/repositories/operations.ts';
import { appendEvent } from '../../activities/database/repositories/requests.ts';
import { parseWorkflowId } from '../../workflows/contracts/ids.ts';
import { handOver } from '../actions.ts';
import { ApiProblem } from '../problem.ts';
import type { RouteDeps } from '../route.ts';
import type { SessionActor } from '../session-actor.ts';
import { attentionOf, isFailing, isStoppable, permittedOn } from './attention.ts';
import { findRun, type FoundRun } from './runs.ts';

type Act = OperatorAction['action'];

/**
 * @param dryRun looks whether it can be done, and neither does it nor writes the try down
 * @throws ApiProblem `object.state` when there is nothing to retry or skip, `request.tooLate`,
 * `request.decided`, `engine.unavailable`
 */
export async function actOnRun(
  deps: RouteDeps,
  actor: SessionActor,
  workflowId: string,
  act: Act,
  dryRun: boolean,
): Promise<void> {
  const { db } = deps.database;
  const found = await findRun(deps, actor, workflowId);
  if (dryRun) {
    prepare[act](deps, actor, found);
    return;
  }
  const { request } = found;
  const id = await insertOperatorAction(db, {
    workflowId,
    requestId: request?.id ?? null,
    storeId: found.storeId,
    action: act,
    actorStoreId: actor.storeId,
    actorId: actor.userId,
    actorName: actor.name,
  });
  try {
    await prepare[act](deps, actor, found)();
  } catch (error) {
    await settleOperatorAction(db, id, 'refused', error instanceof ApiProblem ? error.message : null);
    throw error;
  }
  await settleOperatorAction(db, id, 'done', null);
  if (request !== null) {
    await appendEvent(db, request.id, 'operated', `operated-${id}`, { act, by: actor.name });
  }
  deps.log.info(
    { audit: act, workflowId, actor: { storeId: actor.storeId, userId: actor.userId } },
    'operated',
  );
}

/** Looks whether an act can be done. @returns what does it. @throws ApiProblem where it cannot */
type Prepare = (deps: RouteDeps, actor: SessionActor, found: FoundRun) => () => Promise<void>;

const prepare: Readonly<Record<Act, Prepare>> = {
  retry(deps, _actor, found) {
    const { run, request, workflowId } = found;
    const attention = attentionOf(found);
    if (!permittedOn(found, attention).retry) throw nothingTo('retry');
    if (run === null) {
      return async () => {
        if (request !== null) await handOver(deps, request);
      };
    }
    const { operations } = deps.engine;
    if (attention?.reason === 'stopped') return () => operations.resume(run);
    if (attention?.reason !== 'mailFails') {
      const failing = run.steps.filter(isFailing).map((step) => step.id);
      return () => operations.retryNow(run, failing);
    }
    const ref = parseWorkflowId(workflowId);
    if (ref?.kind !== 'notify') throw nothingTo('retry');
    return async () => {
      await makeMailsDue(deps.database.db, ref.requestId);
      await operations.restartMails(ref.requestId, ref.part);
    };
  },

  skip(deps, _actor, found) {
    const { run } = found;
    if (!permittedOn(found, attentionOf(found)).skip || run === null) throw nothingTo('skip');
    return () => deps.engine.operations.cancel(run);
  },

  cancel(deps, actor, found) {
    const { request, run } = found;
    if (run !== null && isStoppable(run.type) && run.status === 'running')
      return () => deps.engine.operations.cancel(run);
    if (request === null || (run !== null && run.type !== request.action)) throw nothingTo('cancel');
    if (request.finishedAt !== null)
      throw new ApiProblem('request.decided', 'This request has ended already.');
    if (request.applyStartedAt !== null) throw tooLate();
    if (run?.status !== 'running') {
      throw new ApiProblem(
        'object.state',
        'Nothing runs that could be cancelled. Retry it first: once it runs again, it can be cancelled.',
      );
    }
    if (attentionOf(found)?.reason === 'taskFails') {
      throw new ApiProblem(
        'object.state',
        "Muster's own code fails in this run, so it hears of nothing. Install the right version on the workers; the run then goes on and can be cancelled.",
      );
    }
    return () => deps.engine.withdraw(request.id, { actorId: actor.userId });
  },
};

const nothingTo = (act: Act): ApiProblem =>
  new ApiProblem(
    'object.state',
    `There is nothing to ${act} in this run at the moment. Look at it again: it may have gone on.`,
  );

const tooLate = (): ApiProblem =>
  new ApiProblem(
    'request.tooLate',
    'Writing to the directory has begun, so what was begun is finished. Cancel is refused to leave nothing half-written; undo the request when it is done.',
  );
