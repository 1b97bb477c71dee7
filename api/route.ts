/** What every route module is given. */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { LiveDirectory } from '../activities/platform/live-directory.ts';
import type { AppDeps } from './deps.ts';
import type { RequestListener } from './request-listener.ts';
import type { TokenOwners } from './tokens/owners.ts';

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

export interface RouteDeps extends AppDeps {
  readonly live: LiveDirectory;
  readonly listener: RequestListener;
  readonly owners: TokenOwners;
}
