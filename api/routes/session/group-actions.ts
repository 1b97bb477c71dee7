/** The portal actions on groups. Each is a few lines over the one way a portal action begins. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerAction } from '../../action-answer.ts';
import { startAction } from '../../actions.ts';
import { definedOf } from '../../defined-of.ts';
import { isDryRun } from '../../dry-run.ts';
import { accessRequest } from '../../request-access.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, Query, StoreParams } from '../../schemas/common.ts';
import {
  ActionHeaders,
  AddMembersBody,
  CreateGroupBody,
  GroupParams,
  JoinBody,
  LeaveBody,
  RemoveMembersBody,
  UndoBody,
  UpdateGroupBody,
} from '../../schemas/groups.ts';
import { writeProblems } from '../../schemas/problem.ts';
import { Accepted, ActionOutcome, RequestParams } from '../../schemas/requests.ts';
import type { Action, ActionInputs } from '../../../workflows/contracts/actions.ts';
import { actorOf } from '../../session-actor.ts';

const DryRunQuery = Query(DryRun);

const common = {
  tags: ['Groups'],
  headers: ActionHeaders,
  querystring: DryRunQuery,
  response: {
    200: ActionOutcome,
    202: Accepted,
    ...writeProblems(
      'notFound',
      'store.disabled',
      'group.private',
      'policy.owners',
      'policy.prefix',
      'policy.container',
      'policy.fields',
      'object.notFound',
      'object.exists',
      'object.protected',
      'object.state',
      'request.key_reused',
      'request.stale',
      'version.stale',
      'request.duplicate',
      'undo.changed_since',
      'undo.expired',
      'undo.impossible',
      'provider.forbidden',
      'provider.timeout',
    ),
  },
};

export function groupActionRoutes(app: App, deps: RouteDeps): void {
  const act = async <A extends Action>(
    request: FastifyRequest,
    reply: FastifyReply,
    storeId: string,
    action: A,
    input: ActionInputs[A],
  ) => {
    const started = await startAction(deps, request, storeId, action, input, isDryRun(request));
    return answerAction(deps, request, reply, started);
  };

  app.post(
    '/stores/:storeId/groups',
    {
      schema: {
        ...common,
        operationId: 'createGroup',
        summary: 'Create a static group',
        'x-permission': 'Create Static Group',
        params: StoreParams,
        body: CreateGroupBody,
      },
    },
    (request, reply) => act(request, reply, request.params.storeId, 'createGroup', request.body),
  );

  app.patch(
    '/stores/:storeId/groups/:groupId',
    {
      schema: {
        ...common,
        operationId: 'updateGroup',
        summary: "Change a group's properties and owners",
        'x-permission': 'Manage My Groups',
        params: GroupParams,
        body: UpdateGroupBody,
      },
    },
    (request, reply) => {
      const { storeId, groupId } = request.params;
      return act(request, reply, storeId, 'updateGroup', { ...request.body, groupId });
    },
  );

  app.delete(
    '/stores/:storeId/groups/:groupId',
    {
      schema: {
        ...common,
        operationId: 'deleteGroup',
        summary: 'Delete a group',
        'x-permission': 'Manage My Groups',
        params: GroupParams,
      },
    },
    (request, reply) => {
      const { storeId, groupId } = request.params;
      return act(request, reply, storeId, 'deleteGroup', { groupId });
    },
  );

  app.post(
    '/stores/:storeId/groups/:groupId/members',
    {
      schema: {
        ...common,
        operationId: 'addMembers',
        summary: 'Add members, until some day or for good',
        'x-permission': 'Manage My Groups',
        params: GroupParams,
        body: AddMembersBody,
      },
    },
    (request, reply) => {
      const { storeId, groupId } = request.params;
      const { memberIds, until } = request.body;
      const end = until === undefined ? {} : { until };
      return act(request, reply, storeId, 'addMembers', { groupId, memberIds, ...end });
    },
  );

  app.post(
    '/stores/:storeId/groups/:groupId/members/remove',
    {
      schema: {
        ...common,
        operationId: 'removeMembers',
        summary: 'Remove members',
        'x-permission': 'Manage My Groups',
        params: GroupParams,
        body: RemoveMembersBody,
      },
    },
    (request, reply) => {
      const { storeId, groupId } = request.params;
      return act(request, reply, storeId, 'removeMembers', { groupId, ...request.body });
    },
  );

  app.post(
    '/stores/:storeId/groups/:groupId/join',
    {
      schema: {
        ...common,
        operationId: 'joinGroup',
        summary: 'Join a group, until some day or for good; its owners are asked where it is semi-private',
        params: GroupParams,
        body: JoinBody,
      },
    },
    (request, reply) => {
      const { storeId, groupId } = request.params;
      return act(request, reply, storeId, 'joinGroup', { groupId, ...definedOf(request.body ?? {}) });
    },
  );

  app.post(
    '/stores/:storeId/groups/:groupId/leave',
    {
      schema: {
        ...common,
        operationId: 'leaveGroup',
        summary: 'Leave a group; its owners are asked where it is semi-private',
        params: GroupParams,
        body: LeaveBody,
      },
    },
    (request, reply) => {
      const { storeId, groupId } = request.params;
      return act(request, reply, storeId, 'leaveGroup', { groupId, ...definedOf(request.body ?? {}) });
    },
  );

  app.post(
    '/requests/:requestId/undo',
    {
      schema: {
        ...common,
        tags: ['Requests'],
        operationId: 'undoChange',
        summary: 'Revert what a request changed, or some of its history entries',
        params: RequestParams,
        body: UndoBody,
      },
    },
    async (request, reply) => {
      const { requestId } = request.params;
      const { request: undone } = await accessRequest(deps.database.db, actorOf(request), requestId);
      return act(request, reply, undone.storeId, 'undoChange', { requestId, ...request.body });
    },
  );
}
