/** What the API says when it refuses, as an error one can throw, show and take to a form's fields. */
import type { Problem } from './schema.ts';

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly problem: Problem;
  /** Seconds after which to try again, where the API says so. */
  readonly retryAfterSeconds: number | null;

  constructor(problem: Problem, retryAfterSeconds: number | null = null) {
    super(problem.detail);
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  get code(): string {
    return this.problem.code;
  }
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'code' in value && 'detail' in value;

/** The error of an answer that is not a success; what is no problem document (a proxy's page) is told as such. */
export function errorOf(body: unknown, response: Response): ApiError {
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const problem: Problem = isProblem(body)
    ? body
    : { status: response.status, code: 'server.unreadable', detail: '', errors: [], traceId: '' };
  return new ApiError(problem, Number.isFinite(retryAfter) ? retryAfter : null);
}

/** Any thrown thing as an error one can show. A failed fetch never reached the server. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const code = error instanceof TypeError ? 'server.unreachable' : 'page.failed';
  return new ApiError({ status: 0, code, detail: '', errors: [], traceId: '' });
}
