/** What a store adds to its connection: approval of group creation, and the mail server. */
import {
  getApprovalRule,
  putApprovalRule,
} from '../../../activities/database/repositories/approval-rules.ts';
import {
  getMailSettings,
  type MailSettings,
  putMailSettings,
  smtpPasswordSecret,
} from '../../../activities/database/repositories/mail-settings.ts';
import {
  deleteSecrets,
  type IdentityStore,
  listSecrets,
} from '../../../activities/database/repositories/stores.ts';
import type { Db } from '../../../activities/database/client.ts';
import { isForbiddenAddress } from '../../../activities/platform/outbound.ts';
import { saveSecret } from '../../../activities/platform/secrets.ts';
import type { ObjectKind } from '../../../workflows/contracts/directory.ts';
import { kindsTaken } from '../../../workflows/contracts/find.ts';
import { configure, setVersion, versionOf } from '../../configuration.ts';
import { ApiProblem, staleVersion } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, IfMatch, Query, StoreParams } from '../../schemas/common.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import { ApprovalRuleBody, ApprovalRuleView, MailBody, MailView } from '../../schemas/stores.ts';
import { requireStore } from '../../store-view.ts';

const rulePath = '/stores/:storeId/approval-rules/group.create';
const mailPath = '/stores/:storeId/mail';
const defaultSmtpPort = 587;

export function storeRuleRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  app.get(
    rulePath,
    {
      schema: {
        operationId: 'getGroupCreationRule',
        tags: ['Identity stores'],
        summary: 'Who approves the creation of groups',
        'x-permission': 'Manage Workflows',
        params: StoreParams,
        response: { 200: ApprovalRuleView, ...readProblems('notFound') },
      },
    },
    async (request, reply) => {
      const { id } = await requireStore(db, request.params.storeId);
      const rule = await getApprovalRule(db, id, 'group.create');
      const { enabled, approverIds, version } = rule ?? { enabled: false, approverIds: [], version: 0 };
      setVersion(reply, version);
      return { enabled, approverIds: [...approverIds], version };
    },
  );

  app.put(
    rulePath,
    {
      schema: {
        operationId: 'putGroupCreationRule',
        tags: ['Identity stores'],
        summary: 'Put the creation of groups under approval by named people',
        'x-permission': 'Manage Workflows',
        params: StoreParams,
        headers: IfMatch,
        querystring: Query(DryRun),
        body: ApprovalRuleBody,
        response: {
          200: ApprovalRuleView,
          ...writeProblems('notFound', 'version.stale', 'store.disabled', 'provider.timeout'),
        },
      },
    },
    async (request, reply) => {
      const store = await requireStore(db, request.params.storeId);
      const { enabled, approverIds } = request.body;
      if (enabled && approverIds.length === 0) {
        throw ApiProblem.field('approverIds', 'must name at least one person');
      }
      await requireApprovers(approverIds, store);
      const version = versionOf(request);
      const rule = await configure(deps, request, 'change approval rule', {}, async (tx) => {
        const written = await putApprovalRule(
          tx,
          { storeId: store.id, event: 'group.create', enabled, approverIds },
          version,
        );
        if (written === null) throw staleVersion();
        return written;
      });
      setVersion(reply, rule.version);
      return { enabled: rule.enabled, approverIds: [...rule.approverIds], version: rule.version };
    },
  );

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

  async function requireApprovers(ids: readonly string[], store: IdentityStore): Promise<void> {
    const found = new Map((await deps.live.read(store.id, ids)).map(({ id, kind }) => [id, kind]));
    const kinds: readonly ObjectKind[] = kindsTaken('approver', store.kind);
    const problems = ids.flatMap((id, position) => {
      const kind = found.get(id);
      if (kind !== undefined && kinds.includes(kind)) return [];
      const message =
        kind === undefined ? `is not in ${store.name}` : `is a ${kind}; choose people or groups to decide`;
      return [{ field: `approverIds/${position}`, code: 'value.invalid', message }];
    });
    if (problems.length > 0) throw ApiProblem.invalid(problems);
  }
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
