/** The last link of the Graph client's chain: sends over verified TLS, in bounded time and size. */
import { GraphClientError, type Context, type Middleware } from '@microsoft/microsoft-graph-client';
import { Agent, fetch } from 'undici';
import { guardedLookup } from '../../platform/outbound.ts';
import { ProviderError } from '../contract.ts';
import { TransportFailure } from './refusal.ts';
import { checkWriteFence } from '../write-fence.ts';

/** No answer is larger: a page of 999 objects with all their attributes stays far below. */
const maxAnswerBytes = 64 * 1024 * 1024;

export interface TransportOptions {
  readonly authorities: readonly string[];
  readonly timeoutMs: number;
  readonly connections: number;
}

/** Carries a failure through the Graph client, which replaces all errors but its own. */
function carried(failure: TransportFailure | ProviderError): GraphClientError {
  const error = new GraphClientError(failure.message);
  error.customError = failure;
  return error;
}

/** The reverse of {@link carried}; null for any other error. */
export function failureIn(error: unknown): TransportFailure | ProviderError | null {
  if (!(error instanceof GraphClientError)) return null;
  const failure: unknown = error.customError;
  return failure instanceof TransportFailure || failure instanceof ProviderError ? failure : null;
}

export class Transport implements Middleware {
  readonly #agent: Agent;
  readonly #timeoutMs: number;

  constructor({ authorities, timeoutMs, connections }: TransportOptions) {
    this.#timeoutMs = timeoutMs;
    this.#agent = new Agent({
      connections,
      connect: {
        ca: [...authorities],
        minVersion: 'TLSv1.2',
        timeout: Math.min(timeoutMs, 10_000),
        lookup: guardedLookup,
      },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
  }

  async execute(context: Context): Promise<void> {
    // The client hands on an address; a whole request only where one was given to it.
    const request: unknown = context.request;
    if (typeof request !== 'string') throw new GraphClientError('The request is no address.');
    const { method, headers, body } = context.options ?? {};
    try {
      if (method !== 'GET') checkWriteFence();
      context.response = await this.send(request, {
        method: method ?? 'GET',
        headers: headers as Record<string, string>,
        ...(typeof body === 'string' ? { body } : {}),
      });
    } catch (error) {
      throw error instanceof TransportFailure || error instanceof ProviderError ? carried(error) : error;
    }
  }

  /** @throws TransportFailure unless the whole answer came */
  async send(
    url: string,
    options: {
      readonly method: string;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    } = {
      method: 'GET',
    },
  ): Promise<Response> {
    try {
      const response = await fetch(url, {
        ...options,
        dispatcher: this.#agent,
        signal: AbortSignal.timeout(this.#timeoutMs),
        // Nobody is told the token but the host of the settings.
        redirect: 'manual',
      });
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of response.body ?? []) {
        const bytes = chunk as Uint8Array;
        size += bytes.byteLength;
        if (size > maxAnswerBytes) throw new Error(`The answer is larger than ${maxAnswerBytes} bytes.`);
        chunks.push(bytes);
      }
      const { status } = response;
      return new Response(status === 204 || status === 304 ? null : Buffer.concat(chunks), {
        status,
        headers: [...response.headers],
      });
    } catch (error) {
      throw new TransportFailure(new URL(url).host, error);
    }
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }
}
