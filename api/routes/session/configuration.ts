/** The configuration of a store as a file: roles with their policies, and approval workflows (access-and-approvals B7). */
import { randomUUID } from 'node:crypto';
import { recordAct } from '../../../activities/database/repositories/portal-acts.ts';
import { exportConfiguration } from '../../configuration-file/export.ts';
import { importConfiguration } from '../../configuration-file/import.ts';
import { configure } from '../../configuration.ts';
import { ApiProblem } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, Query, StoreParams } from '../../schemas/common.ts';
import { ConfigurationFile, configurationVersion, ImportResult } from '../../schemas/configuration.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import { requirePermission } from '../../reach.ts';
import { actorOf } from '../../session-actor.ts';
import { requireStore } from '../../store-view.ts';

// Roles are the strongest thing in it; workflows need their own permission besides.
const base = { tags: ['Roles'], 'x-permission': 'Manage Security Roles' as const };
const path = '/stores/:storeId/configuration';

export function configurationRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  app.get(
    path,
    {
      schema: {
        ...base,
        operationId: 'exportConfiguration',
        summary: 'Roles, policies and approval workflows as a file, without secrets',
        description: 'Needs Manage Workflows as well.',
        params: StoreParams,
        response: { 200: ConfigurationFile, ...readProblems('notFound', 'permission.denied') },
      },
    },
    async (request, reply) => {
      const actor = requirePermission(request, 'Manage Workflows');
      const store = await requireStore(db, request.params.storeId);
      request.log.info(
        { audit: 'export configuration', actor: actor.userId, store: store.id },
        'configuration exported',
      );
      return reply
        .header('content-disposition', 'attachment; filename="muster-configuration.json"')
        .send(await exportConfiguration(db, store));
    },
  );

  app.post(
    path,
    {
      schema: {
        ...base,
        operationId: 'importConfiguration',
        summary:
          'Bring roles, policies, approval workflows and settings in line with a file: all of it, or nothing',
        description:
          'With `dryRun=true` it tells what would be added, changed and removed. A section that is absent stays as it is; of one that is there, what the file does not name is removed. Needs Manage Workflows as well where the file holds workflows, and Manage Identity Store Configurations where it changes the settings of the store.',
        params: StoreParams,
        querystring: Query(DryRun),
        body: ConfigurationFile,
        response: {
          200: ImportResult,
          ...writeProblems(
            'notFound',
            'permission.denied',
            'name.taken',
            'workflow.exists',
            'mail.unconfigured',
            'role.last_administrator',
            'store.disabled',
            'provider.timeout',
          ),
        },
      },
      // Before unknown keys are named one by one: a newer version has such keys.
      preValidation: (request, _reply, done) => {
        const body: unknown = request.body;
        const version = typeof body === 'object' && body !== null && 'version' in body ? body.version : null;
        done(
          typeof version === 'number' && version > configurationVersion
            ? ApiProblem.field(
                'version',
                `is ${String(version)}, and this Muster reads files up to version ${String(configurationVersion)}; update Muster first`,
              )
            : undefined,
        );
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { body, query } = request;
      if (body.workflows !== undefined || body.workflowSettings !== undefined)
        requirePermission(request, 'Manage Workflows');
      const store = await requireStore(db, request.params.storeId);
      const changes = await configure(deps, request, 'import configuration', {}, async (tx) => {
        const made = await importConfiguration(deps, tx, store, body);
        const written = made.filter(({ change }) => change !== 'unchanged');
        if (written.length === 0) return made;
        if (written.some(({ section }) => section === 'storeSettings'))
          requirePermission(request, 'Manage Identity Store Configurations');
        await recordAct(
          tx,
          {
            storeId: store.id,
            actId: randomUUID(),
            action: 'importConfiguration',
            actor,
            object: { kind: 'store', id: store.id, name: store.name },
            operation: 'update',
          },
          written.flatMap(({ section, name, fields }) =>
            fields.map((field) => ({
              attribute: `${section}/${name}/${field.field}`,
              oldValue: field.old,
              newValue: field.new,
            })),
          ),
        );
        return made;
      });
      return { applied: query.dryRun !== true, changes };
    },
  );
}
