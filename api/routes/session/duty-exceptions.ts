/** Who may hold both sides of a rule for a while, why, and who answers for it (access-and-approvals B2). */
import { randomUUID } from 'node:crypto';
import type { Transaction } from '../../../activities/database/client.ts';
import {
  deleteDutyException,
  type DutyException,
  getDutyRule,
  listDutyExceptions,
  listDutyRules,
  putDutyException,
} from '../../../activities/database/repositories/duties.ts';
import { recordAct } from '../../../activities/database/repositories/portal-acts.ts';
import { listStores } from '../../../activities/database/repositories/stores.ts';
import { longestExceptionDays } from '../../../workflows/contracts/duties.ts';
import { dayMs } from '../../../workflows/contracts/durations.ts';
import { configure } from '../../configuration.ts';
import { seenOf } from '../../duties.ts';
import { ApiProblem } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, Empty, Query } from '../../schemas/common.ts';
import {
  CreateDutyExceptionBody,
  DutyExceptionList,
  DutyExceptionParams,
  DutyExceptionView,
} from '../../schemas/duties.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import { actorOf, type SessionActor } from '../../session-actor.ts';
import { requireStore } from '../../store-view.ts';
import { requirePerson } from '../../visible-object.ts';

const base = { tags: ['Roles'], 'x-permission': 'Manage Security Roles' as const };

export function dutyExceptionRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  app.get(
    '/duty-exceptions',
    {
      schema: {
        ...base,
        operationId: 'listDutyExceptions',
        summary: 'Exceptions from the rules for separation of duties; those that ended too',
        response: { 200: DutyExceptionList, ...readProblems() },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const [exceptions, rules, stores] = await Promise.all([
        listDutyExceptions(db),
        listDutyRules(db),
        listStores(db),
      ]);
      const items = [];
      for (const store of stores) {
        const here = exceptions.filter(({ storeId }) => storeId === store.id);
        const seen = await seenOf(
          db,
          actor,
          store,
          here.map(({ personId }) => personId),
        );
        const open = new Set(seen.map(({ objectId }) => objectId));
        for (const one of here.filter(({ personId }) => actor.search === null || open.has(personId))) {
          const rule = rules.find(({ id }) => id === one.ruleId);
          items.push(view(one, rule?.name ?? '', store.name, deps.now()));
        }
      }
      return { items: items.toSorted((a, b) => b.endsAt.localeCompare(a.endsAt)) };
    },
  );

  app.post(
    '/duty-exceptions',
    {
      schema: {
        ...base,
        operationId: 'createDutyException',
        summary: 'Let somebody hold both sides of a rule for a while; the one there was is replaced',
        'x-session-only': true,
        querystring: Query(DryRun),
        body: CreateDutyExceptionBody,
        response: {
          200: DutyExceptionView,
          201: DutyExceptionView,
          ...writeProblems('notFound', 'permission.denied'),
        },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const { ruleId, storeId, personId, reason, approverId, endsAt } = request.body;
      const now = deps.now();
      const end = new Date(endsAt);
      if (end <= now) throw ApiProblem.field('endsAt', 'must be to come');
      if (end.getTime() > now.getTime() + longestExceptionDays * dayMs)
        throw ApiProblem.field('endsAt', 'must be within a year');
      if (storeId === actor.storeId && personId === actor.userId)
        throw new ApiProblem('permission.denied', 'Nobody excepts themself. Ask another administrator.');
      if (approverId === personId)
        throw ApiProblem.field('approverId', 'must be somebody else than whom it is for');
      const rule = await getDutyRule(db, ruleId);
      if (rule === null) throw ApiProblem.notFound('rule');
      const store = await requireStore(db, storeId);
      const person = await requirePerson(db, actor, store, personId);
      const approver = await requirePerson(db, actor, store, approverId);
      if (!approver.enabled) throw ApiProblem.field('approverId', 'is disabled; choose somebody else');
      const made = await configure(deps, request, 'create exception from duties', {}, async (tx) => {
        const row = await putDutyException(tx, {
          ruleId,
          storeId,
          personId,
          personName: person.displayName,
          reason,
          approverStoreId: store.id,
          approverId,
          approverName: approver.displayName,
          madeBy: actor.name,
          endsAt: end,
        });
        await record(tx, actor, row, rule.name, 'create');
        return row;
      });
      return reply
        .code(request.query.dryRun === true ? 200 : 201)
        .send(view(made, rule.name, store.name, now));
    },
  );

  app.delete(
    '/duty-exceptions/:exceptionId',
    {
      schema: {
        ...base,
        operationId: 'deleteDutyException',
        summary: 'End an exception',
        params: DutyExceptionParams,
        querystring: Query(DryRun),
        response: { 204: Empty, ...writeProblems('notFound') },
      },
    },
    async (request, reply) => {
      await configure(deps, request, 'end exception from duties', {}, async (tx) => {
        const row = await deleteDutyException(tx, request.params.exceptionId);
        if (row === null) throw ApiProblem.notFound('exception');
        const rule = await getDutyRule(tx, row.ruleId);
        await record(tx, actorOf(request), row, rule?.name ?? '', 'delete');
      });
      return reply.code(204).send(null);
    },
  );
}

const view = (one: DutyException, ruleName: string, storeName: string, now: Date) => ({
  id: one.id,
  ruleId: one.ruleId,
  ruleName,
  storeId: one.storeId,
  storeName,
  personId: one.personId,
  personName: one.personName,
  reason: one.reason,
  approverName: one.approverName,
  madeBy: one.madeBy,
  endsAt: one.endsAt.toISOString(),
  active: one.endsAt > now,
});

const record = (
  tx: Transaction,
  actor: SessionActor,
  one: DutyException,
  ruleName: string,
  operation: 'create' | 'delete',
): Promise<void> => {
  const values = {
    rule: ruleName,
    reason: one.reason,
    approver: one.approverName,
    endsAt: one.endsAt.toISOString(),
  };
  return recordAct(
    tx,
    {
      storeId: one.storeId,
      actId: randomUUID(),
      action: 'changeDutyException',
      actor,
      object: { kind: 'user', id: one.personId, name: one.personName },
      operation,
    },
    Object.entries(values).map(([attribute, value]) => ({
      attribute,
      oldValue: operation === 'delete' ? value : null,
      newValue: operation === 'delete' ? null : value,
    })),
  );
};
