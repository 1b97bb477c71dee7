/** The typed client. Adds the CSRF token, waits out an ended session, throws problem documents. */
import createClient, { type Middleware } from 'openapi-fetch';
import { reportAnswer, reportSilence } from './connection.ts';
import { errorOf } from './problem.ts';
import type { paths, Problem } from './schema.ts';
import { signedInAgain } from './session-gate.ts';

let csrfToken = '';
export const setCsrfToken = (token: string): void => {
  csrfToken = token;
};

const base = '/api/v1';
const reads = new Set(['GET', 'HEAD']);
/** A body can be read once, so each request keeps a copy to send again. */
const copies = new WeakMap<Request, Request>();

const codeOf = async (response: Response): Promise<string> => {
  try {
    return ((await response.clone().json()) as Partial<Problem>).code ?? '';
  } catch {
    return ''; // no problem document: told by its status
  }
};

async function freshToken(): Promise<void> {
  const answer = await fetch(`${base}/session`);
  if (answer.ok) csrfToken = ((await answer.json()) as { csrfToken: string }).csrfToken;
}

function sendAgain(request: Request): Promise<Response> {
  const again = new Request(request);
  if (!reads.has(request.method)) again.headers.set('x-csrf-token', csrfToken);
  return fetch(again);
}

const session: Middleware = {
  onRequest({ request }) {
    if (!reads.has(request.method)) request.headers.set('x-csrf-token', csrfToken);
    copies.set(request, request.clone());
    return request;
  },
  onError({ error }) {
    // A call that was given up on purpose is no silence.
    if (error instanceof TypeError) reportSilence();
  },
  async onResponse({ request, response, schemaPath }) {
    reportAnswer(response.status);
    const copy = copies.get(request);
    if (copy === undefined || schemaPath === '/session') return undefined;
    if (response.status === 401 && (await codeOf(response)) === 'session.missing') {
      await signedInAgain();
      return sendAgain(copy);
    }
    if (response.status === 403 && (await codeOf(response)) === 'csrf.invalid') {
      await freshToken();
      return sendAgain(copy);
    }
    return undefined;
  },
};

export const api = createClient<paths>({ baseUrl: base });
api.use(session);

/** The data of an answer. @throws ApiError for anything but a success, TypeError when nothing answered */
export async function unwrap<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<NonNullable<T>> {
  const { data, error, response } = await call;
  if (!response.ok) throw errorOf(error, response);
  return data as NonNullable<T>;
}

/**
 * Headers of a portal action: one key per click, so that a repeat is the same request.
 * @param planHash of the plan that was looked at; another one is refused
 */
export const actionHeaders = (key: string, planHash?: string) => ({
  'idempotency-key': key,
  ...(planHash === undefined ? {} : { 'if-match': `"${planHash}"` }),
});
