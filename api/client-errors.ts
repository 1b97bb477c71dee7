/** What is no HTTP at all never reaches a route; it is answered as a problem document all the same. */
import { STATUS_CODES } from 'node:http';
import type { ConnectionError } from 'fastify';
import type { Duplex } from 'node:stream';
import type { ErrorCode } from '../workflows/contracts/errors.ts';
import type { ProblemDocument } from './schemas/problem.ts';

const kinds: Readonly<Record<string, readonly [number, ErrorCode, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'body.invalid', 'The headers are larger than this server accepts.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'body.invalid', 'The request did not arrive in time. Send it again.'],
};
const unreadable = [400, 'body.invalid', 'This is not an HTTP request that can be read.'] as const;

/** For Fastify's `clientErrorHandler`: answers where somebody still listens, and ends the connection. */
export function answerUnreadable(error: ConnectionError, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) {
    const [status, code, detail] = kinds[error.code] ?? unreadable;
    const document: ProblemDocument = {
      type: 'about:blank',
      status,
      code,
      detail,
      errors: [{ field: '', code, message: detail }],
      traceId: '',
    };
    const body = JSON.stringify(document);
    socket.write(
      [
        `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
        'Content-Type: application/problem+json',
        `Content-Length: ${Buffer.byteLength(body)}`,
        'Cache-Control: no-store',
        'X-Content-Type-Options: nosniff',
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  }
  socket.destroy(error);
}
