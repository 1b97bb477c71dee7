/** Which factors the people of a store may enrol, and whether they must [E1, E2]. */
import {
  type FactorSettings,
  getFactorSettings,
  putFactorSettings,
} from '../../../activities/database/repositories/factor-settings.ts';
import { lockRoles } from '../../../activities/database/repositories/roles.ts';
import type { Db } from '../../../activities/database/client.ts';
import { getQuestionPool, putQuestionPool } from '../../../activities/database/repositories/question-pool.ts';
import { fold } from '../../../activities/platform/fold.ts';
import { type FactorKind, factorKinds } from '../../../workflows/contracts/factors.ts';
import { configure, setVersion, versionOf } from '../../configuration.ts';
import { isConfigured, requireConfigured } from '../../factors/challenges.ts';
import { ApiProblem, staleVersion } from '../../problem.ts';
import { requireRolesStayPossible } from '../../role-factors.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, IfMatch, Query, StoreParams } from '../../schemas/common.ts';
import {
  FactorSettingsBody,
  FactorSettingsView,
  QuestionPoolBody,
  QuestionPoolView,
} from '../../schemas/factors.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import { requireStore } from '../../store-view.ts';

const path = '/stores/:storeId/factor-settings';

export function factorSettingsRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  app.get(
    path,
    {
      schema: {
        operationId: 'getFactorSettings',
        tags: ['Identity stores'],
        summary: 'Which factors the store offers, and whether people must enrol',
        'x-permission': 'Manage Identity Store',
        params: StoreParams,
        response: { 200: FactorSettingsView, ...readProblems('notFound') },
      },
    },
    async (request, reply) => {
      const { id } = await requireStore(db, request.params.storeId);
      const settings = await getFactorSettings(db, id);
      setVersion(reply, settings.version);
      return viewOf(db, id, settings);
    },
  );

  app.put(
    path,
    {
      schema: {
        operationId: 'putFactorSettings',
        tags: ['Identity stores'],
        summary: 'Choose the factors of a store, and whether people must enrol',
        'x-permission': 'Manage Identity Store Configurations',
        params: StoreParams,
        headers: IfMatch,
        querystring: Query(DryRun),
        body: FactorSettingsBody,
        response: {
          200: FactorSettingsView,
          ...writeProblems('notFound', 'version.stale', 'factor.unconfigured'),
        },
      },
    },
    async (request, reply) => {
      const { id: storeId } = await requireStore(db, request.params.storeId);
      const { enrolmentEnabled, factors, questions } = request.body;
      const version = versionOf(request);
      const before = await getFactorSettings(db, storeId);
      for (const kind of factors) {
        if (!before.factors.includes(kind)) await requireConfigured(db, storeId, kind);
      }
      const written = await configure(deps, request, 'change factors', {}, async (tx) => {
        await lockRoles(tx);
        await requireRolesStayPossible(tx, storeId, request.body);
        const saved = await putFactorSettings(tx, storeId, { enrolmentEnabled, factors, questions }, version);
        if (saved === null) throw staleVersion();
        return saved;
      });
      setVersion(reply, written.version);
      return viewOf(db, storeId, written);
    },
  );
}

/** The pool of the installation [access-and-approvals E8]. */
export function questionPoolRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;
  const base = { tags: ['Identity stores'], 'x-permission': 'Manage Admin Center Settings' as const };

  app.get(
    '/security-questions',
    {
      schema: {
        ...base,
        operationId: 'getQuestionPool',
        summary: 'The security questions of the installation; a new store gets the first four of them',
        response: { 200: QuestionPoolView, ...readProblems() },
      },
    },
    async (_request, reply) => {
      const { questions, version } = await getQuestionPool(db);
      setVersion(reply, version);
      return { questions: [...questions], version };
    },
  );

  app.put(
    '/security-questions',
    {
      schema: {
        ...base,
        operationId: 'putQuestionPool',
        summary:
          'Change the security questions of the installation; what people have enrolled stays as it is',
        headers: IfMatch,
        querystring: Query(DryRun),
        body: QuestionPoolBody,
        response: { 200: QuestionPoolView, ...writeProblems('version.stale') },
      },
    },
    async (request, reply) => {
      const version = versionOf(request);
      const questions = request.body.questions.map((question) => question.trim());
      const seen = new Set<string>();
      for (const [at, question] of questions.entries()) {
        if (seen.has(fold(question))) throw ApiProblem.field(`questions/${at}`, 'is there twice');
        seen.add(fold(question));
      }
      const pool = await configure(deps, request, 'change security questions', {}, async (tx) => {
        const written = await putQuestionPool(tx, questions, version);
        if (written === null) throw staleVersion();
        return written;
      });
      setVersion(reply, pool.version);
      return { questions: [...pool.questions], version: pool.version };
    },
  );
}

async function viewOf(db: Db, storeId: string, settings: FactorSettings) {
  const missing: FactorKind[] = [];
  for (const kind of factorKinds) if (!(await isConfigured(db, storeId, kind))) missing.push(kind);
  return {
    enrolmentEnabled: settings.enrolmentEnabled,
    factors: [...settings.factors],
    questions: settings.questions === null ? null : [...settings.questions],
    builtInQuestions: [...(await getQuestionPool(db)).questions],
    unconfigured: missing,
    version: settings.version,
  };
}
