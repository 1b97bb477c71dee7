/** Out of office: who decides in one's place, and for whom one does (access-and-approvals B1). */
import {
  listDefinitions,
  type WorkflowDefinition,
} from '../../../activities/database/repositories/approval-workflows.ts';
import {
  type Delegation,
  endDelegation,
  insertDelegation,
  listGiven,
  listHeld,
} from '../../../activities/database/repositories/delegations.ts';
import type { IdentityStore } from '../../../activities/database/repositories/stores.ts';
import { storeVocabulary } from '../../../activities/platform/live-directory.ts';
import type { Attributes } from '../../../workflows/contracts/directory.ts';
import { longestDelegationDays } from '../../../workflows/contracts/delegations.ts';
import { configure } from '../../configuration.ts';
import { hasStanding } from '../../delegations/standing.ts';
import { ApiProblem } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, Empty, Query } from '../../schemas/common.ts';
import {
  CreateDelegationBody,
  DelegationList,
  DelegationParams,
  DelegationView,
} from '../../schemas/delegations.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import { actorOf, type SessionActor } from '../../session-actor.ts';
import { requireStore } from '../../store-view.ts';
import { requirePerson } from '../../visible-object.ts';
import { dayMs } from '../../../workflows/contracts/durations.ts';

const base = { tags: ['Requests'], 'x-session-only': true as const };
/** More at once nobody keeps apart. */
const mostDelegations = 20;
const personOf = ({ storeId, userId }: SessionActor) => ({ storeId, id: userId });

export function delegationRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  app.get(
    '/delegations',
    {
      schema: {
        ...base,
        operationId: 'listDelegations',
        summary: 'Who stands in for oneself, and for whom one does',
        response: { 200: DelegationList, ...readProblems() },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const [given, held, definitions] = await Promise.all([
        listGiven(db, personOf(actor)),
        listHeld(db, personOf(actor)),
        listDefinitions(db, actor.storeId),
      ]);
      const viewOf = (one: Delegation) => view(one, definitions, deps.now());
      return {
        given: given.map(viewOf),
        held: held.map(viewOf),
        workflows: definitions.filter(({ enabled }) => enabled).map(({ id, name }) => ({ id, name })),
      };
    },
  );

  app.post(
    '/delegations',
    {
      schema: {
        ...base,
        operationId: 'createDelegation',
        summary: 'Let somebody decide in one’s place for a while',
        querystring: Query(DryRun),
        body: CreateDelegationBody,
        response: {
          200: DelegationView,
          201: DelegationView,
          ...writeProblems('notFound', 'query.limit', 'provider.timeout', 'provider.credentials'),
        },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const { delegateId, workflows = null, endsAt: end, startsAt: start } = request.body;
      const now = deps.now();
      const [startsAt, endsAt] = span(now, start, end);
      if (delegateId === actor.userId)
        throw ApiProblem.field('delegateId', 'is yourself; choose somebody else');
      const store = await requireStore(db, actor.storeId);
      const delegate = await requirePerson(db, actor, store, delegateId);
      const definitions = await listDefinitions(db, store.id);
      const unknown = (workflows ?? []).findIndex((id) => !definitions.some((one) => one.id === id));
      if (unknown >= 0)
        throw ApiProblem.field(`workflows/${unknown}`, 'is not an approval workflow of your store');
      if (!(await hasStanding(deps, store.id, delegateId))) {
        throw ApiProblem.field(
          'delegateId',
          'is disabled or holds no role, so could not decide; choose somebody else',
        );
      }
      const made = await configure(deps, request, 'create delegation', {}, async (tx) => {
        if ((await listGiven(tx, personOf(actor))).length >= mostDelegations) {
          throw new ApiProblem('query.limit', 'You have 20 delegations already. End one of them first.');
        }
        return insertDelegation(tx, {
          storeId: store.id,
          delegatorId: actor.userId,
          delegatorName: actor.name,
          delegateId,
          delegateName: delegate.displayName,
          delegateMail: mailOf(store, delegate.attributes),
          startsAt,
          endsAt,
          workflows,
        });
      });
      return reply.code(request.query.dryRun === true ? 200 : 201).send(view(made, definitions, now));
    },
  );

  app.delete(
    '/delegations/:delegationId',
    {
      schema: {
        ...base,
        operationId: 'endDelegation',
        summary: 'Be back: nobody decides in one’s place any more',
        params: DelegationParams,
        querystring: Query(DryRun),
        response: { 204: Empty, ...writeProblems('notFound') },
      },
    },
    async (request, reply) => {
      const person = personOf(actorOf(request));
      await configure(deps, request, 'end delegation', {}, async (tx) => {
        if (!(await endDelegation(tx, person, request.params.delegationId, deps.now()))) {
          throw ApiProblem.notFound('delegation');
        }
      });
      return reply.code(204).send(null);
    },
  );
}

function mailOf({ kind }: IdentityStore, attributes: Attributes): string | null {
  const { mail } = storeVocabulary(kind);
  return (mail === undefined ? undefined : attributes[mail]?.[0]) ?? null;
}

/** @throws ApiProblem naming the field */
function span(now: Date, start: string | undefined, end: string): readonly [Date, Date] {
  const startsAt = start === undefined ? now : new Date(start);
  const endsAt = new Date(end);
  const latest = startsAt.getTime() + longestDelegationDays * dayMs;
  if (startsAt.getTime() > now.getTime() + 365 * dayMs) {
    throw ApiProblem.field('startsAt', 'must be within a year');
  }
  if (endsAt <= startsAt || endsAt <= now)
    throw ApiProblem.field('endsAt', 'must be after the start, and to come');
  if (endsAt.getTime() > latest) {
    throw ApiProblem.field('endsAt', `must be within ${longestDelegationDays} days of the start`);
  }
  return [startsAt, endsAt];
}

function view(one: Delegation, definitions: readonly WorkflowDefinition[], now: Date) {
  return {
    id: one.id,
    delegator: { id: one.delegatorId, name: one.delegatorName },
    delegate: { id: one.delegateId, name: one.delegateName },
    startsAt: one.startsAt.toISOString(),
    endsAt: one.endsAt.toISOString(),
    active: one.startsAt <= now,
    // Workflows that are gone hold nothing any more.
    workflows:
      one.workflows?.flatMap((id) => {
        const found = definitions.find((definition) => definition.id === id);
        return found === undefined ? [] : [{ id, name: found.name }];
      }) ?? null,
  };
}
