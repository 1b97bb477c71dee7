/**
 * `Idempotency-Key` for every write that is done at once (stores-and-links 0.2): a repeat within 24 hours is answered as the first
 * one was, and does nothing. Actions that run as workflows take theirs to the request itself.
 *
 * Contract:
 * 1. A key is one person's (or one token's), for one address. With another body, query or `If-Match` it is refused.
 * 2. While the first try is under way a repeat is refused. If its process died, nobody knows whether it was done: the key stays
 *    refused, so that nothing is done twice.
 * 3. A refusal has written nothing, so it is not kept: the next try is a first one.
 * 4. Answers are kept sealed: some show a secret once, and show it again to nobody but who was to see it.
 */
import { createHash, createHmac } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  type AnsweredWrite,
  beginWrite,
  forgetWrite,
  keepAnswer,
} from '../../activities/database/repositories/answered-writes.ts';
import { keyReused } from '../actions.ts';
import { ApiProblem } from '../problem.ts';
import { isRead } from '../read-methods.ts';
import type { RouteDeps } from '../route.ts';
import { actorOf } from '../session-actor.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Under which the answer is to be kept. */
    answeredAs: string | null;
  }
}

export const answersKeptMs = 24 * 3_600_000;
const keyForm = /^[\x21-\x7e]{1,255}$/;
/** What else of an answer counts; cookies are never said twice. */
const keptHeaders = ['content-type', 'etag', 'location'] as const;

/** Adds the hooks to this context only: it is called, not registered. */
export function repeatable(app: FastifyInstance, { database: { db }, keyRing, now }: RouteDeps): void {
  app.decorateRequest('answeredAs', null);

  app.addHook('preHandler', async (request, reply) => {
    const key = request.headers['idempotency-key'];
    if (key === undefined || isRead(request) || takesItself(request)) return;
    if (typeof key !== 'string' || !keyForm.test(key))
      throw ApiProblem.field('idempotency-key', 'must have 1 to 255 visible ASCII characters');
    const { storeId, userId, token } = actorOf(request);
    const [path = '', query = ''] = request.url.split('?', 2);
    const id = digest([storeId, userId, token?.id ?? null, request.method, path, key]);
    // Bodies may hold a password: without our key its hash tells nothing. After a rotation a repeat is refused.
    const fingerprint = createHmac('sha256', keyRing.signingSecrets()[0] ?? '')
      .update(JSON.stringify([query, request.headers['if-match'] ?? null, request.body ?? null]))
      .digest('base64url');
    const known = await beginWrite(db, { id, fingerprint }, new Date(now().getTime() - answersKeptMs));
    if (known === null) {
      request.answeredAs = id;
      return;
    }
    if (known.fingerprint !== fingerprint) throw keyReused();
    const body = openAnswer(known);
    if (known.status === null || body === null) throw underWay();
    return reply
      .code(known.status)
      .headers({ ...known.headers, 'idempotency-replayed': 'true' })
      .send(body.length === 0 ? null : body);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const id = request.answeredAs;
    if (id === null) return payload;
    request.answeredAs = null;
    const isText = payload === null || payload === undefined || typeof payload === 'string';
    if (reply.statusCode >= 300 || !isText) {
      await forgetWrite(db, id);
      return payload;
    }
    try {
      const headers = Object.fromEntries(
        keptHeaders.flatMap((name) => {
          const value = reply.getHeader(name);
          return typeof value === 'string' ? [[name, value]] : [];
        }),
      );
      const sealed = keyRing.seal('secret', Buffer.from(payload ?? ''), context(id));
      await keepAnswer(db, id, { status: reply.statusCode, headers, ...sealed });
    } catch (error) {
      // It is done all the same; a repeat is refused, and does nothing.
      request.log.warn({ err: error }, 'the answer to a write could not be kept for its repeats');
    }
    return payload;
  });

  function openAnswer({ id, keyId, ciphertext }: AnsweredWrite): Buffer | null {
    if (keyId === null || ciphertext === null) return null;
    try {
      return keyRing.unseal('secret', { keyId, ciphertext }, context(id));
    } catch {
      return null; // sealed by a key that is no more
    }
  }
}

const context = (id: string): string => `answered-write/${id}`;

const digest = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

/** Routes that start workflows name the header themselves, and give it to the request. */
function takesItself({ routeOptions: { schema } }: FastifyRequest): boolean {
  const headers = schema?.headers as { readonly properties?: object } | undefined;
  return headers?.properties !== undefined && 'idempotency-key' in headers.properties;
}

const underWay = (): ApiProblem =>
  new ApiProblem(
    'request.under_way',
    'This was sent before with the same Idempotency-Key and is not answered yet. If it stays so, look whether it was done, and send it again with another key.',
    { retryAfterSeconds: 1 },
  );
