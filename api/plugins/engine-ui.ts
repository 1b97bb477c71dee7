/**
 * Temporal's own Web UI, behind our sign-in and for reading: it has no users of its own and could
 * end workflows half-way. See docs/adr/0005-temporal-ui-behind-the-api.md.
 *
 * 1. Only GET reaches it, without cookies or any other header of the browser; none of its headers comes back.
 * 2. Of its API, only our namespace and what its pages need to start.
 * 3. Its settings are answered with writing switched off and our codec endpoint.
 * 4. Its page gets a content policy of its own: the one inline script by its hash, nothing from elsewhere.
 */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { engineUiPath, requireEngineOperator } from '../operations/engine-ui.ts';
import { ApiProblem } from '../problem.ts';
import type { RouteDeps } from '../route.ts';

const timeoutMs = 15_000;

interface EngineUi {
  readonly url: URL;
  readonly namespace: string;
}

/** Whoever opens a page of it without a session is sent to sign in, not shown a problem document. */
export function askToSignIn(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const isPage = request.headers.accept?.includes('text/html') === true;
    if (isPage && request.session.actor === undefined)
      return reply.redirect('/sign-in?to=%2Fadmin%2Foperations');
    return undefined;
  });
}

/** Adds the routes to a context that authenticates. Without a Web UI there are none. */
export function engineUi(app: FastifyInstance, { config, log }: RouteDeps): void {
  const target = config.engineUi;
  if (target === null) return;
  app.get(engineUiPath, { schema: { hide: true, 'x-session-only': true } }, (_request, reply) =>
    reply.redirect(`${engineUiPath}/`),
  );
  app.get(`${engineUiPath}/*`, { schema: { hide: true, 'x-session-only': true } }, async (request, reply) => {
    requireEngineOperator(request);
    const address = addressOf(request, target);
    const answer = await fetch(address, {
      headers: { accept: request.headers.accept ?? '*/*' },
      redirect: 'manual',
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]),
    }).catch((error: unknown) => {
      log.warn({ err: error }, "Temporal's Web UI did not answer");
      throw new ApiProblem(
        'engine.unavailable',
        "Temporal's own pages do not answer at the moment. Try again in a minute; Operations works without them.",
        { retryAfterSeconds: 30, cause: error },
      );
    });
    const path = pathOf(request);
    const type = answer.headers.get('content-type') ?? 'application/octet-stream';
    reply.code(answer.status >= 500 ? 502 : answer.status).type(type);
    if (type.startsWith('text/html')) return sendPage(reply, await answer.text());
    if (answer.ok && path === '/api/v1/settings') return reply.send(await settingsOf(answer));
    if (answer.ok && path === '/api/v1/namespaces') return reply.send(await ownOnly(answer, target));
    // File names carry their hash.
    if (path.startsWith('/_app/immutable/'))
      reply.header('cache-control', 'private, max-age=31536000, immutable');
    return reply.send(answer.body === null ? null : Readable.fromWeb(answer.body));
  });
}

/** The part of the address after our prefix. */
const pathOf = (request: FastifyRequest): string =>
  (request.url.split('?', 1)[0] ?? '').slice(engineUiPath.length);

/** @throws ApiProblem `notFound` for other namespaces and whatever else its API can do */
function addressOf(request: FastifyRequest, { url, namespace }: EngineUi): URL {
  const query = request.url.split('?').slice(1).join('?');
  const address = new URL(url);
  // The setter resolves dots, so what it made is looked at, not what was asked.
  address.pathname = `${url.pathname.replace(/\/$/, '')}${pathOf(request)}`;
  address.search = query;
  const base = url.pathname.replace(/\/$/, '');
  const path = address.pathname.slice(base.length);
  if (!address.pathname.startsWith(`${base}/`) || !isOpen(path, namespace)) {
    throw ApiProblem.notFound('address');
  }
  return address;
}

/** What its pages ask for before they know a namespace. */
const openApi = ['settings', 'me', 'cluster-info', 'cluster', 'system-info', 'namespaces'];

function isOpen(path: string, namespace: string): boolean {
  // Our ids need none of these; another server might read them as a way up.
  if (/%2f|%5c|%2e|\/\//i.test(path)) return false;
  const [, root, , resource = '', name] = path.split('/');
  if (root === 'api') {
    return name === undefined
      ? openApi.includes(resource)
      : resource === 'namespaces' && name === encodeURIComponent(namespace);
  }
  // Signing in elsewhere, and a page that renders markdown from the address.
  return root !== 'auth' && root !== 'render';
}

async function settingsOf(answer: Response): Promise<string> {
  const settings = (await answer.json()) as Record<string, unknown>;
  return JSON.stringify({
    ...settings,
    DisableWriteActions: true,
    Codec: {
      Endpoint: '/api/v1/codec',
      PassAccessToken: false,
      IncludeCredentials: true,
      DefaultErrorMessage: 'Muster could not decode this. Sign in to Muster again, then reload.',
      DefaultErrorLink: '',
    },
  });
}

async function ownOnly(answer: Response, { namespace }: EngineUi): Promise<string> {
  const list = (await answer.json()) as { namespaces?: { namespaceInfo?: { name?: string } }[] };
  return JSON.stringify({
    ...list,
    namespaces: (list.namespaces ?? []).filter(({ namespaceInfo }) => namespaceInfo?.name === namespace),
  });
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  // Built for the root of a host; the server's own option for another place would drop its content policy.
  const moved = page
    .replaceAll(/base: "[^"]*"/g, `base: "${engineUiPath}"`)
    .replaceAll(/"(?:\/temporal)?\/_app\//g, `"${engineUiPath}/_app/`)
    .replaceAll(/<meta[^>]*http-equiv="content-security-policy"[^>]*>/gi, '');
  const scripts = [...moved.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(
    ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );
  return reply
    .header(
      'content-security-policy',
      [
        "default-src 'none'",
        `script-src 'self' ${scripts.join(' ')}`,
        // It styles elements directly.
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
    )
    .send(moved);
}
