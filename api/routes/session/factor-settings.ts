/** Which factors the people of a store may enrol, and whether they must [E1, E2]. */
import {
  type FactorSettings,
  getFactorSettings,
  putFactorSettings,
} from '../../../activities/database/repositories/factor-settings.ts';
import { lockRoles } from '../../../activities/database/repositories/roles.ts';
import type { Db } from '../../../activities/database/client.ts';
import { defaultQuestions } from '../../../activities/platform/factors/questions.ts';
import { type FactorKind, factorKinds } from '../../../workflows/contracts/factors.ts';
import { configure, setVersion, versionOf } from '../../configuration.ts';
import { isConfigured, requireConfigured } from '../../factors/challenges.ts';
import { staleVersion } from '../../problem.ts';
import { requireRolesStayPossible } from '../../role-factors.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, IfMatch, Query, StoreParams } from '../../schemas/common.ts';
import { FactorSettingsBody, FactorSettingsView } from '../../schemas/factors.ts';
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

async function viewOf(db: Db, storeId: string, settings: FactorSettings) {
  const missing: FactorKind[] = [];
  for (const kind of factorKinds) if (!(await isConfigured(db, storeId, kind))) missing.push(kind);
  return {
    enrolmentEnabled: settings.enrolmentEnabled,
    factors: [...settings.factors],
    questions: settings.questions === null ? null : [...settings.questions],
    builtInQuestions: [...defaultQuestions],
    unconfigured: missing,
    version: settings.version,
  };
}
