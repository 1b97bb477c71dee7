/** Refusals of factors, in the words of the API. */
import { FactorRefused } from '../../activities/platform/factors/contract.ts';
import { ApiProblem } from '../problem.ts';

export const factorLocked = (until: Date, now: Date): ApiProblem =>
  new ApiProblem(
    'factor.locked',
    'Too many wrong answers. Your factors are locked for some minutes; signing in with your password again unlocks them.',
    { retryAfterSeconds: Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000)) },
  );

export const factorFailed = (cause?: unknown): ApiProblem =>
  new ApiProblem('factor.failed', 'This was not right, or it has been used already. Try again.', {
    fields: [{ field: 'code', code: 'factor.failed', message: 'is wrong, too old or used already' }],
    ...(cause === undefined ? {} : { cause }),
  });

export const factorExpired = (): ApiProblem =>
  new ApiProblem('factor.expired', 'This took too long or was tried too often. Begin it again.');

export const factorDisabled = (): ApiProblem =>
  new ApiProblem('factor.disabled', 'Your identity store does not offer this factor. Choose another one.');

/** A refusal of a factor as the API tells it; any other error as it is. */
export function problemOfFactor(error: unknown): unknown {
  if (!(error instanceof FactorRefused)) return error;
  const { code, field, message } = error;
  return field === null
    ? new ApiProblem(code, message, { cause: error })
    : ApiProblem.field(field, message, code);
}
