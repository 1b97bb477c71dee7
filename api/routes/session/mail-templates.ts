/** The texts of mails, for all stores, per language [reports-history-notifications N3, N4]. */
import { randomUUID } from 'node:crypto';
import {
  deleteMailTemplate,
  listMailTemplates,
  putMailTemplate,
  type StoredMailTemplate,
} from '../../../activities/database/repositories/mail-templates.ts';
import { recordAct } from '../../../activities/database/repositories/portal-acts.ts';
import type { Transaction } from '../../../activities/database/client.ts';
import {
  factsOfTemplate,
  type MailTemplate,
  mailTemplateNames,
  type TemplateFacts,
} from '../../../activities/platform/mail-templates/catalogue.ts';
import { templateProblems } from '../../../activities/platform/mail-templates/check.ts';
import { renderMail } from '../../../activities/platform/mail-templates/render.ts';
import { sampleData } from '../../../activities/platform/mail-templates/sample.ts';
import { textAmong } from '../../../activities/platform/mail-templates/texts.ts';
import { tagValues } from '../../../activities/platform/mail-templates/values.ts';
import {
  defaultSettings,
  type Language,
  languages,
  writtenLanguages,
} from '../../../workflows/contracts/personal-settings.ts';
import { configure, setVersion, versionOf } from '../../configuration.ts';
import { ApiProblem, staleVersion } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, IfMatch, Query } from '../../schemas/common.ts';
import {
  PreviewView,
  TemplateBody,
  TemplateList,
  TemplateParams,
  type TemplateTexts,
  TemplatesQuery,
  TemplateView,
} from '../../schemas/notifications.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import { NoBody } from '../../schemas/requests.ts';
import { actorOf, type SessionActor } from '../../session-actor.ts';

const base = { tags: ['Notifications'], 'x-permission': 'Manage Notifications Editor' as const };
const onePath = '/mail-templates/:template/:language';

export function mailTemplateRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  app.get(
    '/mail-templates',
    {
      schema: {
        ...base,
        operationId: 'listMailTemplates',
        summary: 'The mails there are, in one language',
        querystring: TemplatesQuery,
        response: { 200: TemplateList, ...readProblems() },
      },
    },
    async (request) => {
      const { language = defaultSettings.language } = request.query;
      const stored = await listMailTemplates(db);
      return {
        languages: [...languages],
        items: mailTemplateNames.map((template) => {
          const { subject, written, changed } = viewOf(stored, template, language);
          return { template, language, subject, written, changed };
        }),
      };
    },
  );

  app.get(
    onePath,
    {
      schema: {
        ...base,
        operationId: 'getMailTemplate',
        summary: 'One mail in one language; English where the language has no text of its own',
        params: TemplateParams,
        response: { 200: TemplateView, ...readProblems() },
      },
    },
    async (request, reply) => {
      const { template, language } = request.params;
      const view = viewOf(await listMailTemplates(db, template), template, language);
      setVersion(reply, view.version);
      return view;
    },
  );

  app.put(
    onePath,
    {
      schema: {
        ...base,
        operationId: 'putMailTemplate',
        summary: 'Write a mail anew, for all identity stores',
        params: TemplateParams,
        headers: IfMatch,
        querystring: Query(DryRun),
        body: TemplateBody,
        response: { 200: TemplateView, ...writeProblems('version.stale') },
      },
    },
    async (request, reply) => {
      const { template, language } = request.params;
      refuseWrong(factsOfTemplate(template), request.body);
      const version = versionOf(request);
      const view = await configure(deps, request, 'change mail template', {}, async (tx) => {
        const before = await listMailTemplates(tx, template);
        const row = await putMailTemplate(tx, { template, language, ...request.body }, version);
        if (row === null) throw staleVersion();
        await record(tx, actorOf(request), 'changeMailTemplate', {
          template,
          language,
          old: textAmong(before, template, language).text.subject,
          new: row.subject,
        });
        return viewOf([row, ...before.filter((one) => one.language !== language)], template, language);
      });
      setVersion(reply, view.version);
      return view;
    },
  );

  app.delete(
    onePath,
    {
      schema: {
        ...base,
        operationId: 'resetMailTemplate',
        summary: 'Back to the built-in text',
        params: TemplateParams,
        querystring: Query(DryRun),
        body: NoBody,
        response: { 200: TemplateView, ...writeProblems() },
      },
    },
    async (request, reply) => {
      const { template, language } = request.params;
      const view = await configure(deps, request, 'reset mail template', {}, async (tx) => {
        const dropped = await deleteMailTemplate(tx, template, language);
        const now = viewOf(await listMailTemplates(tx, template), template, language);
        if (dropped !== null) {
          await record(tx, actorOf(request), 'resetMailTemplate', {
            template,
            language,
            old: dropped.subject,
            new: now.subject,
          });
        }
        return now;
      });
      setVersion(reply, view.version);
      return view;
    },
  );

  app.post(
    `${onePath}/preview`,
    {
      schema: {
        ...base,
        operationId: 'previewMailTemplate',
        summary: 'How a mail would read, with invented people and things; nothing is kept',
        params: TemplateParams,
        body: TemplateBody,
        response: { 200: PreviewView, ...writeProblems() },
      },
    },
    (request) => {
      const { template, language } = request.params;
      const text = request.body;
      refuseWrong(factsOfTemplate(template), text);
      const values = tagValues(template, sampleData, deps.config.publicUrl, sampleData.receiverMail);
      return { ...renderMail(text, language, values) };
    },
  );
}

/** @throws ApiProblem naming `subject`, `body` or both */
function refuseWrong(facts: TemplateFacts, text: TemplateTexts): void {
  const problems = templateProblems(facts, text);
  if (problems.length > 0) throw ApiProblem.invalid(problems);
}

function viewOf(stored: readonly StoredMailTemplate[], template: MailTemplate, language: Language) {
  const found = textAmong(stored, template, language);
  const { required, useful } = factsOfTemplate(template);
  const own = found.stored?.language === language ? found.stored : null;
  return {
    template,
    language,
    subject: found.text.subject,
    body: found.text.body,
    written: own !== null || writtenLanguages.includes(language),
    changed: own !== null,
    required: [...required],
    tags: [...new Set([...required, ...useful])],
    version: own?.version ?? 0,
  };
}

/** Templates are of no store: a line of the admin log stands in the store its actor signed in to (I9). */
const record = (
  tx: Transaction,
  actor: SessionActor,
  action: 'changeMailTemplate' | 'resetMailTemplate',
  what: { readonly template: string; readonly language: string; readonly old: string; readonly new: string },
): Promise<void> =>
  recordAct(
    tx,
    {
      storeId: actor.storeId,
      actId: randomUUID(),
      action,
      actor,
      object: {
        kind: 'mailTemplate',
        id: `${what.template}/${what.language}`,
        name: `${what.template} (${what.language})`,
      },
      operation: 'update',
    },
    [{ attribute: 'subject', oldValue: what.old, newValue: what.new }],
  );
