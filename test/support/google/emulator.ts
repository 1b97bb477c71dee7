/**
 * A Directory API of one customer, over TLS, with the token host beside it. It follows the published
 * types and what the service really answers (kinds `admin#directory#…`, counts as text, 200 for creations).
 */
import { generateKeyPairSync } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fastify, type FastifyReply, type FastifyRequest } from 'fastify';
import { type CertificateAuthority, createAuthority } from '../certificates.ts';
import { answerChecker } from './answer-schema.ts';
import { GoogleError, unauthenticated } from './answers.ts';
import { GoogleDirectory } from './directory.ts';
import { answerOf, Faults } from './faults.ts';
import { groupRoutes } from './group-routes.ts';
import { orgUnitRoutes } from './org-unit-routes.ts';
import { schemaRoutes } from './schema-routes.ts';
import { Tokens } from './token.ts';
import { userRoutes } from './user-routes.ts';

export interface GoogleEmulator extends AsyncDisposable {
  readonly rootUrl: string;
  readonly caPem: string;
  readonly directory: GoogleDirectory;
  readonly faults: Faults;
  readonly tokens: Tokens;
  readonly administrator: string;
  /** What the domain's administrator has granted the service account; whole scopes. */
  readonly granted: Set<string>;
  /** The key file that the console gives for a service account (JSON). */
  readonly keyFile: string;
  /** Requests that reached the Directory API, as `METHOD path`. */
  readonly requests: string[];
  /** Another certificate of the same authority; what is connected is cut off. @param days below zero: expired */
  useCertificate(days: number): Promise<void>;
  /** Answers that the published types do not allow; empty when all is well. */
  readonly wrongAnswers: string[];
}

const prefix = '/admin/directory/v1';
const readWriteScopes = [
  'user',
  'group',
  'orgunit',
  'customer.readonly',
  'domain.readonly',
  'userschema.readonly',
].map((scope) => `https://www.googleapis.com/auth/admin.directory.${scope}`);

/** The service leaves an empty list out. */
const withoutItems = (answer: object): object =>
  Object.fromEntries(Object.entries(answer).filter(([, value]) => !Array.isArray(value)));

const halfOf = (payload: string): Readable =>
  Readable.from(
    (async function* () {
      yield payload.slice(0, payload.length / 2);
      // What was sent is on its way before the connection ends.
      await sleep(20);
      throw new Error('The answer is cut off.');
    })(),
    { objectMode: false },
  );

export async function startGoogle(domain = 'example.test'): Promise<GoogleEmulator> {
  const authority: CertificateAuthority = await createAuthority('Emulated token and API host');
  const certificate = await authority.issue(['localhost', '127.0.0.1']);
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const account = {
    email: `muster@${domain.replaceAll('.', '-')}.iam.gserviceaccount.test`,
    publicKeyPem: publicKey,
  };
  const administrator = `admin@${domain}`;
  const directory = new GoogleDirectory(domain);
  const faults = new Faults();
  const tokens = new Tokens();
  const requests: string[] = [];
  const granted = new Set(readWriteScopes);
  const wrongAnswers: string[] = [];
  /** Their handlers do their work; what they answer is lost on the way. */
  const doomed = new WeakSet<FastifyRequest>();
  const cut = new WeakSet<FastifyRequest>();
  const emptied = new WeakSet<FastifyRequest>();
  const wrongWith = answerChecker();

  const app = fastify({
    https: { key: certificate.keyPem, cert: certificate.certPem },
    forceCloseConnections: true,
  });
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      done(null, Object.fromEntries(new URLSearchParams(body as string)));
    },
  );
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof GoogleError) return reply.code(error.status).headers(error.headers).send(error.body);
    return reply.code(500).send({ error: { code: 500, message: String(error), errors: [] } });
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).type('text/html').send('<title>Error 404 (Not Found)</title>'),
  );

  let tokenUrl = '';
  app.post('/token', (request, reply) => {
    const rules = { account, administrator, scopes: granted };
    const { status, body } = tokens.give(rules, tokenUrl, request.body as Record<string, string>);
    return reply.code(status).send(body);
  });

  await app.register(
    (api, _options, done) => {
      api.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
        const path = request.url.slice(prefix.length).split('?')[0] ?? '';
        requests.push(`${request.method} ${path}`);
        if (!tokens.isValid(request.headers.authorization?.replace(/^Bearer /u, ''))) throw unauthenticated();
        const fault = faults.take(request.method, path);
        if (fault === undefined) return;
        const answer = answerOf(fault.kind);
        if (answer !== null) throw answer;
        if (fault.kind === 'slow') await sleep(fault.delayMs);
        if (fault.kind === 'dropBefore') {
          reply.hijack();
          request.raw.socket.destroy();
        }
        if (fault.kind === 'dropAfter') doomed.add(request);
        if (fault.kind === 'cutAnswer') cut.add(request);
        if (fault.kind === 'emptyList') emptied.add(request);
      });
      api.addHook('preSerialization', async (request, _reply, payload) => {
        const answer = emptied.has(request) ? withoutItems(payload as object) : payload;
        const wrong = wrongWith(answer);
        if (wrong !== null) wrongAnswers.push(wrong);
        return Promise.resolve(answer);
      });
      api.addHook('onSend', async (request, _reply, payload) => {
        if (doomed.has(request)) request.raw.socket.destroy();
        return Promise.resolve(cut.has(request) ? halfOf(String(payload)) : payload);
      });
      userRoutes(api, directory);
      groupRoutes(api, directory);
      orgUnitRoutes(api, directory);
      schemaRoutes(api, directory, tokens);
      done();
    },
    { prefix },
  );

  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const rootUrl = `https://localhost:${port}/`;
  tokenUrl = `${rootUrl}token`;
  return {
    rootUrl,
    caPem: authority.caPem,
    directory,
    faults,
    tokens,
    administrator,
    granted,
    keyFile: JSON.stringify({
      type: 'service_account',
      project_id: 'muster-test',
      private_key_id: 'one',
      private_key: privateKey,
      client_email: account.email,
      client_id: '100000000000000000001',
      token_uri: tokenUrl,
    }),
    requests,
    wrongAnswers,
    async useCertificate(days) {
      const { keyPem, certPem } = await authority.issue(['localhost', '127.0.0.1'], { days });
      app.server.setSecureContext({ key: keyPem, cert: certPem });
      app.server.closeAllConnections();
    },
    async [Symbol.asyncDispose]() {
      await app.close();
      await authority[Symbol.asyncDispose]();
    },
  };
}
