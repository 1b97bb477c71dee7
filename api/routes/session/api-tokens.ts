/** API tokens: one's own, and all of a store for those who manage its roles (access-and-approvals B3). */
import type { FastifyRequest } from 'fastify';
import {
  endToken,
  listTokensOf,
  listTokensOfStore,
} from '../../../activities/database/repositories/api-tokens.ts';
import { listRoles } from '../../../activities/database/repositories/roles.ts';
import { rightsOf } from '../../../activities/platform/role-rights.ts';
import { soleClient } from '../../../workflows/contracts/clients.ts';
import { configure } from '../../configuration.ts';
import { decodeCursor, instantAndId, pageOf } from '../../cursor.ts';
import { freshUntil, requireFresh } from '../../factors/fresh.ts';
import { ApiProblem } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import {
  ApiTokenList,
  ApiTokenParams,
  CreateApiTokenBody,
  CreateServiceTokenBody,
  NewApiToken,
  StoreApiTokenList,
  StoreApiTokenParams,
  StoreApiTokensQuery,
} from '../../schemas/api-tokens.ts';
import { defaultLimit, DryRun, Empty, Query, StoreParams } from '../../schemas/common.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import { actorOf } from '../../session-actor.ts';
import { requireStore } from '../../store-view.ts';
import { createToken, offeredScopes } from '../../tokens/create.ts';
import { tokenView } from '../../tokens/view.ts';
import { requirePerson } from '../../visible-object.ts';

const base = { tags: ['API tokens'], 'x-session-only': true as const };
const ofStore = { ...base, 'x-permission': 'Manage Security Roles' as const };
const refusals = [
  'session.not_fresh',
  'token.limit',
  'factor.unenrolled',
  'provider.timeout',
  'provider.credentials',
] as const;

export function apiTokenRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  app.get(
    '/api-tokens',
    {
      schema: {
        ...base,
        operationId: 'listApiTokens',
        summary: "One's own API tokens, and what a new one may hold",
        response: { 200: ApiTokenList, ...readProblems() },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const now = deps.now();
      const [rows, roles] = await Promise.all([
        listTokensOf(db, { storeId: actor.storeId, id: actor.userId }),
        listRoles(db, actor.storeId),
      ]);
      const holder = { groups: new Set(actor.groups), containers: new Set(actor.containers) };
      const ofPrograms = rightsOf(roles, holder, soleClient('api'));
      return {
        items: rows.map((row) => tokenView(row, now)),
        scopes: offeredScopes(actor, ofPrograms?.permissions ?? new Set()),
        freshUntil: freshUntil(request, now)?.toISOString() ?? null,
      };
    },
  );

  app.post(
    '/api-tokens',
    {
      schema: {
        ...base,
        operationId: 'createApiToken',
        summary: 'Make an API token of one’s own; its text is shown this once',
        querystring: Query(DryRun),
        body: CreateApiTokenBody,
        response: { 200: NewApiToken, 201: NewApiToken, ...writeProblems(...refusals) },
      },
    },
    async (request, reply) => {
      requireFresh(request, deps.now());
      const { storeId, userId } = actorOf(request);
      const store = await requireStore(db, storeId);
      const made = await createToken(deps, request, store, 'personal', userId, request.body);
      return reply.code(made.secret === null ? 200 : 201).send(made);
    },
  );

  app.delete(
    '/api-tokens/:tokenId',
    {
      schema: {
        ...base,
        operationId: 'endApiToken',
        summary: "End one of one's own API tokens",
        params: ApiTokenParams,
        querystring: Query(DryRun),
        response: { 204: Empty, ...writeProblems('notFound') },
      },
    },
    async (request, reply) => {
      const { storeId, userId: ownerId } = actorOf(request);
      const which = { storeId, ownerId, id: request.params.tokenId };
      await end(request, which, 'owner');
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/stores/:storeId/tokens',
    {
      schema: {
        ...ofStore,
        operationId: 'listStoreApiTokens',
        summary: 'The API tokens of everybody in a store, the newest first',
        params: StoreParams,
        querystring: StoreApiTokensQuery,
        response: { 200: StoreApiTokenList, ...readProblems('notFound') },
      },
    },
    async (request) => {
      const store = await requireStore(db, request.params.storeId);
      const { cursor, limit = defaultLimit } = request.query;
      const after = decodeCursor(cursor, 2);
      const last = after === null ? null : instantAndId(after[0] ?? '', after[1] ?? '');
      const rows = await listTokensOfStore(db, store.id, limit + 1, last);
      const page = pageOf(rows, limit, (row) => [row.createdAt.toISOString(), row.id]);
      const now = deps.now();
      return { items: page.rows.map((row) => tokenView(row, now)), nextCursor: page.nextCursor };
    },
  );

  app.post(
    '/stores/:storeId/tokens',
    {
      schema: {
        ...ofStore,
        operationId: 'createServiceToken',
        summary: 'Make an API token for the account of a program; its text is shown this once',
        params: StoreParams,
        querystring: Query(DryRun),
        body: CreateServiceTokenBody,
        response: { 200: NewApiToken, 201: NewApiToken, ...writeProblems('notFound', ...refusals) },
      },
    },
    async (request, reply) => {
      requireFresh(request, deps.now());
      const actor = actorOf(request);
      const store = await requireStore(db, request.params.storeId);
      if (store.id !== actor.storeId) {
        throw new ApiProblem(
          'permission.denied',
          'Your permissions are those of the store you signed in to. Sign in to this identity store to make tokens for it.',
        );
      }
      const { ownerId, ...wanted } = request.body;
      await requirePerson(db, actor, store, ownerId);
      const made = await createToken(deps, request, store, 'service', ownerId, wanted);
      return reply.code(made.secret === null ? 200 : 201).send(made);
    },
  );

  app.delete(
    '/stores/:storeId/tokens/:tokenId',
    {
      schema: {
        ...ofStore,
        operationId: 'endStoreApiToken',
        summary: 'End the API token of anybody in a store',
        params: StoreApiTokenParams,
        querystring: Query(DryRun),
        response: { 204: Empty, ...writeProblems('notFound') },
      },
    },
    async (request, reply) => {
      const { storeId, tokenId: id } = request.params;
      await end(request, { storeId, id }, 'administrator');
      return reply.code(204).send(null);
    },
  );

  /** @throws ApiProblem `notFound`, also for one that has ended */
  function end(
    request: FastifyRequest,
    which: Parameters<typeof endToken>[1],
    by: 'owner' | 'administrator',
  ): Promise<void> {
    return configure(deps, request, 'end API token', {}, async (tx) => {
      if (!(await endToken(tx, which, by, deps.now()))) throw ApiProblem.notFound('API token');
    });
  }
}
