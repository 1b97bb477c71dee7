/** Webhooks of a store: other systems are told of its requests (access-and-approvals W11). */
import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Transaction } from '../../../activities/database/client.ts';
import { recordAct } from '../../../activities/database/repositories/portal-acts.ts';
import { listDefinitions } from '../../../activities/database/repositories/approval-workflows.ts';
import { deleteSecrets } from '../../../activities/database/repositories/stores.ts';
import {
  type Delivery,
  deleteWebhook,
  getDelivery,
  getWebhook,
  insertDeliveries,
  insertWebhook,
  listDeliveries,
  listWebhooks,
  oldWebhookSecret,
  sendDeliveryAgain,
  updateWebhook,
  type Webhook,
  webhookSecret,
} from '../../../activities/database/repositories/webhooks.ts';
import { readSecrets, saveSecret } from '../../../activities/platform/secrets.ts';
import { WebhookTargets } from '../../../activities/platform/webhook-target.ts';
import { newWebhookSecret } from '../../../activities/platform/webhook-signature.ts';
import { oldSecretHours, testEvent } from '../../../workflows/contracts/webhooks.ts';
import { configure, setVersion, versionOf } from '../../configuration.ts';
import { definedOf } from '../../defined-of.ts';
import { isDryRun, writeAsAsked } from '../../dry-run.ts';
import { ApiProblem, staleVersion } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, Empty, IfMatch, Query, StoreParams } from '../../schemas/common.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import {
  CreateWebhookBody,
  DeliveryList,
  DeliveryParams,
  DeliveryView,
  UpdateWebhookBody,
  webhookContract,
  WebhookList,
  WebhookParams,
  WebhookView,
  WebhookWithSecret,
} from '../../schemas/webhooks.ts';
import { actorOf } from '../../session-actor.ts';
import { requireStore } from '../../store-view.ts';
import { startDelivery } from '../../webhooks/start.ts';

const base = { tags: ['Webhooks'], 'x-permission': 'Manage Workflows' as const };
const path = '/stores/:storeId/webhooks';
const takenNames = { webhooks_store_name_key: 'name' };
const mostWebhooks = 20;
const shownDeliveries = 100;

export function webhookRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  const requireWebhook = async (params: { storeId: string; webhookId: string }): Promise<Webhook> => {
    const webhook = await getWebhook(db, params.webhookId);
    if (webhook?.storeId !== params.storeId) throw ApiProblem.notFound('webhook');
    return webhook;
  };
  const requireTarget = (url: string): void => {
    const problem = new WebhookTargets(deps.config.webhooks).problemOf(url);
    if (problem !== null) throw ApiProblem.field('url', problem);
  };

  const requireWorkflows = async (storeId: string, ids: readonly string[] | null): Promise<void> => {
    if (ids === null) return;
    const known = new Set((await listDefinitions(db, storeId)).map(({ id }) => id));
    const unknown = ids.findIndex((id) => !known.has(id));
    if (unknown >= 0)
      throw ApiProblem.field(`workflowIds/${unknown}`, 'is no approval workflow of this store');
  };

  app.get(
    path,
    {
      schema: {
        ...base,
        operationId: 'listWebhooks',
        summary: 'Whom a store tells of its requests',
        params: StoreParams,
        response: { 200: WebhookList, ...readProblems('notFound') },
      },
    },
    async (request) => {
      const store = await requireStore(db, request.params.storeId);
      return { items: (await listWebhooks(db, store.id)).map(viewOf) };
    },
  );

  app.post(
    path,
    {
      schema: {
        ...base,
        operationId: 'createWebhook',
        summary: 'Tell an address of requests; answers the secret that signs, this once',
        description: webhookContract,
        params: StoreParams,
        querystring: Query(DryRun),
        body: CreateWebhookBody,
        response: {
          200: WebhookWithSecret,
          201: WebhookWithSecret,
          ...writeProblems('notFound', 'name.taken', 'query.limit'),
        },
      },
    },
    async (request, reply) => {
      const store = await requireStore(db, request.params.storeId);
      const { enabled = true, workflowIds = null, ...rest } = request.body;
      requireTarget(rest.url);
      await requireWorkflows(store.id, workflowIds);
      const secret = newWebhookSecret();
      const made = await configure(deps, request, 'create webhook', takenNames, async (tx) => {
        if ((await listWebhooks(tx, store.id)).length >= mostWebhooks) {
          throw new ApiProblem(
            'query.limit',
            `A store has ${mostWebhooks} webhooks at most. Delete one first.`,
          );
        }
        const webhook = await insertWebhook(tx, { ...rest, workflowIds, enabled, storeId: store.id });
        await saveSecret(tx, deps.keyRing, store.id, webhookSecret(webhook.id), secret);
        await record(tx, request, webhook, 'createWebhook', [['url', null, webhook.url]]);
        return webhook;
      });
      setVersion(reply, made.version);
      return isDryRun(request)
        ? reply.code(200).send({ ...viewOf(made), secret: null })
        : reply.code(201).send({ ...viewOf(made), secret });
    },
  );

  app.patch(
    `${path}/:webhookId`,
    {
      schema: {
        ...base,
        operationId: 'updateWebhook',
        summary: 'Change a webhook, or switch it on or off; its secret stays',
        params: WebhookParams,
        headers: IfMatch,
        querystring: Query(DryRun),
        body: UpdateWebhookBody,
        response: { 200: WebhookView, ...writeProblems('notFound', 'version.stale', 'name.taken') },
      },
    },
    async (request, reply) => {
      const webhook = await requireWebhook(request.params);
      const change = definedOf(request.body);
      if (change.url !== undefined) requireTarget(change.url);
      if (change.workflowIds !== undefined) await requireWorkflows(webhook.storeId, change.workflowIds);
      const version = versionOf(request);
      const written = await configure(deps, request, 'change webhook', takenNames, async (tx) => {
        const reason = change.enabled === undefined ? {} : { disabledReason: null };
        const row = await updateWebhook(tx, webhook.id, version, { ...change, ...reason });
        if (row === null) throw staleVersion();
        await record(tx, request, row, 'updateWebhook', changesOf(webhook, row));
        return row;
      });
      setVersion(reply, written.version);
      return viewOf(written);
    },
  );

  app.delete(
    `${path}/:webhookId`,
    {
      schema: {
        ...base,
        operationId: 'deleteWebhook',
        summary: 'Delete a webhook; what it has still to be told is not sent',
        params: WebhookParams,
        querystring: Query(DryRun),
        response: { 204: Empty, ...writeProblems('notFound') },
      },
    },
    async (request, reply) => {
      const webhook = await requireWebhook(request.params);
      await configure(deps, request, 'delete webhook', {}, async (tx) => {
        await deleteWebhook(tx, webhook.id);
        for (const name of [webhookSecret(webhook.id), oldWebhookSecret(webhook.id)])
          await deleteSecrets(tx, webhook.storeId, name);
        await record(tx, request, webhook, 'deleteWebhook', [['url', webhook.url, null]]);
      });
      return reply.code(204).send(null);
    },
  );

  app.post(
    `${path}/:webhookId/rotate`,
    {
      schema: {
        ...base,
        operationId: 'rotateWebhook',
        summary: `Make a new secret, shown this once; the old one signs, too, for ${oldSecretHours} hours`,
        params: WebhookParams,
        querystring: Query(DryRun),
        response: { 200: WebhookWithSecret, ...writeProblems('notFound') },
      },
    },
    async (request) => {
      const webhook = await requireWebhook(request.params);
      const secret = newWebhookSecret();
      const rotated = await configure(deps, request, 'rotate webhook secret', {}, async (tx) => {
        const kept = (await readSecrets(tx, deps.keyRing, webhook.storeId))[webhookSecret(webhook.id)];
        const save = (name: string, value: string) =>
          saveSecret(tx, deps.keyRing, webhook.storeId, name, value);
        if (kept !== undefined) await save(oldWebhookSecret(webhook.id), kept);
        await save(webhookSecret(webhook.id), secret);
        const oldSecretUntil = new Date(deps.now().getTime() + oldSecretHours * 3_600_000);
        const row = await updateWebhook(tx, webhook.id, null, { oldSecretUntil });
        if (row === null) throw ApiProblem.notFound('webhook');
        await record(tx, request, row, 'rotateWebhook', [
          ['oldSecretUntil', null, oldSecretUntil.toISOString()],
        ]);
        return row;
      });
      return { ...viewOf(rotated), secret: isDryRun(request) ? null : secret };
    },
  );

  app.post(
    `${path}/:webhookId/test`,
    {
      schema: {
        ...base,
        operationId: 'testWebhook',
        summary: 'Send a test message, also where the webhook is off',
        params: WebhookParams,
        querystring: Query(DryRun),
        response: {
          200: DeliveryView,
          202: DeliveryView,
          ...writeProblems('notFound', 'engine.unavailable'),
        },
      },
    },
    async (request, reply) => {
      const webhook = await requireWebhook(request.params);
      const store = await requireStore(db, webhook.storeId);
      const body = JSON.stringify({
        type: testEvent,
        timestamp: deps.now().toISOString(),
        data: { store: { id: store.id, name: store.name }, webhook: { id: webhook.id, name: webhook.name } },
      });
      const dryRun = isDryRun(request);
      const [delivery] = await writeAsAsked(db, dryRun, (tx) =>
        insertDeliveries(tx, [{ webhookId: webhook.id, requestId: null, event: testEvent, body }]),
      );
      if (delivery === undefined) throw new Error('The test was not stored.');
      if (!dryRun) await startDelivery(deps, delivery);
      return reply.code(dryRun ? 200 : 202).send(deliveryView(delivery));
    },
  );

  app.get(
    `${path}/:webhookId/deliveries`,
    {
      schema: {
        ...base,
        operationId: 'listWebhookDeliveries',
        summary: 'What was sent lately, and how it went',
        params: WebhookParams,
        response: { 200: DeliveryList, ...readProblems('notFound') },
      },
    },
    async (request) => {
      const webhook = await requireWebhook(request.params);
      return { items: (await listDeliveries(db, webhook.id, shownDeliveries)).map(deliveryView) };
    },
  );

  app.post(
    `${path}/:webhookId/deliveries/:deliveryId/send`,
    {
      schema: {
        ...base,
        operationId: 'sendWebhookAgain',
        summary: 'Send a message again that has arrived or failed: the same body under the same id',
        params: DeliveryParams,
        querystring: Query(DryRun),
        response: {
          200: DeliveryView,
          202: DeliveryView,
          ...writeProblems('notFound', 'object.state', 'engine.unavailable'),
        },
      },
    },
    async (request, reply) => {
      const webhook = await requireWebhook(request.params);
      const known = await getDelivery(db, request.params.deliveryId);
      if (known?.webhookId !== webhook.id) throw ApiProblem.notFound('message');
      const dryRun = isDryRun(request);
      const delivery = await writeAsAsked(db, dryRun, (tx) => sendDeliveryAgain(tx, known.id));
      if (delivery === null) throw new ApiProblem('object.state', 'This message is being sent already.');
      if (!dryRun) await startDelivery(deps, delivery);
      return reply.code(dryRun ? 200 : 202).send(deliveryView(delivery));
    },
  );
}

type Change = readonly [attribute: string, oldValue: string | null, newValue: string | null];

const record = (
  tx: Transaction,
  request: FastifyRequest,
  { id, storeId, name }: Webhook,
  action: 'createWebhook' | 'updateWebhook' | 'deleteWebhook' | 'rotateWebhook',
  changes: readonly Change[],
): Promise<void> =>
  recordAct(
    tx,
    {
      storeId,
      actId: randomUUID(),
      action,
      actor: actorOf(request),
      object: { kind: 'webhook', id, name },
      operation: action === 'createWebhook' ? 'create' : action === 'deleteWebhook' ? 'delete' : 'update',
    },
    changes.map(([attribute, oldValue, newValue]) => ({ attribute, oldValue, newValue })),
  );

function changesOf(before: Webhook, after: Webhook): Change[] {
  const told = (webhook: Webhook): Record<string, string> => ({
    name: webhook.name,
    url: webhook.url,
    events: webhook.events.join(', '),
    workflowIds: webhook.workflowIds?.join(', ') ?? '',
    enabled: String(webhook.enabled),
  });
  const [old, now] = [told(before), told(after)];
  return Object.keys(now).flatMap((name): Change[] =>
    old[name] === now[name] ? [] : [[name, old[name] ?? null, now[name] ?? null]],
  );
}

const viewOf = ({
  createdAt: _made,
  updatedAt: _changed,
  oldSecretUntil,
  events,
  workflowIds,
  ...webhook
}: Webhook) => ({
  ...webhook,
  events: [...events],
  workflowIds: workflowIds === null ? null : [...workflowIds],
  oldSecretUntil:
    oldSecretUntil === null || oldSecretUntil <= new Date() ? null : oldSecretUntil.toISOString(),
});

const instant = (date: Date | null): string | null => date?.toISOString() ?? null;

const deliveryView = (delivery: Delivery) => ({
  id: delivery.id,
  event: delivery.event,
  requestId: delivery.requestId,
  state: delivery.state,
  attempts: delivery.attempts,
  lastStatus: delivery.lastStatus,
  lastProblem: delivery.lastProblem,
  createdAt: delivery.createdAt.toISOString(),
  lastAttemptAt: instant(delivery.lastAttemptAt),
  nextAttemptAt: instant(delivery.nextAttemptAt),
  doneAt: instant(delivery.doneAt),
});
