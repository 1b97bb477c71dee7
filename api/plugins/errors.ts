/** Every error leaves as a problem document (RFC 9457), by the one table in workflows/contracts/errors.ts. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { recordDenied } from '../../activities/database/repositories/denied.ts';
import { SearchUnavailable } from '../../activities/directory-index/contract.ts';
import { directoryFailure } from '../../activities/platform/live-directory.ts';
import { type ErrorCode, statusOf } from '../../workflows/contracts/errors.ts';
import type { AppDeps } from '../deps.ts';
import { databaseProblem } from '../database-problem.ts';
import { hrefOf } from '../href.ts';
import { ApiProblem } from '../problem.ts';
import type { ProblemDocument } from '../schemas/problem.ts';
import { speakerOf } from '../session-actor.ts';

export const errors = fp<AppDeps>(
  (app, { database, log }, done) => {
    /** Path patterns with the methods they answer, so that a wrong method is told from a wrong path. */
    const known = new Map<string, { pattern: RegExp; methods: Set<string> }>();
    app.addHook('onRoute', ({ url, method }) => {
      const entry = known.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() };
      for (const name of [method].flat()) entry.methods.add(name);
      known.set(url, entry);
    });

    app.setNotFoundHandler((request, reply) => {
      const path = request.url.split('?', 1)[0] ?? '';
      // As the router does: an address that is written out goes before one with parameters.
      const exact = known.get(path);
      const routes =
        exact === undefined ? [...known.values()].filter(({ pattern }) => pattern.test(path)) : [exact];
      if (routes.length === 0) return send(request, reply, ApiProblem.notFound('address'));
      const methods = [...new Set(routes.flatMap((route) => [...route.methods]))].join(', ');
      reply.header('allow', methods);
      return send(
        request,
        reply,
        new ApiProblem('method.notAllowed', `This address answers ${methods} only.`),
      );
    });

    app.setErrorHandler((error: unknown, request, reply) => {
      const problem = problemOf(error);
      const actor = speakerOf(request);
      const status = statusOf(problem.code);
      const seen = {
        code: problem.code,
        route: request.routeOptions.url,
        userId: actor?.userId,
      };
      if (status >= 500) request.log.error({ ...seen, err: error }, 'request failed');
      else {
        const { message: detail, permission } = problem;
        request.log.info(
          { ...seen, detail, ...(permission === null ? {} : { permission }) },
          'request refused',
        );
      }
      writeDownDenied({ database, log }, request, problem);
      return send(request, reply, problem);
    });
    done();
  },
  { name: 'errors' },
);

/** Keeps that somebody was refused, for "why can't I?"; nobody waits for it. */
export function writeDownDenied(
  { database, log }: Pick<AppDeps, 'database' | 'log'>,
  request: FastifyRequest,
  { code, permission }: ApiProblem,
): void {
  const actor = speakerOf(request);
  if (statusOf(code) !== 403 || actor === undefined) return;
  recordDenied(database.db, {
    storeId: actor.storeId,
    userId: actor.userId,
    permission,
    code,
    route: `${request.method} ${request.routeOptions.url ?? ''}`,
  }).catch((failure: unknown) => {
    log.warn({ err: failure }, 'a denied attempt could not be written down');
  });
}

function send(request: FastifyRequest, reply: FastifyReply, problem: ApiProblem): FastifyReply {
  if (problem.retryAfterSeconds !== null) reply.header('retry-after', String(problem.retryAfterSeconds));
  return reply
    .code(statusOf(problem.code))
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(documentOf(problem, request.id));
}

const documentOf = (problem: ApiProblem, traceId: string): ProblemDocument => ({
  type: 'about:blank',
  status: statusOf(problem.code),
  code: problem.code,
  detail: problem.message,
  errors: problem.fields.map(({ field, code, message, current }) => ({
    field,
    code,
    message,
    ...(current === undefined
      ? {}
      : { current: typeof current === 'object' && current !== null ? [...current] : current }),
  })),
  traceId,
  ...(problem.permission === null ? {} : { permission: problem.permission }),
  ...(problem.plan === null ? {} : { plan: problem.plan }),
  ...(problem.requestId === null ? {} : { requestId: problem.requestId, href: hrefOf(problem.requestId) }),
});

/** What the caller is told of an error. */
export function problemOf(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (error instanceof SearchUnavailable) {
    return new ApiProblem('search.unavailable', error.message, { cause: error, retryAfterSeconds: 30 });
  }
  const failure = directoryFailure(error);
  if (failure !== null) {
    const { code, message, retryAfterMs } = failure;
    return new ApiProblem(code, message, {
      cause: error,
      ...(retryAfterMs === null ? {} : { retryAfterSeconds: Math.ceil(retryAfterMs / 1000) }),
    });
  }
  return frameworkProblem(error as FastifyError) ?? databaseProblem(error) ?? internal(error);
}

const byFrameworkCode: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'media.unsupported',
    'Send the body as JSON, with the header Content-Type: application/json.',
  ],
  FST_ERR_CTP_BODY_TOO_LARGE: ['body.tooLarge', 'The body is larger than this address accepts.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['body.invalid', 'The body is empty; send a JSON object.'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['body.invalid', 'The body is not JSON that can be read.'],
  FST_ERR_BAD_URL: ['body.invalid', 'The address cannot be read; check its percent encoding.'],
};

const byStatus: Readonly<Record<number, ErrorCode>> = {
  404: 'notFound',
  405: 'method.notAllowed',
  413: 'body.tooLarge',
  415: 'media.unsupported',
  422: 'value.invalid',
  429: 'rate.limited',
};

function frameworkProblem(error: Partial<FastifyError>): ApiProblem | null {
  if (error.code?.startsWith('FST_CSRF_') === true) {
    return new ApiProblem(
      'csrf.invalid',
      'The header x-csrf-token is missing or not the one of this session. Read it from GET /api/v1/session and try again.',
      {
        fields: [
          { field: 'x-csrf-token', code: 'csrf.invalid', message: 'is missing or not of this session' },
        ],
      },
    );
  }
  const known = byFrameworkCode[error.code ?? ''];
  if (known !== undefined) return new ApiProblem(known[0], known[1], bodyField(known[0], known[1]));
  const { statusCode } = error;
  if (statusCode === undefined || statusCode < 400 || statusCode > 499) return null;
  const code = byStatus[statusCode] ?? 'body.invalid';
  const text = 'The request cannot be read. Check its address, headers and body.';
  return new ApiProblem(code, text, { ...bodyField(code, text), cause: error });
}

function bodyField(code: ErrorCode, message: string) {
  if (code === 'media.unsupported') return { fields: [{ field: 'content-type', code, message }] };
  return code === 'body.invalid' || code === 'body.tooLarge'
    ? { fields: [{ field: '', code, message }] }
    : {};
}

const internal = (cause: unknown): ApiProblem =>
  new ApiProblem(
    'internal',
    'Something went wrong inside Muster. Try again; an operator finds the details in the log by the trace id.',
    { cause },
  );

function patternOf(url: string): RegExp {
  const parts = url
    .split('/')
    .map((part) =>
      part.startsWith(':') ? '[^/]+' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`),
    );
  return new RegExp(`^${parts.join('/')}$`);
}
