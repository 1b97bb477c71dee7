/** Does a run need an operator, and what may be done about it? Pure: callers supply the facts. */
import type { Request } from '../../activities/database/repositories/requests.ts';
import type { WaitingMails } from '../../activities/database/repositories/operations.ts';
import { isReplication } from '../../workflows/contracts/replication.ts';
import { isFinal } from '../../workflows/contracts/requests.ts';
import type { DescribedRun, PendingStep, StepProblem } from '../engine/operations.ts';

export const attentionReasons = [
  /** A step fails and is tried again. */
  'stepFails',
  /** The workflow's own code fails: another version of Muster is needed. */
  'taskFails',
  /** Nobody takes the step: the worker for it is not running. */
  'noWorker',
  /** The mail server does not take the mails. */
  'mailFails',
  /** Nobody can decide; administrators may. */
  'held',
  /** The engine has not been told yet. */
  'notStarted',
  /** The engine does not know the run of an open request. */
  'lost',
  /** The engine ended the run of an open request. */
  'stopped',
] as const;
export type AttentionReason = (typeof attentionReasons)[number];

export interface Attention {
  readonly reason: AttentionReason;
  readonly since: Date;
  readonly step: string | null;
  /** Which try it is, counted from 1. */
  readonly attempts: number | null;
  readonly problem: StepProblem | null;
  readonly failedAt: Date | null;
  readonly nextAttemptAt: Date | null;
}

export interface RunFacts {
  /** The request it carries out or tells about. */
  readonly request: Request | null;
  readonly run: DescribedRun | null;
  readonly held: boolean;
  /** Of a run that sends mails. */
  readonly mails: WaitingMails | null;
  readonly now: Date;
}

/** Younger ones are under way as usual. */
const patienceMs = 15_000;
/** The row was read a moment before the run. */
const settleMs = 3_000;

export function attentionOf({ request, run, held, mails, now }: RunFacts): Attention | null {
  const isOld = (at: Date | null): at is Date => at !== null && now.getTime() - at.getTime() > patienceMs;
  const isOpen = request !== null && !isFinal(request.state);
  if (run === null) {
    if (!isOpen || !isOld(request.createdAt)) return null;
    return say(request.startedAt === null ? 'notStarted' : 'lost', request.createdAt);
  }
  if (run.status !== 'running') {
    const carries = request !== null && run.type === request.action;
    const ended = run.endedAt ?? run.startedAt;
    const isSettled = now.getTime() - ended.getTime() > settleMs;
    return carries && isOpen && isSettled ? say('stopped', ended) : null;
  }
  const { task } = run;
  if (task !== null && task.attempt > 1)
    return { ...say('taskFails', task.scheduledAt ?? run.startedAt), attempts: task.attempt };
  const failing = run.steps.find(isFailing);
  if (failing !== undefined) {
    return {
      reason: 'stepFails',
      since: failing.scheduledAt ?? run.startedAt,
      step: failing.name,
      attempts: failing.attempt,
      problem: failing.problem,
      failedAt: failing.failedAt,
      nextAttemptAt: failing.state === 'waiting' ? failing.nextAttemptAt : null,
    };
  }
  if (task !== null && !task.started && isOld(task.scheduledAt)) return say('noWorker', task.scheduledAt);
  const untaken = run.steps.find(({ state, scheduledAt }) => state === 'waiting' && isOld(scheduledAt));
  if (untaken !== undefined)
    return { ...say('noWorker', untaken.scheduledAt ?? run.startedAt), step: untaken.name };
  if (mails !== null) {
    return {
      ...say('mailFails', run.startedAt),
      step: 'sendMails',
      attempts: mails.attempts,
      problem: mails.lastError === null ? null : { code: 'provider.unavailable', message: mails.lastError },
      nextAttemptAt: mails.nextAttemptAt,
    };
  }
  if (held && isOpen) return say('held', request.updatedAt);
  return null;
}

export const isFailing = ({ attempt, problem }: PendingStep): boolean => attempt > 1 || problem !== null;

const say = (reason: AttentionReason, since: Date): Attention => ({
  reason,
  since,
  step: null,
  attempts: null,
  problem: null,
  failedAt: null,
  nextAttemptAt: null,
});

export interface Permitted {
  readonly retry: boolean;
  readonly skip: boolean;
  readonly cancel: boolean;
}

/** Runs that change nothing in a directory. */
export const isStoppable = (type: string): boolean => isReplication(type) || type === 'exportSearch';

export function permittedOn(facts: RunFacts, attention: Attention | null): Permitted {
  const { request, run } = facts;
  const running = run?.status === 'running';
  const reason = attention?.reason;
  const isMail = run?.type === 'notify';
  const isRequest = request !== null && (run === null || run.type === request.action);
  return {
    retry:
      reason === 'stepFails' ||
      reason === 'mailFails' ||
      (isRequest && (reason === 'notStarted' || reason === 'lost' || reason === 'stopped')),
    // Mail is told beside the request; without it the request is as done as before.
    skip: isMail && running && attention !== null,
    // A run whose own code fails hears of nothing until it is mended.
    cancel: isRequest
      ? running && reason !== 'taskFails' && !isFinal(request.state) && request.applyStartedAt === null
      : running && isStoppable(run.type),
  };
}
