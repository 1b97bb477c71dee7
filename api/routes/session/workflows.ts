/** Approval workflows of a store: which change waits, and for whom. */
import {
  deleteDefinition,
  getDefinition,
  insertDefinition,
  listDefinitions,
  lockDefinitions,
  updateDefinition,
  type WorkflowDefinition,
} from '../../../activities/database/repositories/approval-workflows.ts';
import { configure, setVersion, versionOf } from '../../configuration.ts';
import { definedOf } from '../../defined-of.ts';
import { ApiProblem, staleVersion } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, Empty, IfMatch, Query, StoreParams } from '../../schemas/common.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import {
  CreateWorkflowBody,
  TestWorkflowsBody,
  TestWorkflowsResult,
  UpdateWorkflowBody,
  WorkflowList,
  WorkflowParams,
  WorkflowView,
} from '../../schemas/workflows.ts';
import { requireStore } from '../../store-view.ts';
import { checkDefinition, namesOf, refuseSecondCreation, refuseSystemFields } from '../../workflows/check.ts';
import { portalsOf, requirePortalOf } from '../../workflows/portal.ts';
import { requireMail, sendsMail } from '../../workflows/require-mail.ts';
import { tryWorkflows } from '../../workflows/try.ts';
import { workflowView } from '../../workflows/view.ts';

const base = { tags: ['Approval workflows'], 'x-permission': 'Manage Workflows' as const };
const takenNames = { workflow_definitions_store_name_key: 'name' };

export function workflowRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  const requireDefinition = async (storeId: string, id: string): Promise<WorkflowDefinition> => {
    const definition = await getDefinition(db, storeId, id);
    if (definition === null) throw ApiProblem.notFound('approval workflow');
    return definition;
  };
  const viewOf = async (definition: WorkflowDefinition) =>
    workflowView(definition, await namesOf(db, definition.storeId, [definition]));

  app.get(
    '/stores/:storeId/workflows',
    {
      schema: {
        ...base,
        operationId: 'listWorkflows',
        summary: 'Approval workflows of a store: its own by name, then the eight every store has',
        params: StoreParams,
        response: { 200: WorkflowList, ...readProblems('notFound') },
      },
    },
    async (request) => {
      const store = await requireStore(db, request.params.storeId);
      const definitions = await listDefinitions(db, store.id);
      const names = await namesOf(db, store.id, definitions);
      return {
        items: definitions.map((definition) => workflowView(definition, names)),
        sendsMail: await sendsMail(db, store.id),
        portals: (await portalsOf(db, store)).map(({ id, name }) => ({ id, name })),
      };
    },
  );

  app.post(
    '/stores/:storeId/workflows',
    {
      schema: {
        ...base,
        operationId: 'createWorkflow',
        summary: 'Put a change under approval',
        params: StoreParams,
        querystring: Query(DryRun),
        body: CreateWorkflowBody,
        response: {
          200: WorkflowView,
          201: WorkflowView,
          ...writeProblems(
            'notFound',
            'name.taken',
            'workflow.exists',
            'mail.unconfigured',
            'store.disabled',
            'provider.timeout',
          ),
        },
      },
    },
    async (request, reply) => {
      const store = await requireStore(db, request.params.storeId);
      const {
        description = '',
        fields = [],
        filters = [],
        mode = 'any',
        acceleration = false,
        mailApproval = false,
        portalId = null,
        enabled = true,
        ...rest
      } = request.body;
      const definition = {
        ...rest,
        description,
        fields,
        filters,
        mode,
        acceleration,
        mailApproval,
        portalId,
        enabled,
        system: null,
        storeId: store.id,
      };
      if (acceleration) await requireMail(db, store.id, 'acceleration');
      if (mailApproval) await requireMail(db, store.id, 'mailApproval');
      await requirePortalOf(db, store, portalId);
      await checkDefinition(deps.live, store, definition);
      const made = await configure(deps, request, 'create approval workflow', takenNames, async (tx) => {
        await lockDefinitions(tx, store.id);
        refuseSecondCreation(await listDefinitions(tx, store.id), definition);
        return insertDefinition(tx, definition);
      });
      setVersion(reply, made.version);
      return reply.code(request.query.dryRun === true ? 200 : 201).send(await viewOf(made));
    },
  );

  app.get(
    '/stores/:storeId/workflows/:workflowId',
    {
      schema: {
        ...base,
        operationId: 'getWorkflow',
        summary: 'One approval workflow',
        params: WorkflowParams,
        response: { 200: WorkflowView, ...readProblems('notFound') },
      },
    },
    async (request, reply) => {
      const definition = await requireDefinition(request.params.storeId, request.params.workflowId);
      setVersion(reply, definition.version);
      return viewOf(definition);
    },
  );

  app.patch(
    '/stores/:storeId/workflows/:workflowId',
    {
      schema: {
        ...base,
        operationId: 'updateWorkflow',
        summary: 'Change an approval workflow; requests that wait already keep their approvers',
        params: WorkflowParams,
        headers: IfMatch,
        querystring: Query(DryRun),
        body: UpdateWorkflowBody,
        response: {
          200: WorkflowView,
          ...writeProblems(
            'notFound',
            'version.stale',
            'name.taken',
            'workflow.exists',
            'mail.unconfigured',
            'store.disabled',
            'provider.timeout',
          ),
        },
      },
    },
    async (request, reply) => {
      const { storeId, workflowId } = request.params;
      const definition = await requireDefinition(storeId, workflowId);
      const store = await requireStore(db, storeId);
      const change = definedOf(request.body);
      refuseSystemFields(definition, change);
      if (change.acceleration === true) await requireMail(db, store.id, 'acceleration');
      if (change.mailApproval === true) await requireMail(db, store.id, 'mailApproval');
      await requirePortalOf(db, store, change.portalId ?? null);
      const changed = { ...definition, ...change };
      await checkDefinition(deps.live, store, changed);
      const version = versionOf(request);
      const written = await configure(deps, request, 'change approval workflow', takenNames, async (tx) => {
        await lockDefinitions(tx, store.id);
        refuseSecondCreation(await listDefinitions(tx, store.id), changed);
        const row = await updateDefinition(tx, definition.id, version, change);
        if (row === null) throw staleVersion();
        return row;
      });
      setVersion(reply, written.version);
      return viewOf(written);
    },
  );

  app.delete(
    '/stores/:storeId/workflows/:workflowId',
    {
      schema: {
        ...base,
        operationId: 'deleteWorkflow',
        summary: 'Delete an approval workflow; requests that wait already are decided as planned',
        params: WorkflowParams,
        querystring: Query(DryRun),
        response: { 204: Empty, ...writeProblems('notFound', 'workflow.system') },
      },
    },
    async (request, reply) => {
      const definition = await requireDefinition(request.params.storeId, request.params.workflowId);
      if (definition.system !== null) {
        throw new ApiProblem(
          'workflow.system',
          'Every store has this workflow, so it cannot be deleted. Turn it off instead.',
        );
      }
      await configure(deps, request, 'delete approval workflow', {}, (tx) =>
        deleteDefinition(tx, definition.id),
      );
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/stores/:storeId/workflows/test',
    {
      schema: {
        ...base,
        operationId: 'testWorkflows',
        summary: 'If this person did this to that object, who would be asked? Nothing is done',
        params: StoreParams,
        body: TestWorkflowsBody,
        response: {
          200: TestWorkflowsResult,
          ...writeProblems('notFound', 'store.disabled', 'provider.timeout'),
        },
      },
    },
    async (request) => {
      const store = await requireStore(db, request.params.storeId);
      return tryWorkflows(deps, store, request.body);
    },
  );
}
