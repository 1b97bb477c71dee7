/** What Graph answers when it does not do what was asked, before it is translated for people. */
export class GraphRefusal extends Error {
  override readonly name = 'GraphRefusal';
  readonly status: number;
  /** The code of the OData error, such as `Request_ResourceNotFound`. */
  readonly code: string;
  readonly details: readonly { readonly code: string; readonly target: string | null }[];
  readonly retryAfterMs: number | null;
  readonly requestId: string | null;

  constructor(
    status: number,
    body: unknown,
    headers: { readonly retryAfter: string | null; readonly requestId: string | null },
  ) {
    const error = errorOf(body);
    super(typeof error['message'] === 'string' ? error['message'] : `Status ${status}`);
    this.status = status;
    this.code = typeof error['code'] === 'string' ? error['code'] : '';
    this.details = detailsOf(error['details']);
    this.retryAfterMs = retryAfterMs(headers.retryAfter);
    this.requestId = headers.requestId;
  }
}

/** The connection failed before there was an answer, or in the middle of it. */
export class TransportFailure extends Error {
  override readonly name = 'TransportFailure';
  /** Node's or undici's code. */
  readonly code: string;
  readonly host: string;

  constructor(host: string, cause: unknown) {
    super(`The connection to ${host} failed: ${causeOf(cause).message}`, { cause });
    this.host = host;
    this.code = causeOf(cause).code;
  }
}

type Fields = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

function errorOf(body: unknown): Fields {
  if (!isObject(body)) return {};
  return isObject(body['error']) ? body['error'] : body;
}

function detailsOf(details: unknown): { code: string; target: string | null }[] {
  if (!Array.isArray(details)) return [];
  return details.filter(isObject).map(({ code, target }) => ({
    code: typeof code === 'string' ? code : '',
    target: typeof target === 'string' ? target : null,
  }));
}

/** Seconds, also with a fraction (documented: `2.128`), or an HTTP date. */
export function retryAfterMs(header: string | null, now: number = Date.now()): number | null {
  if (header === null || header.trim() === '') return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds * 1000));
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** The innermost reason: fetch wraps what happened in `fetch failed`. */
function causeOf(error: unknown): { code: string; message: string } {
  let found = { code: '', message: String(error) };
  for (let each = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth += 1) {
    const { code } = each as { code?: unknown };
    found = {
      code: typeof code === 'string' ? code : each.name === 'TimeoutError' ? 'TimeoutError' : found.code,
      message: each.message,
    };
    // Several addresses were tried; the first failure speaks for all.
    if (each instanceof AggregateError && each.errors[0] instanceof Error) {
      const [first] = each.errors as (Error & { code?: string })[];
      return { code: first?.code ?? found.code, message: first?.message ?? found.message };
    }
  }
  return found;
}
