/** The OpenID providers through which people of a store may sign in [A3]. */
import {
  clientSecretName,
  deleteOpenidProvider,
  getOpenidProvider,
  insertOpenidProvider,
  listOpenidProviders,
  type OpenidProvider,
  updateOpenidProvider,
} from '../../../activities/database/repositories/openid-providers.ts';
import { deleteSecrets, listSecrets } from '../../../activities/database/repositories/stores.ts';
import type { Db } from '../../../activities/database/client.ts';
import { isUsableIssuer } from '../../../activities/platform/openid.ts';
import { saveSecret } from '../../../activities/platform/secrets.ts';
import { configure, setVersion, versionOf } from '../../configuration.ts';
import { returnAddress } from '../../openid.ts';
import { ApiProblem, staleVersion } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, Empty, IfMatch, Query, StoreParams } from '../../schemas/common.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import {
  ProviderBody,
  ProviderList,
  ProviderView,
  StoreProviderParams,
} from '../../schemas/sign-in-providers.ts';
import { requireStore } from '../../store-view.ts';

const tags = ['Identity stores'];
const listPath = '/stores/:storeId/sign-in-providers';
const onePath = `${listPath}/:providerId`;
const reads = { 'x-permission': 'Manage Identity Store' } as const;
const writes = { 'x-permission': 'Manage Identity Store Configurations' } as const;
const takenNames = { openid_providers_name_key: 'name' };

export function openidProviderRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  app.get(
    listPath,
    {
      schema: {
        operationId: 'listSignInProviders',
        tags,
        summary: 'OpenID providers through which people of the store may sign in',
        ...reads,
        params: StoreParams,
        response: { 200: ProviderList, ...readProblems('notFound') },
      },
    },
    async (request) => {
      const { id } = await requireStore(db, request.params.storeId);
      const providers = await listOpenidProviders(db, id);
      return {
        items: await Promise.all(providers.map((one) => viewOf(db, one))),
        returnAddress: returnAddress(deps).href,
      };
    },
  );

  app.post(
    listPath,
    {
      schema: {
        operationId: 'createSignInProvider',
        tags,
        summary: 'Let people of the store sign in with an OpenID provider',
        ...writes,
        params: StoreParams,
        querystring: Query(DryRun),
        body: ProviderBody,
        response: { 201: ProviderView, ...writeProblems('notFound', 'name.taken') },
      },
    },
    async (request, reply) => {
      const { id: storeId } = await requireStore(db, request.params.storeId);
      const { clientSecret, ...fields } = request.body;
      requireIssuer(fields.issuer);
      const view = await configure(deps, request, 'create sign-in provider', takenNames, async (tx) => {
        const made = await insertOpenidProvider(tx, { storeId, ...fields });
        if (typeof clientSecret === 'string')
          await saveSecret(tx, deps.keyRing, storeId, clientSecretName(made.id), clientSecret);
        return viewOf(tx, made);
      });
      setVersion(reply, view.version);
      return reply.code(201).send(view);
    },
  );

  app.put(
    onePath,
    {
      schema: {
        operationId: 'putSignInProvider',
        tags,
        summary: 'Change an OpenID provider; a client secret that is left out stays',
        ...writes,
        params: StoreProviderParams,
        headers: IfMatch,
        querystring: Query(DryRun),
        body: ProviderBody,
        response: { 200: ProviderView, ...writeProblems('notFound', 'name.taken', 'version.stale') },
      },
    },
    async (request, reply) => {
      const before = await requireProvider(db, request.params);
      const { clientSecret, ...fields } = request.body;
      requireIssuer(fields.issuer);
      const version = versionOf(request);
      const view = await configure(deps, request, 'change sign-in provider', takenNames, async (tx) => {
        const written = await updateOpenidProvider(tx, before.id, version, fields);
        if (written === null) throw staleVersion();
        const secretName = clientSecretName(before.id);
        if (typeof clientSecret === 'string') {
          await saveSecret(tx, deps.keyRing, before.storeId, secretName, clientSecret);
        } else if (clientSecret === null || fields.issuer !== before.issuer) {
          // A secret typed for one provider is never sent to another.
          await deleteSecrets(tx, before.storeId, secretName);
        }
        return viewOf(tx, written);
      });
      setVersion(reply, view.version);
      return view;
    },
  );

  app.delete(
    onePath,
    {
      schema: {
        operationId: 'deleteSignInProvider',
        tags,
        summary: 'Let nobody sign in with this OpenID provider any more',
        ...writes,
        params: StoreProviderParams,
        querystring: Query(DryRun),
        response: { 204: Empty, ...writeProblems('notFound') },
      },
    },
    async (request, reply) => {
      const { id, storeId } = await requireProvider(db, request.params);
      await configure(deps, request, 'delete sign-in provider', {}, async (tx) => {
        await deleteSecrets(tx, storeId, clientSecretName(id));
        await deleteOpenidProvider(tx, id);
      });
      return reply.code(204).send(null);
    },
  );
}

async function requireProvider(
  db: Db,
  { storeId, providerId }: { readonly storeId: string; readonly providerId: string },
): Promise<OpenidProvider> {
  const provider = await getOpenidProvider(db, providerId);
  if (provider?.storeId !== storeId) throw ApiProblem.notFound('sign-in provider');
  return provider;
}

function requireIssuer(issuer: string): void {
  if (isUsableIssuer(issuer)) return;
  throw ApiProblem.field(
    'issuer',
    'must be the https address of the provider, without a question mark or #; http is for this machine only',
  );
}

async function viewOf(db: Db, provider: OpenidProvider) {
  const { id, name, issuer, clientId, scopes, claim, attribute, trustsSecondFactor, enabled, version } =
    provider;
  const secrets = await listSecrets(db, provider.storeId);
  return {
    id,
    name,
    issuer,
    clientId,
    scopes,
    claim,
    attribute,
    trustsSecondFactor,
    enabled,
    clientSecret: { set: secrets.some((one) => one.name === clientSecretName(id)) },
    version,
  };
}
