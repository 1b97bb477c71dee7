/** The API, put together: the list below is its architecture. */
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { LiveDirectory } from '../activities/platform/live-directory.ts';
import type { AppDeps } from './deps.ts';
import { answerUnreadable } from './client-errors.ts';
import { authenticate } from './plugins/authentication.ts';
import { errors } from './plugins/errors.ts';
import { askToSignIn, engineUi } from './plugins/engine-ui.ts';
import { jsonBodies } from './plugins/json-bodies.ts';
import { openapi } from './plugins/openapi.ts';
import { limits } from './plugins/rate-limit.ts';
import { repeatable } from './plugins/repeatable.ts';
import { securityHeaders } from './plugins/security-headers.ts';
import { serialization } from './plugins/serialization.ts';
import { sessions } from './plugins/sessions.ts';
import { transport } from './plugins/transport.ts';
import { ui } from './plugins/ui.ts';
import { validation } from './plugins/validation.ts';
import { RequestListener } from './request-listener.ts';
import type { RouteDeps } from './route.ts';
import { signInProviderRoutes } from './routes/public/sign-in-providers.ts';
import { secondFactorRoutes } from './routes/public/second-factor.ts';
import { setUpRoutes } from './routes/public/set-up.ts';
import { signInRoutes } from './routes/public/sign-in.ts';
import { systemRoutes } from './routes/public/system.ts';
import { apiTokenRoutes } from './routes/session/api-tokens.ts';
import { breakGlassRoutes } from './routes/session/break-glass.ts';
import { codecRoutes } from './routes/session/codec.ts';
import { configurationRoutes } from './routes/session/configuration.ts';
import { decisionRoutes } from './routes/session/decisions.ts';
import { delegationRoutes } from './routes/session/delegations.ts';
import { dutyRoutes } from './routes/session/duties.ts';
import { dutyExceptionRoutes } from './routes/session/duty-exceptions.ts';
import { findRoutes } from './routes/session/find.ts';
import { exportRoutes } from './routes/session/exports.ts';
import { groupActionRoutes } from './routes/session/group-actions.ts';
import { groupRoutes } from './routes/session/groups.ts';
import { openidProviderRoutes } from './routes/session/openid-providers.ts';
import { factorRoutes } from './routes/session/factors.ts';
import { factorSettingsRoutes, questionPoolRoutes } from './routes/session/factor-settings.ts';
import { historyRoutes } from './routes/session/history.ts';
import { mailboxRoutes } from './routes/session/mailbox.ts';
import { mailApprovalRoutes } from './routes/session/mail-approvals.ts';
import { mailTemplateRoutes } from './routes/session/mail-templates.ts';
import { notificationRoutes } from './routes/session/notifications.ts';
import { listRoutes } from './routes/session/lists.ts';
import { objectRoutes } from './routes/session/objects.ts';
import { operationRoutes } from './routes/session/operations.ts';
import { portalRoutes } from './routes/session/portals.ts';
import { queryRoutes } from './routes/session/queries.ts';
import { replicationRoutes } from './routes/session/replication.ts';
import { replicationStoreRoutes } from './routes/session/replication-store.ts';
import { requestRoutes } from './routes/session/requests.ts';
import { rerouteRoutes } from './routes/session/reroute.ts';
import { roleCheckRoutes } from './routes/session/role-check.ts';
import { roleRoutes } from './routes/session/roles.ts';
import { savedViewRoutes } from './routes/session/saved-views.ts';
import { searchRoutes } from './routes/session/search.ts';
import { searchEngineRoutes } from './routes/session/search-engine.ts';
import { sessionRoutes } from './routes/session/session.ts';
import { storeSessionRoutes } from './routes/session/store-sessions.ts';
import { settingsRoutes } from './routes/session/settings.ts';
import { storeMailRoutes } from './routes/session/store-mail.ts';
import { storeExcludedRoutes } from './routes/session/store-excluded.ts';
import { storeTestRoutes } from './routes/session/store-tests.ts';
import { storeRoutes } from './routes/session/stores.ts';
import { userRoutes } from './routes/session/users.ts';
import { webhookRoutes } from './routes/session/webhooks.ts';
import { whyNotRoutes } from './routes/session/why-not.ts';
import { workflowRoutes } from './routes/session/workflows.ts';
import { oldRequestRoutes } from './routes/session/old-requests.ts';
import { workflowSettingRoutes } from './routes/session/workflow-settings.ts';
import { startSweeper } from './sweeper.ts';
import { bearers } from './tokens/bearer.ts';
import { TokenOwners } from './tokens/owners.ts';

export const prefix = '/api/v1';
export const publicRouteModules = [
  systemRoutes,
  signInRoutes,
  secondFactorRoutes,
  signInProviderRoutes,
  setUpRoutes,
];
export const sessionRouteModules = [
  sessionRoutes,
  storeSessionRoutes,
  settingsRoutes,
  apiTokenRoutes,
  factorRoutes,
  factorSettingsRoutes,
  questionPoolRoutes,
  openidProviderRoutes,
  groupRoutes,
  groupActionRoutes,
  userRoutes,
  objectRoutes,
  findRoutes,
  listRoutes,
  searchRoutes,
  queryRoutes,
  exportRoutes,
  savedViewRoutes,
  requestRoutes,
  decisionRoutes,
  rerouteRoutes,
  breakGlassRoutes,
  delegationRoutes,
  mailApprovalRoutes,
  historyRoutes,
  storeRoutes,
  storeExcludedRoutes,
  storeTestRoutes,
  storeMailRoutes,
  workflowRoutes,
  oldRequestRoutes,
  workflowSettingRoutes,
  webhookRoutes,
  replicationRoutes,
  replicationStoreRoutes,
  roleRoutes,
  roleCheckRoutes,
  configurationRoutes,
  dutyRoutes,
  dutyExceptionRoutes,
  whyNotRoutes,
  portalRoutes,
  searchEngineRoutes,
  mailboxRoutes,
  notificationRoutes,
  mailTemplateRoutes,
  operationRoutes,
  codecRoutes,
];
const bodyLimitBytes = 1_048_576;

/** Builds the API without listening. `close()` stops what it started, not what it was given. */
export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = deps.log;
  const app = Fastify({
    loggerInstance,
    // The nearest proxy is ours; what further ones claim is not believed.
    trustProxy: deps.config.trustProxy ? (_address, hop) => hop === 0 : false,
    bodyLimit: bodyLimitBytes,
    requestTimeout: 30_000,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    // Writes and refusals log themselves, with what they were about.
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: (error, request, reply) => {
      app.errorHandler(error, request, reply);
    },
    clientErrorHandler: answerUnreadable,
    // Ids of directory objects have up to 255 characters, escaped up to twelve times that.
    routerOptions: { maxParamLength: 4096 },
  });

  await app.register(errors, deps);
  await app.register(jsonBodies);
  await app.register(validation);
  await app.register(serialization);
  await app.register(transport, deps);
  await app.register(openapi, deps);
  await app.register(securityHeaders, deps);
  await app.register(sessions, deps);
  await app.register(bearers, deps);
  await app.register(limits);

  const listener = new RequestListener(deps.database.pool, deps.log);
  const routeDeps: RouteDeps = {
    ...deps,
    listener,
    owners: new TokenOwners(),
    live: new LiveDirectory(deps.providers, deps.log),
  };

  await app.register(
    (scope, _options, done) => {
      const routes = scope.withTypeProvider<TypeBoxTypeProvider>();
      for (const register of publicRouteModules) register(routes, routeDeps);
      done();
    },
    { prefix },
  );
  await app.register(
    (scope, _options, done) => {
      authenticate(scope, routeDeps);
      repeatable(scope, routeDeps);
      const routes = scope.withTypeProvider<TypeBoxTypeProvider>();
      for (const register of sessionRouteModules) register(routes, routeDeps);
      done();
    },
    { prefix },
  );

  await app.register((scope, _options, done) => {
    askToSignIn(scope);
    authenticate(scope, routeDeps);
    engineUi(scope, routeDeps);
    done();
  });
  await app.register(ui, deps);

  let stopSweeper: (() => Promise<void>) | null = null;
  app.addHook('onReady', () => {
    listener.start();
    stopSweeper = startSweeper(routeDeps);
    return Promise.resolve();
  });
  // Long answers (waits, event streams) must end before connections can close.
  app.addHook('preClose', () => listener[Symbol.asyncDispose]());
  app.addHook('onClose', () => stopSweeper?.() ?? Promise.resolve());
  await app.ready();
  return app;
}
