/** Errors as the Directory API words them ("Directory API: Handle errors"; the service's own texts). */

export class GoogleError extends Error {
  readonly status: number;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    reason: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.headers = headers;
  }

  get body() {
    const { status: code, message, reason } = this;
    const domain = reason.endsWith('LimitExceeded') || reason === 'quotaExceeded' ? 'usageLimits' : 'global';
    return { error: { code, message, errors: [{ message, domain, reason }] } };
  }
}

export const notFound = (what: string) => new GoogleError(404, 'notFound', `Resource Not Found: ${what}`);
export const invalid = (what: string) => new GoogleError(400, 'invalid', `Invalid Input: ${what}`);
export const required = (what: string) => new GoogleError(400, 'required', `Missing required field: ${what}`);
export const exists = () => new GoogleError(409, 'duplicate', 'Entity already exists.');
export const memberExists = () => new GoogleError(409, 'duplicate', 'Member already exists.');
export const unauthenticated = () =>
  new GoogleError(401, 'authError', 'Request had invalid authentication credentials.');
