/** What a store adds to its connection: the mail server [reports-history-notifications N1]. */
import { randomUUID } from 'node:crypto';
import type { Static } from 'typebox';
import { IsEmail } from 'typebox/format';
import {
  getMailSettings,
  type MailSettings,
  putMailSettings,
  smtpClientSecret,
  smtpPasswordSecret,
} from '../../../activities/database/repositories/mail-settings.ts';
import { deleteSecrets, listSecrets } from '../../../activities/database/repositories/stores.ts';
import type { Db } from '../../../activities/database/client.ts';
import { MailError, openMailer } from '../../../activities/platform/mail.ts';
import { addressesIn } from '../../../activities/platform/mail-queue.ts';
import { escapeHtml } from '../../../activities/platform/mail-templates/render.ts';
import { isUsableTokenUrl } from '../../../activities/platform/mail-token.ts';
import { isForbiddenAddress } from '../../../activities/platform/outbound.ts';
import { saveSecret } from '../../../activities/platform/secrets.ts';
import type { FieldProblem } from '../../../workflows/contracts/errors.ts';
import { configure, setVersion, versionOf } from '../../configuration.ts';
import { isDryRun } from '../../dry-run.ts';
import { ApiProblem, staleVersion } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, IfMatch, Query, StoreParams } from '../../schemas/common.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import { MailBody, MailTestBody, MailTestResult, MailView } from '../../schemas/stores.ts';
import { requireStore } from '../../store-view.ts';

const mostAddresses = 50;
const mailPath = '/stores/:storeId/mail';
const defaultSmtpPort = 587;

export function storeMailRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  app.get(
    mailPath,
    {
      schema: {
        operationId: 'getMailSettings',
        tags: ['Identity stores'],
        summary: "The store's mail server",
        'x-permission': 'Manage Identity Store',
        params: StoreParams,
        response: { 200: MailView, ...readProblems('notFound') },
      },
    },
    async (request, reply) => {
      const { id } = await requireStore(db, request.params.storeId);
      const view = await viewOfMail(db, id);
      setVersion(reply, view.version);
      return view;
    },
  );

  app.put(
    mailPath,
    {
      schema: {
        operationId: 'putMailSettings',
        tags: ['Identity stores'],
        summary: "Set the store's mail server; a password that is left out stays",
        'x-permission': 'Manage Identity Store Configurations',
        params: StoreParams,
        headers: IfMatch,
        querystring: Query(DryRun),
        body: MailBody,
        response: { 200: MailView, ...writeProblems('notFound', 'version.stale') },
      },
    },
    async (request, reply) => {
      const { id: storeId } = await requireStore(db, request.params.storeId);
      const { password, clientSecret } = request.body;
      const settings = { storeId, ...readMailBody(request.body) };
      const version = versionOf(request);
      const before = await getMailSettings(db, storeId);
      const view = await configure(deps, request, 'change mail settings', {}, async (tx) => {
        if ((await putMailSettings(tx, settings, version)) === null) throw staleVersion();
        const keep = async (name: string, typed: typeof password, isElsewhere: boolean) => {
          if (typeof typed === 'string') await saveSecret(tx, deps.keyRing, storeId, name, typed);
          // A secret typed for one server is never sent to another.
          else if (typed === null || isElsewhere) await deleteSecrets(tx, storeId, name);
        };
        const asksForToken = settings.tokenUrl !== null;
        await keep(smtpPasswordSecret, password, asksForToken || goesElsewhere(before, settings));
        await keep(smtpClientSecret, clientSecret, before?.tokenUrl !== settings.tokenUrl);
        return viewOfMail(tx, storeId);
      });
      setVersion(reply, view.version);
      return view;
    },
  );

  app.post(
    `${mailPath}/test`,
    {
      schema: {
        operationId: 'testMailSettings',
        tags: ['Identity stores'],
        summary: 'Send one mail by the settings as they are kept; a dry run only signs in to the mail server',
        'x-permission': 'Manage Identity Store Configurations',
        params: StoreParams,
        querystring: Query(DryRun),
        body: MailTestBody,
        response: { 200: MailTestResult, ...writeProblems('notFound', 'mail.unconfigured') },
      },
    },
    async (request) => {
      const store = await requireStore(db, request.params.storeId);
      const { to } = request.body;
      using mailer = await openMailer(db, deps.keyRing, store.id);
      if (mailer === null)
        throw new ApiProblem('mail.unconfigured', 'This identity store has no mail server. Save one first.');
      const text = `This is the test mail of the identity store ${store.name}. Its mail server works.`;
      try {
        if (isDryRun(request)) {
          await mailer.greet();
          return { ok: true, message: 'The mail server lets Muster in. Nothing was sent.' };
        }
        await mailer.send({
          messageId: `<${randomUUID()}@${deps.config.publicUrl.hostname}>`,
          to: [to],
          cc: [],
          subject: 'Test mail of Muster',
          text,
          html: `<p>${escapeHtml(text)}</p>`,
        });
      } catch (error) {
        if (!(error instanceof MailError)) throw error;
        request.log.info({ storeId: store.id, reason: error.message }, 'the test mail was not sent');
        return { ok: false, message: error.message };
      }
      return { ok: true, message: `The mail server took the mail for ${to}.` };
    },
  );
}

type Server = Pick<MailSettings, 'host' | 'port' | 'tls' | 'caCertificate'>;

const goesElsewhere = (before: Server | null, after: Server): boolean =>
  before !== null &&
  (before.host !== after.host ||
    before.port !== after.port ||
    before.tls !== after.tls ||
    before.caCertificate !== after.caCertificate);

/** @throws ApiProblem naming every field at fault */
function readMailBody(body: Static<typeof MailBody>) {
  const { host, fromAddress, port = defaultSmtpPort, tls = true } = body;
  const { caCertificate = null, userName = null, tokenUrl = null, clientId = null, scope = null } = body;
  const auth = body.auth ?? (userName === null ? 'none' : tokenUrl === null ? 'basic' : 'oauth2');
  const byToken = auth === 'oauth2';
  const problems: FieldProblem[] = [];
  const say = (field: string, message: string) => problems.push({ field, code: 'value.invalid', message });
  if (isForbiddenAddress(host)) say('host', 'must not be a link-local or metadata address');
  if (auth !== 'none' && userName === null) say('userName', 'is needed for this authentication');
  if (byToken && clientId === null) say('clientId', 'is needed for OAuth 2.0');
  if (byToken && (tokenUrl === null || !isUsableTokenUrl(tokenUrl)))
    say('tokenUrl', 'must be an https address without a query, outside link-local and metadata networks');
  const addresses = (field: 'to' | 'cc') => {
    const list = addressesIn(body[field] ?? '');
    const wrong = list.filter((address) => !IsEmail(address) || address.length > 320);
    if (wrong.length > 0) say(field, `holds what is no mail address: ${wrong.join(', ')}`);
    if (list.length > mostAddresses) say(field, `holds more than ${mostAddresses} addresses`);
    return [...new Set(list)];
  };
  const lists = { toAddresses: addresses('to'), ccAddresses: addresses('cc') };
  if (problems.length > 0) throw ApiProblem.invalid(problems);
  return {
    host,
    port,
    tls,
    caCertificate,
    fromAddress,
    ...lists,
    userName: auth === 'none' ? null : userName,
    tokenUrl: byToken ? tokenUrl : null,
    clientId: byToken ? clientId : null,
    scope: byToken ? scope : null,
  };
}

async function viewOfMail(db: Db, storeId: string) {
  const [settings, secrets] = await Promise.all([getMailSettings(db, storeId), listSecrets(db, storeId)]);
  const has = (name: string) => secrets.some((secret) => secret.name === name);
  return {
    host: settings?.host ?? null,
    port: settings?.port ?? defaultSmtpPort,
    tls: settings?.tls ?? true,
    caCertificate: settings?.caCertificate ?? null,
    fromAddress: settings?.fromAddress ?? null,
    to: (settings?.toAddresses ?? []).join('; '),
    cc: (settings?.ccAddresses ?? []).join('; '),
    auth: authOf(settings),
    userName: settings?.userName ?? null,
    password: { set: has(smtpPasswordSecret) },
    tokenUrl: settings?.tokenUrl ?? null,
    clientId: settings?.clientId ?? null,
    scope: settings?.scope ?? null,
    clientSecret: { set: has(smtpClientSecret) },
    version: settings?.version ?? 0,
  };
}

function authOf(settings: MailSettings | null): 'none' | 'basic' | 'oauth2' {
  if (settings === null || settings.userName === null) return 'none';
  return settings.tokenUrl === null ? 'basic' : 'oauth2';
}
