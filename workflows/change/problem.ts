/** Turns what an activity threw into the problem a person reads. */
import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';
import { isErrorCode, type Problem } from '../contracts/errors.ts';

export function problemOf(error: unknown): Problem {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof ApplicationFailure && isErrorCode(cause.type)) {
    const { fields, permission } = (cause.details?.[0] ?? {}) as Pick<Problem, 'fields' | 'permission'>;
    return {
      code: cause.type,
      message: cause.message,
      ...(fields !== undefined && fields.length > 0 ? { fields } : {}),
      ...(permission === undefined ? {} : { permission }),
    };
  }
  return {
    code: 'internal',
    message: 'Something went wrong inside Muster. An operator finds the details in the workflow.',
  };
}
