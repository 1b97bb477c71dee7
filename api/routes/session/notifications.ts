/** The queue of mails: what waits or failed, sending it now, deleting it [reports-history-notifications N5]. */
import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import {
  countQueue,
  deleteQueued,
  listQueue,
  releaseQueued,
} from '../../../activities/database/repositories/mail-queue.ts';
import type { Notification } from '../../../activities/database/repositories/notifications.ts';
import { recordAct } from '../../../activities/database/repositories/portal-acts.ts';
import type { Transaction } from '../../../activities/database/client.ts';
import { configure } from '../../configuration.ts';
import { decodeCursor, instantAndId, pageOf } from '../../cursor.ts';
import { queueView, subjectsOf } from '../../mail-queue.ts';
import type { App, RouteDeps } from '../../route.ts';
import { defaultLimit, DryRun, Query } from '../../schemas/common.ts';
import {
  ChosenMailsBody,
  ChosenMailsResult,
  QueueList,
  QueueListQuery,
} from '../../schemas/notifications.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import { actorOf } from '../../session-actor.ts';

const base = { tags: ['Notifications'], 'x-permission': 'Manage Notifications Queue' as const };

export function notificationRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;
  const { publicUrl } = deps.config;

  app.get(
    '/notifications',
    {
      schema: {
        ...base,
        operationId: 'listNotifications',
        summary: 'Mails that wait or failed, newest first',
        querystring: QueueListQuery,
        response: { 200: QueueList, ...readProblems() },
      },
    },
    async (request) => {
      const { cursor, limit = defaultLimit, state = 'all', storeId = null } = request.query;
      const last = decodeCursor(cursor, 2);
      const after = last === null ? null : instantAndId(last[0] ?? '', last[1] ?? '');
      const [rows, counts] = await Promise.all([
        listQueue(db, { state, storeId, after, limit: limit + 1 }),
        countQueue(db, storeId),
      ]);
      const page = pageOf(rows, limit, (row) => [row.createdAt.toISOString(), row.id]);
      return {
        items: await queueView(db, page.rows, publicUrl, new Date()),
        nextCursor: page.nextCursor,
        counts,
      };
    },
  );

  /** Does it, and writes down who did what with which mail. */
  const act = async (
    request: FastifyRequest,
    ids: readonly string[],
    action: 'sendMail' | 'deleteMail',
    change: (tx: Transaction) => Promise<Notification[]>,
  ) => {
    const actor = actorOf(request);
    const mails = await configure(deps, request, action, {}, async (tx) => {
      const changed = await change(tx);
      const subjectOf = await subjectsOf(tx, changed, publicUrl);
      for (const mail of changed) {
        await recordAct(
          tx,
          {
            storeId: mail.storeId,
            actId: randomUUID(),
            action,
            actor,
            object: { kind: 'notification', id: mail.id, name: subjectOf(mail) },
            operation: action === 'sendMail' ? 'update' : 'delete',
          },
          [{ attribute: 'recipient', oldValue: mail.recipient, newValue: null }],
        );
      }
      return changed;
    });
    const done = new Set(mails.map(({ id }) => id));
    return { mails, result: { done: [...done], left: ids.filter((id) => !done.has(id)) } };
  };

  app.post(
    '/notifications/send',
    {
      schema: {
        ...base,
        operationId: 'sendNotifications',
        summary: 'Try these mails at once, those that were given up as well',
        querystring: Query(DryRun),
        body: ChosenMailsBody,
        response: { 200: ChosenMailsResult, ...writeProblems() },
      },
    },
    async (request) => {
      const { ids } = request.body;
      const { mails, result } = await act(request, ids, 'sendMail', (tx) => releaseQueued(tx, ids));
      if (request.query.dryRun !== true) {
        // One sender for each request behind them; it goes on trying as the first one did.
        const part = `again-${randomUUID().slice(0, 8)}`;
        const requests = [...new Set(mails.flatMap(({ requestId }) => requestId ?? []))];
        for (let start = 0; start < requests.length; start += startedAtOnce) {
          await Promise.all(
            requests.slice(start, start + startedAtOnce).map((id) => deps.engine.sendMails(id, part)),
          );
        }
      }
      return result;
    },
  );

  app.post(
    '/notifications/delete',
    {
      schema: {
        ...base,
        operationId: 'deleteNotifications',
        summary: 'Take these mails out of the queue; nobody gets them',
        querystring: Query(DryRun),
        body: ChosenMailsBody,
        response: { 200: ChosenMailsResult, ...writeProblems() },
      },
    },
    async (request) => {
      const { ids } = request.body;
      return (await act(request, ids, 'deleteMail', (tx) => deleteQueued(tx, ids))).result;
    },
  );
}

const startedAtOnce = 10;
