/** Calls for which account, role and store are looked at anew, not only once a minute. */
import type { FastifyRequest } from 'fastify';
import { isRead } from './read-methods.ts';

/** Whatever is done to a request counts for others at once: deciding, one or many, handing on, undoing. */
export const wantsRightsNow = (request: FastifyRequest): boolean =>
  request.routeOptions.schema?.['x-rights-now'] === true ||
  (!isRead(request) && request.routeOptions.url?.startsWith('/api/v1/requests/') === true);
