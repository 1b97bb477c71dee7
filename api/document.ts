/** The API's document without a running API: for the types of the web pages' client. */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify from 'fastify';
import { prefix, publicRouteModules, sessionRouteModules } from './app.ts';
import type { AppDeps } from './deps.ts';
import { openapi } from './plugins/openapi.ts';
import type { RouteDeps } from './route.ts';

/** The same document as GET /api/v1/openapi.json. */
export async function describeApi(): Promise<object> {
  // Routes are described here, never called: they need nothing but the address of the installation.
  const deps = {
    config: { publicUrl: new URL('http://localhost:3000'), trustProxy: false },
    database: {},
  } as unknown as RouteDeps & AppDeps;
  await using app = Fastify();
  await app.register(openapi, deps);
  await app.register(
    (scope, _options, done) => {
      const routes = scope.withTypeProvider<TypeBoxTypeProvider>();
      for (const register of [...publicRouteModules, ...sessionRouteModules]) register(routes, deps);
      done();
    },
    { prefix },
  );
  await app.ready();
  return app.swagger();
}
