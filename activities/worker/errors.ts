/** The one activity interceptor for errors: a provider's refusal becomes a failure the pipeline understands. */
import { ApplicationFailure, ApplicationFailureCategory, CancelledFailure } from '@temporalio/common';
import { msToNumber } from '@temporalio/common/lib/time.js';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import type { Context, Info } from '@temporalio/activity';
import { recoveryOf } from '../../workflows/contracts/errors.ts';
import type { Logger } from '../platform/log.ts';
import { ProviderError } from '../providers/contract.ts';
import { RequestRefused } from '../change/refused.ts';

/** Between two tries of a store whose credentials are refused: never fast enough to lock the account. */
const pausedRetryMs = 60_000;

export interface ActivityObserver {
  /** The store's own credentials are refused. */
  credentialsRefused(activityArgs: readonly unknown[], error: ProviderError): Promise<void>;
  /** The try failed and another one follows. */
  willRetry(
    activityArgs: readonly unknown[],
    error: { code: string; message: string },
    tries: Tries,
  ): Promise<void>;
}

/** Instants are milliseconds since 1970. */
export interface Tries {
  /** The one that failed; the first is 1. */
  readonly attempt: number;
  /** When the first one was due. */
  readonly sinceMs: number;
  /** Null where the engine does not say how it tries again. */
  readonly nextTryMs: number | null;
}

export function errorInterceptor(
  context: Context,
  log: Logger,
  observer: ActivityObserver,
): ActivityInboundCallsInterceptor {
  const { info } = context;
  return {
    async execute(input, next) {
      try {
        return await next(input);
      } catch (error) {
        throw await translate(error, input.args);
      }
    },
  };

  /** What cannot be written down now is lost; the failure of the activity must stay what it was. */
  async function told(telling: Promise<void>): Promise<void> {
    try {
      await telling;
    } catch (failure) {
      log.warn({ err: failure }, 'the timeline could not be written');
    }
  }

  async function translate(error: unknown, args: readonly unknown[]): Promise<unknown> {
    const where = {
      activity: info.activityType,
      workflowId: info.workflowExecution?.workflowId,
      attempt: info.attempt,
    };
    if (error instanceof CancelledFailure || error instanceof ApplicationFailure) return error;
    if (error instanceof RequestRefused) {
      log.info({ ...where, code: error.code }, 'request refused');
      return ApplicationFailure.create({
        type: error.code,
        message: error.message,
        nonRetryable: true,
        details: [
          { fields: error.fields, ...(error.permission === null ? {} : { permission: error.permission }) },
        ],
        category: ApplicationFailureCategory.BENIGN,
      });
    }
    if (error instanceof ProviderError) {
      const recovery = recoveryOf(error.code);
      log.warn({ ...where, code: error.code, detail: error.detail }, error.message);
      if (recovery === 'pause') await told(observer.credentialsRefused(args, error));
      const waitMs = recovery === 'pause' ? pausedRetryMs : error.retryAfterMs;
      if (recovery !== 'stop') await told(observer.willRetry(args, error, triesOf(info, waitMs)));
      return ApplicationFailure.create({
        type: error.code,
        message: error.message,
        nonRetryable: recovery === 'stop',
        ...(waitMs === null ? {} : { nextRetryDelay: waitMs }),
        details: [
          { fields: error.attributes.map((field) => ({ field, code: error.code, message: error.message })) },
        ],
      });
    }
    log.error({ ...where, err: error }, 'activity failed');
    await told(
      observer.willRetry(
        args,
        { code: 'internal', message: 'A part of Muster is not answering; it is tried again.' },
        triesOf(info, null),
      ),
    );
    return ApplicationFailure.create({
      type: 'internal',
      message: 'A part of Muster failed; see its log.',
      nonRetryable: false,
      cause: error as Error,
    });
  }
}

/** @param waitMs the pause that was asked for; null for that of the activity's retry policy */
function triesOf({ attempt, scheduledTimestampMs, retryPolicy }: Info, waitMs: number | null): Tries {
  const nextMs = waitMs ?? pauseMs();
  return {
    attempt,
    sinceMs: scheduledTimestampMs,
    nextTryMs: nextMs === null ? null : Date.now() + nextMs,
  };

  /** As the engine reckons it: doubling, up to the longest. */
  function pauseMs(): number | null {
    if (retryPolicy?.initialInterval === undefined) return null;
    const firstMs = msToNumber(retryPolicy.initialInterval);
    const longestMs =
      retryPolicy.maximumInterval === undefined ? firstMs * 100 : msToNumber(retryPolicy.maximumInterval);
    const { backoffCoefficient = 2 } = retryPolicy;
    return Math.min(firstMs * backoffCoefficient ** (attempt - 1), longestMs);
  }
}
