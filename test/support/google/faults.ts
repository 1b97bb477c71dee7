/** What can be made to go wrong, for so many matching requests. */
import { GoogleError } from './answers.ts';

export type FaultKind =
  /** 403 with the reason of a rate limit. */
  | 'userRateLimitExceeded'
  | 'quotaExceeded'
  /** 429 with `Retry-After`, in seconds. */
  | 'tooManyRequests'
  | 'unavailable'
  /** The connection ends without an answer; the work is not done. */
  | 'dropBefore'
  /** The work is done; the connection ends without an answer. */
  | 'dropAfter'
  /** The connection ends in the middle of the answer. */
  | 'cutAnswer'
  /** A list without anything in it. */
  | 'emptyList'
  | 'slow';

interface Fault {
  readonly kind: FaultKind;
  readonly method: string;
  readonly path: RegExp;
  left: number;
  readonly delayMs: number;
}

export class Faults {
  private list: Fault[] = [];

  /** The next `times` requests of this method and path. */
  add(kind: FaultKind, method: string, path: RegExp, times = 1, delayMs = 500): void {
    this.list.push({ kind, method, path, left: times, delayMs });
  }

  clear(): void {
    this.list = [];
  }

  take(method: string, path: string): Fault | undefined {
    const fault = this.list.find((one) => one.left > 0 && one.method === method && one.path.test(path));
    if (fault !== undefined) fault.left -= 1;
    return fault;
  }
}

/** The answers among the faults; the others are for the connection. */
export const answerOf = (kind: FaultKind): GoogleError | null => {
  switch (kind) {
    case 'userRateLimitExceeded':
      return new GoogleError(403, kind, 'Request rate higher than configured.');
    case 'quotaExceeded':
      return new GoogleError(403, kind, 'Quota exceeded for quota metric.');
    case 'tooManyRequests':
      return new GoogleError(429, 'rateLimitExceeded', 'Quota exceeded.', { 'retry-after': '2' });
    case 'unavailable':
      return new GoogleError(503, 'backendError', 'Service unavailable. Please try again');
    case 'dropBefore':
    case 'dropAfter':
    case 'cutAnswer':
    case 'emptyList':
    case 'slow':
      return null;
  }
};
