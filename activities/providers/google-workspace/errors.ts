/**
 * The Directory API's refusals in the portal's words. Status and reason decide; texts are never matched.
 *
 * Sources: "Directory API: Handle errors", "Limits and quotas"; RFC 6749 5.2 for the token host.
 */
import type { ErrorCode } from '../../../workflows/contracts/errors.ts';
import { ProviderError } from '../contract.ts';

const unavailable = 'Google Workspace does not answer. It is tried again.';
/** Asked for by the documentation where no `Retry-After` is sent. */
const throttledWaitMs = 5_000;

const rateReasons: ReadonlySet<string> = new Set([
  'userRateLimitExceeded',
  'rateLimitExceeded',
  'quotaExceeded',
  'dailyLimitExceeded',
]);

/** What the HTTP client throws, as far as it is looked at. */
interface HttpFailure {
  readonly code?: unknown;
  readonly response?: { readonly status?: number; readonly headers?: unknown; readonly data?: unknown };
  readonly cause?: unknown;
  readonly message: string;
}

interface Answer {
  readonly status: number;
  readonly reason: string;
  readonly message: string;
}

/** The answer behind a failed call; null when none came. */
export function answerOf(error: unknown): Answer | null {
  const { response } = error as Partial<HttpFailure>;
  if (response?.status === undefined) return null;
  const data = response.data as
    | {
        error?: { message?: string; errors?: readonly { reason?: string }[] } | string;
        error_description?: string;
      }
    | undefined;
  const inner = data?.error;
  if (typeof inner === 'string')
    return { status: response.status, reason: inner, message: data?.error_description ?? inner };
  return {
    status: response.status,
    reason: inner?.errors?.[0]?.reason ?? '',
    message: inner?.message ?? '',
  };
}

export const isNotFound = (error: unknown): boolean => answerOf(error)?.status === 404;
export const isDuplicate = (error: unknown): boolean => {
  const answer = answerOf(error);
  return answer?.status === 409 && answer.reason === 'duplicate';
};

/** Any failure as the contract's error; a {@link ProviderError} stays what it is. */
export function translate(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  const answer = answerOf(error);
  return answer === null ? unanswered(error) : refused(answer, error);
}

function refused(answer: Answer, cause: unknown): ProviderError {
  const { status, reason } = answer;
  const problem = (code: ErrorCode, message: string, extra: { retryAfterMs?: number } = {}) =>
    new ProviderError(code, message, {
      detail: `${String(status)} ${reason}: ${answer.message}`,
      cause,
      ...extra,
    });
  if (status === 429 || (status === 403 && rateReasons.has(reason))) {
    return problem(
      'provider.throttled',
      'Google Workspace asks for fewer requests. It is tried again later.',
      {
        retryAfterMs: retryAfterMs(cause) ?? throttledWaitMs,
      },
    );
  }
  if (status >= 500) return problem('provider.unavailable', unavailable);
  switch (status) {
    case 401:
      // Only the token host says whether the credentials are good; the next try asks it for a new token.
      return problem(
        'provider.unavailable',
        'Google Workspace ended the session of this store. It is tried again.',
      );
    case 403:
      return problem(
        'provider.forbidden',
        'The service account may not do this. Check the administrator it works for and its domain-wide delegation.',
      );
    case 404:
      return problem('object.notFound', 'This object does not exist in Google Workspace any more.');
    case 409:
      return problem(
        'object.exists',
        'Something of that address or name exists already. Choose another one.',
      );
    case 412:
      return problem(
        'object.conflict',
        'The object was changed in Google Workspace meanwhile. Look at its present state and ask again.',
      );
    default:
      return problem(
        'value.invalid',
        `Google Workspace refuses a value: ${answer.message || 'no reason given'}.`,
      );
  }
}

const networkCodes: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN'],
  'ERR_STREAM_PREMATURE_CLOSE',
]);

function unanswered(error: unknown): ProviderError {
  const code = networkCode(error);
  const detail = `${code}: ${error instanceof Error ? error.message : String(error)}`;
  if (code === 'TimeoutError' || code === 'ETIMEDOUT') {
    return new ProviderError(
      'provider.timeout',
      'Google Workspace did not answer in time. It is tried again.',
      {
        detail,
        cause: error,
      },
    );
  }
  if (isCertificateProblem(code)) {
    return new ProviderError(
      'provider.tls',
      'The certificate of the API host cannot be verified. Check its address and certificate authority.',
      { detail, cause: error },
    );
  }
  return new ProviderError('provider.unavailable', unavailable, {
    detail: networkCodes.has(code) ? detail : `unknown failure ${detail}`,
    cause: error,
  });
}

/** The system's code at the end of the chain of causes. */
export function networkCode(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth += 1) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'string' && !(at instanceof ProviderError)) return code;
  }
  return '';
}

const certificateCodes = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/u;
export const isCertificateProblem = (code: string): boolean => certificateCodes.test(code);

/** Seconds or an HTTP date (RFC 9110 10.2.3). */
function retryAfterMs(error: unknown): number | null {
  const headers = (error as Partial<HttpFailure>).response?.headers;
  const value = (headers as Pick<Headers, 'get'> | undefined)?.get('retry-after') ?? null;
  if (value === null) return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}
