/**
 * Requests to Microsoft Graph through its client, without the client's own retries: the chain is
 * authentication and transport, nothing else, because Temporal is the only retry layer.
 */
import { AuthenticationHandler, Client, GraphError } from '@microsoft/microsoft-graph-client';
import type { ProviderContext, ProviderLog, Sessions } from '../contract.ts';
import { type Cloud, cloudOf, trustedAuthorities } from './cloud.ts';
import { ExtensionSchema } from './extensions.ts';
import { Limiter } from './limiter.ts';
import { GraphRefusal } from './refusal.ts';
import type { EntraIdSettings } from './settings.ts';
import { SignInRefusal } from './sign-in-refusal.ts';
import { TokenSource } from './tokens.ts';
import { failureIn, Transport } from './transport.ts';
import { ProviderError } from '../contract.ts';

const version = 'v1.0';
/** `$batch` takes so many. */
const maxBatch = 20;
/** A token that is refused although it is this young will be refused again. */
const freshTokenMs = 60_000;

export type Json = Readonly<Record<string, unknown>>;

export interface GraphCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Begins with `/`; encoded. */
  readonly path: string;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Page {
  readonly value: readonly Json[];
  readonly nextLink: string | null;
  readonly deltaLink: string | null;
}

/** What a part of a batch came to: its body, or why it was refused. */
export type PartResult = Json | GraphRefusal | null;

/** The headers of an advanced query (learn.microsoft.com/graph/aad-advanced-queries). */
export const eventual = { ConsistencyLevel: 'eventual' } as const;

export class GraphConnection {
  readonly cloud: Cloud;
  readonly settings: EntraIdSettings;
  readonly tokens: TokenSource;
  readonly transport: Transport;
  readonly log: ProviderLog;
  readonly extensions = new ExtensionSchema();
  readonly #client: Client;
  readonly #sessions: Sessions;
  #token = '';

  constructor(settings: EntraIdSettings, { secrets, log, sessions }: Omit<ProviderContext, 'storeId'>) {
    this.settings = settings;
    this.log = log;
    this.cloud = cloudOf(settings);
    const authorities = trustedAuthorities(settings);
    const connections = settings.maxSessions ?? 1;
    this.transport = new Transport({
      authorities,
      connections,
      timeoutMs: settings.requestTimeoutMs ?? 30_000,
    });
    this.tokens = new TokenSource({
      settings,
      secrets,
      cloud: this.cloud,
      authorities,
      transport: this.transport,
    });
    this.#sessions = sessions?.(connections) ?? new Limiter(connections);
    const authentication = new AuthenticationHandler({ getAccessToken: () => Promise.resolve(this.#token) });
    authentication.setNext(this.transport);
    this.#client = Client.initWithMiddleware({
      middleware: authentication,
      baseUrl: `${this.cloud.graph}/`,
      defaultVersion: version,
      // The client gives the token to these hosts only.
      customHosts: new Set([new URL(this.cloud.graph).hostname]),
    });
  }

  /**
   * @returns the answer, null when it is empty
   * @throws GraphRefusal, TransportFailure, SignInRefusal
   */
  async send(call: GraphCall): Promise<Json | null> {
    return this.#sessions.run(async () => {
      this.#token = await this.tokens.get();
      try {
        return await this.#execute(call);
      } catch (error) {
        throw this.#explain(error);
      }
    });
  }

  async #execute({ method, path, body, headers }: GraphCall): Promise<Json | null> {
    const request = this.#client.api(path).headers({ ...headers });
    const answer = (await (method === 'GET'
      ? request.get()
      : method === 'DELETE'
        ? request.delete()
        : method === 'PUT'
          ? request.put(body)
          : method === 'PATCH'
            ? request.patch(body)
            : request.post(body))) as unknown;
    return typeof answer === 'object' && answer !== null ? (answer as Json) : null;
  }

  #explain(error: unknown): unknown {
    const failure = failureIn(error);
    if (failure !== null) return failure;
    if (!(error instanceof GraphError)) return error;
    const { headers } = error;
    const body: unknown = typeof error.body === 'string' ? parsed(error.body) : error.body;
    const refusal = new GraphRefusal(error.statusCode, body, {
      retryAfter: headers?.get('retry-after') ?? null,
      requestId: headers?.get('request-id') ?? null,
    });
    if (refusal.status !== 401) return refusal;
    const ageMs = this.tokens.forget();
    if (ageMs < freshTokenMs) return new SignInRefusal(refusal.message, refusal);
    return new ProviderError(
      'provider.unavailable',
      'The sign-in of the application to Entra ID ended. It is tried again.',
      {
        detail: refusal.message,
        retryAfterMs: 1_000,
        cause: refusal,
      },
    );
  }

  /** One page of a collection. @throws as {@link send} */
  async page(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Page> {
    const answer = await this.send({ method: 'GET', path, headers });
    const value = answer?.['value'];
    if (!Array.isArray(value)) {
      throw new ProviderError(
        'provider.unavailable',
        'Entra ID answered with something that is no list. It is tried again.',
        {
          detail: `GET ${path}`,
        },
      );
    }
    const link = (name: string): string | null => {
      const found = answer?.[name];
      return typeof found === 'string' && found !== '' ? this.#own(found) : null;
    };
    return {
      value: value as Json[],
      nextLink: link('@odata.nextLink'),
      deltaLink: link('@odata.deltaLink'),
    };
  }

  /** All pages of a collection; ends early by throwing, never silently. */
  async *pages(
    path: string,
    headers: Readonly<Record<string, string>> = {},
  ): AsyncGenerator<readonly Json[]> {
    for (let next: string | null = path; next !== null;) {
      const page: Page = await this.page(next, headers);
      yield page.value;
      next = page.nextLink;
    }
  }

  /** A link of the answer, if it leads to where we are. The token goes to no other host. */
  #own(link: string): string {
    if (URL.canParse(link) && new URL(link).origin === this.cloud.graph) return link;
    throw new ProviderError(
      'provider.unavailable',
      'Entra ID answered with a link to another host. It is not followed.',
      {
        detail: link,
      },
    );
  }

  /**
   * Sends calls in batches of 20 and gives their results in the order of the calls. A refused part
   * is a result; when parts were throttled or not served the others are done and this throws.
   */
  async batch(calls: readonly GraphCall[]): Promise<PartResult[]> {
    const results: PartResult[] = [];
    let postponed: GraphRefusal | null = null;
    for (let start = 0; start < calls.length; start += maxBatch) {
      const parts = await this.#batchOnce(calls.slice(start, start + maxBatch));
      for (const part of parts) {
        if (part instanceof GraphRefusal && isPassing(part)) {
          // Of several waits the longest counts.
          if (postponed === null || (part.retryAfterMs ?? 0) > (postponed.retryAfterMs ?? 0))
            postponed = part;
        }
        results.push(part);
      }
      if (postponed !== null) throw postponed;
    }
    return results;
  }

  async #batchOnce(calls: readonly GraphCall[]): Promise<PartResult[]> {
    const requests = calls.map(({ method, path, body, headers }, index) => ({
      id: String(index + 1),
      method,
      url: path,
      ...(body === undefined ? {} : { body }),
      ...(body === undefined && headers === undefined
        ? {}
        : { headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) } }),
    }));
    const answer = await this.send({ method: 'POST', path: '/$batch', body: { requests } });
    const responses = new Map(
      (Array.isArray(answer?.['responses']) ? (answer['responses'] as Json[]) : []).map((each) => [
        each['id'],
        each,
      ]),
    );
    return requests.map(({ id }) => {
      const response = responses.get(id);
      if (response === undefined) {
        throw new ProviderError(
          'provider.unavailable',
          'Entra ID left out a part of its answer. It is tried again.',
          {
            detail: `part ${id} of $batch`,
          },
        );
      }
      return partResult(response);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.transport.close();
    await this.#sessions[Symbol.asyncDispose]();
  }
}

const isPassing = ({ status }: GraphRefusal): boolean => status === 429 || status >= 500 || status === 424;

function partResult(response: Json): PartResult {
  const status = Number(response['status']);
  const body = response['body'];
  if (status >= 200 && status < 300) return typeof body === 'object' ? (body as Json | null) : null;
  const headers = new Headers(response['headers'] ?? {});
  return new GraphRefusal(status, body, {
    retryAfter: headers.get('retry-after'),
    requestId: headers.get('request-id'),
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text };
  }
}
