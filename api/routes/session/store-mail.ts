/** What a store adds to its connection: the mail server. */
import {
  getMailSettings,
  type MailSettings,
  putMailSettings,
  smtpPasswordSecret,
} from '../../../activities/database/repositories/mail-settings.ts';
import { deleteSecrets, listSecrets } from '../../../activities/database/repositories/stores.ts';
import type { Db } from '../../../activities/database/client.ts';
import { isForbiddenAddress } from '../../../activities/platform/outbound.ts';
import { saveSecret } from '../../../activities/platform/secrets.ts';
import { configure, setVersion, versionOf } from '../../configuration.ts';
import { ApiProblem, staleVersion } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, IfMatch, Query, StoreParams } from '../../schemas/common.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import { MailBody, MailView } from '../../schemas/stores.ts';
import { requireStore } from '../../store-view.ts';

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
        'x-permission': 'Manage Identity Store',
        params: StoreParams,
        headers: IfMatch,
        querystring: Query(DryRun),
        body: MailBody,
        response: { 200: MailView, ...writeProblems('notFound', 'version.stale') },
      },
    },
    async (request, reply) => {
      const { id: storeId } = await requireStore(db, request.params.storeId);
      if (isForbiddenAddress(request.body.host)) {
        throw ApiProblem.field('host', 'must not be a link-local or metadata address');
      }
      const { password, port = defaultSmtpPort, tls = true, caCertificate, userName, ...rest } = request.body;
      const version = versionOf(request);
      const before = await getMailSettings(db, storeId);
      const settings = {
        storeId,
        ...rest,
        port,
        tls,
        caCertificate: caCertificate ?? null,
        userName: userName ?? null,
      };
      const view = await configure(deps, request, 'change mail settings', {}, async (tx) => {
        if ((await putMailSettings(tx, settings, version)) === null) throw staleVersion();
        if (typeof password === 'string') {
          await saveSecret(tx, deps.keyRing, storeId, smtpPasswordSecret, password);
        } else if (password === null || goesElsewhere(before, settings)) {
          // A password typed for one server is never sent to another.
          await deleteSecrets(tx, storeId, smtpPasswordSecret);
        }
        return viewOfMail(tx, storeId);
      });
      setVersion(reply, view.version);
      return view;
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

async function viewOfMail(db: Db, storeId: string) {
  const [settings, secrets] = await Promise.all([getMailSettings(db, storeId), listSecrets(db, storeId)]);
  return {
    host: settings?.host ?? null,
    port: settings?.port ?? defaultSmtpPort,
    tls: settings?.tls ?? true,
    caCertificate: settings?.caCertificate ?? null,
    fromAddress: settings?.fromAddress ?? null,
    userName: settings?.userName ?? null,
    password: { set: secrets.some((secret) => secret.name === smtpPasswordSecret) },
    version: settings?.version ?? 0,
  };
}
