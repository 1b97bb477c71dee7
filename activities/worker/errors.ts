/** The one activity interceptor for errors: a provider's refusal becomes a failure the pipeline understands. */
import { ApplicationFailure, ApplicationFailureCategory, CancelledFailure } from '@temporalio/common';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import { type Context } from '@temporalio/activity';
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
    attempt: number,
  ): Promise<void>;
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
        details: [{ fields: error.fields }],
        category: ApplicationFailureCategory.BENIGN,
      });
    }
    if (error instanceof ProviderError) {
      const recovery = recoveryOf(error.code);
      log.warn({ ...where, code: error.code, detail: error.detail }, error.message);
      if (recovery === 'pause') await told(observer.credentialsRefused(args, error));
      if (recovery !== 'stop') await told(observer.willRetry(args, error, info.attempt));
      const waitMs = recovery === 'pause' ? pausedRetryMs : error.retryAfterMs;
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
        info.attempt,
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
