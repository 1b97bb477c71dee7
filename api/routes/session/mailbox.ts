/** The mailbox page of a demo: mail that was captured instead of sent. Everybody reads their own, administrators all. */
import { getIndexed } from '../../../activities/directory-index/objects.ts';
import { getDemo } from '../../../activities/database/repositories/installation.ts';
import {
  type CapturedMail as Mail,
  getCapturedMail,
  listCapturedMails,
  listMailRecipients,
  type MailScope,
} from '../../../activities/database/repositories/mailbox.ts';
import { storeVocabulary } from '../../../activities/platform/live-directory.ts';
import { decodeCursor, instantAndId, pageOf } from '../../cursor.ts';
import { ApiProblem } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { defaultLimit } from '../../schemas/common.ts';
import { CapturedMail, MailList, MailListQuery, MailParams, MailRecipients } from '../../schemas/mailbox.ts';
import { readProblems } from '../../schemas/problem.ts';
import { seesAllStores } from '../../reach.ts';
import { actorOf, type SessionActor } from '../../session-actor.ts';

const tags = ['Demo'];

export function mailboxRoutes(app: App, { database: { db } }: RouteDeps): void {
  /** @throws ApiProblem `notFound` outside a demo */
  const scopeOf = async (actor: SessionActor): Promise<MailScope> => {
    if ((await getDemo(db)) === null) throw ApiProblem.notFound('mailbox');
    if (seesAllStores(actor)) return 'all';
    const person = await getIndexed(db, actor.storeId, actor.userId);
    const attribute = storeVocabulary(actor.storeKind).mail;
    const [recipient = ''] = attribute === undefined ? [] : (person?.attributes[attribute] ?? []);
    return { storeId: actor.storeId, recipient };
  };

  app.get(
    '/mailbox',
    {
      schema: {
        operationId: 'listCapturedMails',
        tags,
        summary: 'Mail of a demo organisation, newest first; outside a demo there is none',
        querystring: MailListQuery,
        response: { 200: MailList, ...readProblems('notFound') },
      },
    },
    async (request) => {
      const { cursor, limit = defaultLimit, recipient } = request.query;
      const scope = await scopeOf(actorOf(request));
      const [instant, id] = decodeCursor(cursor, 2) ?? [];
      const after = instant === undefined || id === undefined ? null : instantAndId(instant, id);
      const rows = await listCapturedMails(db, {
        scope,
        limit: limit + 1,
        ...(recipient === undefined ? {} : { recipient }),
        ...(after === null ? {} : { after: { createdAt: after.at, id: after.id } }),
      });
      const page = pageOf(rows, limit, (row) => [row.createdAt.toISOString(), row.id]);
      return { items: page.rows.map(headOf), nextCursor: page.nextCursor };
    },
  );

  app.get(
    '/mailbox/recipients',
    {
      schema: {
        operationId: 'listMailRecipients',
        tags,
        summary: 'Who got mail, as far as one may read it',
        response: { 200: MailRecipients, ...readProblems('notFound') },
      },
    },
    async (request) => ({ items: await listMailRecipients(db, await scopeOf(actorOf(request))) }),
  );

  app.get(
    '/mailbox/:mailId',
    {
      schema: {
        operationId: 'getCapturedMail',
        tags,
        summary: 'One mail',
        params: MailParams,
        response: { 200: CapturedMail, ...readProblems('notFound') },
      },
    },
    async (request) => {
      const scope = await scopeOf(actorOf(request));
      const mail = await getCapturedMail(db, scope, request.params.mailId);
      if (mail === null) throw ApiProblem.notFound('mail');
      return { ...headOf(mail), text: mail.text };
    },
  );
}

const headOf = ({ id, recipient, subject, createdAt }: Mail) => ({
  id,
  recipient,
  subject,
  at: createdAt.toISOString(),
});
