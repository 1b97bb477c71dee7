/** Payloads and failures of Temporal, opened by our codec and told without what only a log may know. */
import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  ChildWorkflowFailure,
  type LoadedDataConverter,
  type Payload,
  TimeoutFailure,
} from '@temporalio/common';
import {
  decodeArrayFromPayloads,
  decodeOptionalFailureToOptionalError,
} from '@temporalio/common/lib/internal-non-workflow/index.js';
import type proto from '@temporalio/proto';
import { isErrorCode } from '../../workflows/contracts/errors.ts';
import type { StepProblem } from './operations.ts';

export interface Decoder {
  /** Null for what cannot be opened: a key that is gone hides a value, not the run. */
  value(payloads: readonly Payload[] | null | undefined): Promise<unknown>;
  failure(failure: proto.temporal.api.failure.v1.IFailure | null | undefined): Promise<{
    readonly kind: 'none' | 'failed' | 'cancelled' | 'timedOut';
    readonly problem: StepProblem | null;
  }>;
}

export const decoderOf = (converter: LoadedDataConverter): Decoder => ({
  async value(payloads) {
    try {
      const [first] = await decodeArrayFromPayloads(converter, payloads ? [...payloads] : null);
      return first ?? null;
    } catch {
      return null;
    }
  },
  async failure(failure) {
    if (failure === null || failure === undefined) return { kind: 'none', problem: null };
    let error: Error | undefined;
    try {
      error = await decodeOptionalFailureToOptionalError(converter, failure);
    } catch {
      return { kind: 'failed', problem: sealed };
    }
    let inner: unknown = error;
    while (inner instanceof ActivityFailure || inner instanceof ChildWorkflowFailure) inner = inner.cause;
    if (inner instanceof CancelledFailure) return { kind: 'cancelled', problem: null };
    if (inner instanceof TimeoutFailure) return { kind: 'timedOut', problem: silent };
    // A message of ours was written for people; any other may hold what belongs into a log only.
    if (inner instanceof ApplicationFailure && isErrorCode(inner.type)) {
      return { kind: 'failed', problem: { code: inner.type, message: inner.message } };
    }
    return { kind: 'failed', problem: unexpected };
  },
});

const sealed: StepProblem = {
  code: 'internal',
  message: 'The reason is encrypted with a key that this Muster does not have.',
};
const silent: StepProblem = {
  code: 'provider.timeout',
  message: 'The worker that was at it stopped answering, so another one takes over.',
};
const unexpected: StepProblem = {
  code: 'internal',
  message: 'Something failed that was not foreseen. The log of the worker says what.',
};
