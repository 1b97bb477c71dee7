/** What a store decides for all its approval workflows. */
import {
  getApprovalSettings,
  putApprovalSettings,
  type StoredSettings,
} from '../../../activities/database/repositories/approval-workflows.ts';
import { configure, setVersion, versionOf } from '../../configuration.ts';
import { ApiProblem, staleVersion } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, IfMatch, Query, StoreParams } from '../../schemas/common.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import { WorkflowSettingsBody, WorkflowSettingsView } from '../../schemas/workflows.ts';
import { requireStore } from '../../store-view.ts';
import { approverProblems } from '../../workflows/check.ts';
import { requireMail } from '../../workflows/require-mail.ts';

const path = '/stores/:storeId/workflow-settings';
const base = { tags: ['Approval workflows'], 'x-permission': 'Manage Workflows' as const };

export function workflowSettingRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  app.get(
    path,
    {
      schema: {
        ...base,
        operationId: 'getWorkflowSettings',
        summary: 'What holds for all approval workflows of a store',
        params: StoreParams,
        response: { 200: WorkflowSettingsView, ...readProblems('notFound') },
      },
    },
    async (request, reply) => {
      const { id } = await requireStore(db, request.params.storeId);
      const settings = await getApprovalSettings(db, id);
      setVersion(reply, settings.version);
      return view(settings);
    },
  );

  app.put(
    path,
    {
      schema: {
        ...base,
        operationId: 'putWorkflowSettings',
        summary: 'Set what holds for all approval workflows of a store',
        params: StoreParams,
        headers: IfMatch,
        querystring: Query(DryRun),
        body: WorkflowSettingsBody,
        response: {
          200: WorkflowSettingsView,
          ...writeProblems(
            'notFound',
            'version.stale',
            'mail.unconfigured',
            'store.disabled',
            'provider.timeout',
          ),
        },
      },
    },
    async (request, reply) => {
      const store = await requireStore(db, request.params.storeId);
      const { defaultApproverId, acceleration, reminderDays = 0 } = request.body;
      if (acceleration) await requireMail(db, store.id, 'acceleration');
      if (reminderDays > 0) await requireMail(db, store.id, 'reminderDays');
      if (defaultApproverId !== null) {
        const entry = { kind: 'object' as const, id: defaultApproverId };
        const problems = await approverProblems(deps.live, store, [entry], () => 'defaultApproverId');
        if (problems.length > 0) throw ApiProblem.invalid(problems);
      }
      const version = versionOf(request);
      const written = await configure(deps, request, 'change approval settings', {}, async (tx) => {
        const kept = await getApprovalSettings(tx, store.id);
        const { expiryDays, reminderDays } = { ...kept, ...request.body };
        const settings = { ...request.body, expiryDays, reminderDays };
        const row = await putApprovalSettings(tx, store.id, settings, version);
        if (row === null) throw staleVersion();
        return row;
      });
      setVersion(reply, written.version);
      return view(written);
    },
  );
}

const view = (settings: StoredSettings) => ({
  selfApproval: settings.selfApproval,
  noApprover: settings.noApprover,
  defaultApproverId: settings.defaultApproverId,
  acceleration: settings.acceleration,
  maxLevels: settings.maxLevels,
  days: settings.days,
  expiryDays: settings.expiryDays,
  reminderDays: settings.reminderDays,
  version: settings.version,
});
