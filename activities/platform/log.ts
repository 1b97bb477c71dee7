/** Structured logs; what looks like a secret is never written. */
import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** Field names that are never written, at the top level or one level below. */
const secretFields = [
  'password',
  'oldPassword',
  'newPassword',
  'bindPassword',
  'secret',
  'secrets',
  'token',
  'cookie',
  'authorization',
  'csrfToken',
];

/** @param destination a stream; standard output when absent. */
export function createLogger(
  name: string,
  level: string,
  destination?: { write(line: string): void },
): Logger {
  const options = {
    name,
    level,
    redact: {
      paths: secretFields
        .flatMap((field) => [field, `*.${field}`, `*.*.${field}`])
        .concat(['req.headers.cookie', 'req.headers["x-csrf-token"]']),
      censor: '[redacted]',
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
