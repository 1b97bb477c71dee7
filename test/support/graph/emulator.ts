/**
 * Microsoft Graph and its sign-in host for tests, over TLS with an authority of its own, with faults
 * to switch on. Its answers follow the published requests and answers that `test/contract/graph-cases.test.ts`
 * replays against it.
 */
import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAuthority, type CertificateAuthority } from '../certificates.ts';
import { Application } from './application.ts';
import { answerBatch } from './batch.ts';
import type { Answer, Call } from './call.ts';
import { DeltaQueries } from './delta.ts';
import { wrongWith } from './answer-schema.ts';
import { badRequest, GraphFailure } from './failure.ts';
import { type FaultAction, Faults } from './faults.ts';
import { route } from './routes.ts';
import { Tenant } from './tenant.ts';

export interface LoggedRequest {
  /** `METHOD /path?query`, decoded. */
  readonly line: string;
  readonly status: number;
  readonly inBatch: boolean;
  readonly authorized: boolean;
}

export class GraphEmulator implements AsyncDisposable {
  readonly authority: CertificateAuthority;
  readonly tenant: Tenant;
  readonly application: Application;
  readonly delta: DeltaQueries;
  readonly faults = new Faults();
  readonly requests: LoggedRequest[] = [];
  /** Answers that the published types do not allow; whoever disposes of it hears of them. */
  readonly wrongAnswers: string[] = [];
  /** Requests under way now, and the most there ever were. */
  concurrent = 0;
  mostConcurrent = 0;
  readonly #server: ReturnType<typeof createServer>;
  readonly #sockets = new Set<TLSSocket>();

  static async start(options: { domain?: string; days?: number } = {}): Promise<GraphEmulator> {
    const authority = await createAuthority();
    const certificate = await authority.issue(['localhost'], { days: options.days ?? 30 });
    const emulator = new GraphEmulator(authority, certificate, options.domain ?? 'contoso.onmicrosoft.com');
    await new Promise<void>((resolve, reject) => {
      emulator.#server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return emulator;
  }

  private constructor(
    authority: CertificateAuthority,
    { keyPem, certPem }: { keyPem: string; certPem: string },
    domain: string,
  ) {
    this.authority = authority;
    this.tenant = new Tenant(domain);
    this.application = new Application(this.tenant.id, domain);
    this.delta = new DeltaQueries(this.tenant);
    this.#server = createServer({ key: keyPem, cert: certPem }, (request, response) => {
      void this.#serve(request, response);
    });
    this.#server.on('secureConnection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket)).on('error', () => undefined);
    });
  }

  get origin(): string {
    return `https://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  reset(): void {
    this.faults.reset();
    this.tenant.lagMs = 0;
    this.tenant.indexLagMs = 0;
    this.requests.length = 0;
    this.mostConcurrent = 0;
  }

  /** Another certificate of the same authority; what is connected is cut off. @param days below zero: expired */
  async useCertificate(days: number): Promise<void> {
    const { keyPem, certPem } = await this.authority.issue(['localhost'], { days });
    this.#server.setSecureContext({ key: keyPem, cert: certPem });
    for (const socket of this.#sockets) socket.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
    await this.authority[Symbol.asyncDispose]();
    if (this.wrongAnswers.length > 0)
      throw new Error(`Graph does not answer so: ${this.wrongAnswers.slice(0, 10).join('; ')}`);
  }

  #check(line: string, answer: Answer): void {
    this.wrongAnswers.push(...wrongWith(answer).map((problem) => `${line}: ${problem}`));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.concurrent += 1;
    this.mostConcurrent = Math.max(this.mostConcurrent, this.concurrent);
    response.once('close', () => {
      this.concurrent -= 1;
    });
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const url = new URL(request.url ?? '/', this.origin);
    const method = request.method ?? 'GET';
    const line = lineOf(method, url.pathname, url.searchParams);
    const fault = this.faults.take(line, false);
    if (fault?.kind === 'slow') await sleep(fault.delayMs);
    if (fault?.kind === 'drop' && fault.afterBytes === undefined) {
      response.socket?.destroy();
      return;
    }
    const answer =
      fault?.kind === 'status'
        ? faultAnswer(fault)
        : fault?.kind === 'empty'
          ? { status: 200, body: { value: [] } }
          : (this.application.answer(this.origin, method, url.pathname, text) ??
            (await this.#graph(request, url, text)));
    this.#check(line, answer);
    this.requests.push({
      line,
      status: answer.status,
      inBatch: false,
      authorized: request.headers.authorization !== undefined,
    });
    if (fault?.kind === 'lostAnswer') response.socket?.destroy();
    else send(response, answer, fault?.kind === 'drop' ? fault.afterBytes : undefined);
  }

  async #graph(request: IncomingMessage, url: URL, text: string): Promise<Answer> {
    try {
      this.application.authorize(request.headers.authorization);
      if (!url.pathname.startsWith('/v1.0/')) throw new GraphFailure(400, 'BadRequest', 'Invalid version.');
      const call: Call = {
        method: request.method ?? 'GET',
        path: decodeURIComponent(url.pathname.slice('/v1.0'.length)),
        query: url.searchParams,
        headers: request.headers as Record<string, string | undefined>,
        body: text === '' ? undefined : parse(text),
        base: `${this.origin}/v1.0`,
        inBatch: false,
      };
      if (call.path === '/$batch') {
        // Each part may fail alone, the whole is 200.
        return await answerBatch(call, (part) => Promise.resolve(this.#part(part)));
      }
      return route(this, call);
    } catch (error) {
      return failureAnswer(error);
    }
  }

  #part(part: Call): Answer {
    const line = lineOf(part.method, `/v1.0${part.path}`, part.query);
    const fault = this.faults.take(line, true);
    let answer: Answer;
    try {
      answer = fault?.kind === 'status' ? faultAnswer(fault) : route(this, part);
    } catch (error) {
      answer = failureAnswer(error);
    }
    this.#check(line, answer);
    this.requests.push({ line, status: answer.status, inBatch: true, authorized: true });
    return answer;
  }
}

const lineOf = (method: string, path: string, query: URLSearchParams): string => {
  const text = [...query].map(([name, value]) => `${name}=${value}`).join('&');
  return `${method} ${decodeURIComponent(path)}${text === '' ? '' : `?${text}`}`;
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('Unable to read JSON request payload.');
  }
}

function failureAnswer(error: unknown): Answer {
  if (!(error instanceof GraphFailure)) throw error;
  return { status: error.status, body: error.body(), headers: error.headers };
}

function faultAnswer(fault: FaultAction & { kind: 'status' }): Answer {
  const code = fault.code ?? (fault.status === 429 ? 'TooManyRequests' : 'ServiceUnavailable');
  const message =
    fault.message ?? (fault.status === 429 ? 'Please retry again later.' : 'The service is not available.');
  return {
    status: fault.status,
    body: new GraphFailure(fault.status, code, message).body(),
    ...(fault.retryAfter === undefined ? {} : { headers: { 'Retry-After': fault.retryAfter } }),
  };
}

function send(response: ServerResponse, answer: Answer, cutAfterBytes: number | undefined): void {
  const isText = typeof answer.body === 'string';
  const payload = answer.body === undefined ? '' : isText ? answer.body : JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    ...(payload === ''
      ? {}
      : {
          'content-type': isText ? 'text/plain' : 'application/json;odata.metadata=minimal',
          'content-length': Buffer.byteLength(payload),
        }),
    'request-id': 'emulated',
    ...answer.headers,
  });
  if (cutAfterBytes === undefined) response.end(payload);
  else response.write(payload.slice(0, cutAfterBytes), () => response.socket?.destroy());
}
