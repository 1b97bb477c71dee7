/** A receiver of webhooks on this machine, which keeps what it is sent and checks signatures as receivers do. */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly path: string;
}

export interface Receiver extends AsyncDisposable {
  readonly url: string;
  readonly received: Received[];
  /** Statuses of the next answers; 204 when there is none. 0 never answers. */
  readonly answers: number[];
  /** Headers of every answer. */
  readonly headers: Record<string, string>;
}

export async function startReceiver(address = '127.0.0.1'): Promise<Receiver> {
  const received: Received[] = [];
  const answers: number[] = [];
  const headers: Record<string, string> = {};
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      received.push({ headers: request.headers, body, path: request.url ?? '' });
      const status = answers.shift() ?? 204;
      if (status !== 0)
        response.writeHead(status, headers).end(status === 204 ? undefined : 'planted answer');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${address}:${port}/muster`,
    received,
    answers,
    headers,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** As the Standard Webhooks specification tells receivers to: any of the signatures must fit. */
export function isSigned({ headers, body }: Received, secret: string, toleranceMs = 300_000): boolean {
  const [id, timestamp] = [String(headers['webhook-id']), String(headers['webhook-timestamp'])];
  if (Math.abs(Date.now() - Number(timestamp) * 1000) > toleranceMs) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const wanted = `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  return String(headers['webhook-signature']).split(' ').includes(wanted);
}
