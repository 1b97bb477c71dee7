/** The change pipeline's activities, bound to the world they work in. */
import { Context } from '@temporalio/activity';
import type {
  AccelerationActivities,
  ApprovalActivities,
  ChangeActivities,
  RecordActivities,
} from '../../workflows/contracts/ports.ts';
import { revokeFence } from '../database/repositories/fences.ts';
import { accelerateApproval } from './accelerate.ts';
import { applyChange } from './apply.ts';
import { handOverApproval } from './hand-over.ts';
import { closeApproval, openApproval, recordDecision } from './approvals.ts';
import type { ChangeDeps } from './context.ts';
import { planChange } from './plan.ts';
import { closeRequest, recordChange, type RecordDeps } from './record.ts';
import { expireApproval, remindApprovers } from './remind.ts';
import { rerouteApproval } from './reroute.ts';
import { tendMemberships } from './tend-memberships.ts';

/** For the store's provider queue. */
export const createChangeActivities = (deps: ChangeDeps): ChangeActivities & AccelerationActivities => ({
  planChange: (args) => beating(() => planChange(deps, args)),
  accelerateApproval: (args) => beating(() => accelerateApproval(deps, args)),
  handOverApproval: (args) => beating(() => handOverApproval(deps, args)),
  applyChange: (args) => beating((signal) => applyChange(deps, args, signal)),
});

/** For the workflow worker, as local activities. */
export const createRecordActivities = (deps: RecordDeps): RecordActivities & ApprovalActivities => ({
  recordChange: (args) => recordChange(deps, args),
  closeRequest: closeRequest(deps),
  tendMemberships: tendMemberships(deps),
  hasBegunWriting: ({ requestId }) => revokeFence(deps.db, requestId),
  openApproval: openApproval(deps),
  recordDecision: recordDecision(deps),
  closeApproval: closeApproval(deps),
  remindApprovers: remindApprovers(deps),
  expireApproval: expireApproval(deps),
  rerouteApproval: rerouteApproval(deps),
});

/**
 * Tells the engine that this process is alive, so that a killed worker is noticed within seconds.
 * Every operation inside has a time limit of its own, so a hanging directory is not kept alive by it.
 */
async function beating<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const context = Context.current();
  const everyMs = (context.info.heartbeatTimeoutMs ?? 10_000) / 4;
  const timer = setInterval(() => {
    context.heartbeat();
  }, everyMs);
  try {
    return await work(context.cancellationSignal);
  } finally {
    clearInterval(timer);
  }
}
