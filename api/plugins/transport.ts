/** Plain HTTP ends at the machine: off loopback every request must have come by TLS. */
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { AppDeps } from '../deps.ts';
import { isLoopback } from '../../activities/platform/config.ts';
import { ApiProblem } from '../problem.ts';

export const transport = fp<AppDeps>(
  (app, { config }, done) => {
    app.addHook('onRequest', (request, _reply, next) => {
      if (isSafe(request, config.trustProxy)) next();
      else
        next(
          new ApiProblem(
            'transport.insecure',
            'Use https. Plain http is accepted on the server itself only.',
          ),
        );
    });
    done();
  },
  { name: 'transport' },
);

function isSafe(request: FastifyRequest, trustProxy: boolean): boolean {
  if (request.protocol === 'https') return true;
  // A proxy on this machine says by which protocol its client came.
  if (trustProxy && request.headers['x-forwarded-proto'] !== undefined) return false;
  const peer = request.socket.remoteAddress ?? '';
  return isLoopback(peer.replace(/^::ffff:/, ''));
}
