/** What the emulator refuses, in Microsoft's form (OData error body). */
import { randomUUID } from 'node:crypto';

export class GraphFailure extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly details: readonly object[];

  constructor(
    status: number,
    code: string,
    message: string,
    extra: { headers?: Readonly<Record<string, string>>; details?: readonly object[] } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = extra.headers ?? {};
    this.details = extra.details ?? [];
  }

  body(): object {
    const requestId = randomUUID();
    return {
      error: {
        code: this.code,
        message: this.message,
        ...(this.details.length === 0 ? {} : { details: this.details }),
        innerError: {
          date: new Date().toISOString().slice(0, 19),
          'request-id': requestId,
          'client-request-id': requestId,
        },
      },
    };
  }
}

export const badRequest = (message: string, details: readonly object[] = []): GraphFailure =>
  new GraphFailure(400, 'Request_BadRequest', message, { details });

export const unsupportedQuery = (message: string): GraphFailure =>
  new GraphFailure(400, 'Request_UnsupportedQuery', message);

export const notFound = (id: string): GraphFailure =>
  new GraphFailure(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );

export const denied = (): GraphFailure =>
  new GraphFailure(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');

export const conflict = (property: string): GraphFailure =>
  badRequest(`Another object with the same value for property ${property} already exists.`, [
    {
      code: 'ObjectConflict',
      message: `Another object with the same value for property ${property} already exists.`,
      target: property,
    },
  ]);
