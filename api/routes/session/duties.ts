/** Separation of duties: rules, and what breaks them already (access-and-approvals B2). */
import { randomUUID } from 'node:crypto';
import { Type } from 'typebox';
import type { Transaction } from '../../../activities/database/client.ts';
import { lastDutyScan, listViolations } from '../../../activities/database/repositories/duty-scans.ts';
import {
  countDutyRules,
  deleteDutyRule,
  type DutyRule,
  getDutyRule,
  insertDutyRule,
  listDutyRules,
  updateDutyRule,
} from '../../../activities/database/repositories/duties.ts';
import { recordAct } from '../../../activities/database/repositories/portal-acts.ts';
import { listStores } from '../../../activities/database/repositories/stores.ts';
import { mostDutyRules } from '../../../workflows/contracts/duties.ts';
import { configure, setVersion, versionOf } from '../../configuration.ts';
import { decodeCursor, pageOf } from '../../cursor.ts';
import { definedOf } from '../../defined-of.ts';
import { isDryRun } from '../../dry-run.ts';
import { requireSoundRule, ruleView, ruleViews, seenOf } from '../../duties.ts';
import { sendCsv } from '../../list-export.ts';
import { ApiProblem, staleVersion } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { defaultLimit, DryRun, Empty, IfMatch, Query } from '../../schemas/common.ts';
import {
  CreateDutyRuleBody,
  DutyRuleList,
  DutyRuleParams,
  DutyRuleView,
  DutyViolationList,
  DutyViolationsExport,
  DutyViolationsQuery,
  UpdateDutyRuleBody,
} from '../../schemas/duties.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import { NoBody } from '../../schemas/requests.ts';
import { actorOf, type SessionActor } from '../../session-actor.ts';

const base = { tags: ['Roles'], 'x-permission': 'Manage Security Roles' as const };
const takenNames = { duty_rules_name_key: 'name' };

export function dutyRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  app.get(
    '/duty-rules',
    {
      schema: {
        ...base,
        operationId: 'listDutyRules',
        summary: 'Rules for separation of duties, by name',
        response: { 200: DutyRuleList, ...readProblems() },
      },
    },
    async (request) => ({ items: await ruleViews(db, actorOf(request), await listDutyRules(db)) }),
  );

  app.post(
    '/duty-rules',
    {
      schema: {
        ...base,
        operationId: 'createDutyRule',
        summary: 'Say what nobody may hold together',
        querystring: Query(DryRun),
        body: CreateDutyRuleBody,
        response: { 200: DutyRuleView, 201: DutyRuleView, ...writeProblems('name.taken', 'query.limit') },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const { approver = null, description = '', enabled = true, ...rest } = request.body;
      await requireSoundRule(db, actor, { ...rest, approver });
      const made = await configure(deps, request, 'create rule for duties', takenNames, async (tx) => {
        if ((await countDutyRules(tx)) >= mostDutyRules)
          throw new ApiProblem('query.limit', `There are ${mostDutyRules} rules already. Delete one first.`);
        const row = await insertDutyRule(tx, { ...rest, ...approverColumns(approver), description, enabled });
        await record(tx, actor, row, 'create', null);
        return row;
      });
      setVersion(reply, made.version);
      return reply.code(request.query.dryRun === true ? 200 : 201).send(await ruleView(db, actor, made));
    },
  );

  app.patch(
    '/duty-rules/:ruleId',
    {
      schema: {
        ...base,
        operationId: 'updateDutyRule',
        summary: 'Change a rule; it counts for what waits as well',
        params: DutyRuleParams,
        headers: IfMatch,
        querystring: Query(DryRun),
        body: UpdateDutyRuleBody,
        response: { 200: DutyRuleView, ...writeProblems('notFound', 'name.taken', 'version.stale') },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const before = await requireRule(request.params.ruleId);
      const { approver, ...fields } = definedOf(request.body);
      const kept =
        before.approverStoreId === null || before.approverId === null
          ? null
          : { storeId: before.approverStoreId, id: before.approverId };
      await requireSoundRule(db, actor, {
        ...before,
        ...fields,
        approver: approver === undefined ? kept : approver,
      });
      const version = versionOf(request);
      const changed = await configure(deps, request, 'change rule for duties', takenNames, async (tx) => {
        const row = await updateDutyRule(tx, before.id, version, {
          ...fields,
          ...(approver === undefined ? {} : approverColumns(approver)),
        });
        if (row === null) throw staleVersion();
        await record(tx, actor, row, 'update', before);
        return row;
      });
      setVersion(reply, changed.version);
      return ruleView(db, actor, changed);
    },
  );

  app.delete(
    '/duty-rules/:ruleId',
    {
      schema: {
        ...base,
        operationId: 'deleteDutyRule',
        summary: 'Delete a rule with its exceptions',
        params: DutyRuleParams,
        querystring: Query(DryRun),
        response: { 204: Empty, ...writeProblems('notFound') },
      },
    },
    async (request, reply) => {
      const rule = await requireRule(request.params.ruleId);
      await configure(deps, request, 'delete rule for duties', {}, async (tx) => {
        await deleteDutyRule(tx, rule.id);
        await record(tx, actorOf(request), rule, 'delete', rule);
      });
      return reply.code(204).send(null);
    },
  );

  const readViolations = async (
    actor: SessionActor,
    query: {
      readonly limit: number;
      readonly cursor?: string | undefined;
      readonly open?: boolean | undefined;
    },
  ) => {
    const found = await lastDutyScan(db, true);
    const stores = await listStores(db);
    const [sortKey, personId, ruleId] = decodeCursor(query.cursor, 3) ?? [];
    const after =
      sortKey === undefined || personId === undefined || ruleId === undefined
        ? {}
        : { after: { sortKey, personId, ruleId } };
    const rows =
      found === null
        ? []
        : await listViolations(db, found.id, { ...after, limit: query.limit + 1, open: query.open === true });
    const page = pageOf(rows, query.limit, (row) => [row.sortKey, row.personId, row.ruleId]);
    const seen = new Set<string>();
    for (const store of stores) {
      const ids = page.rows.flatMap((row) => (row.storeId === store.id ? [row.personId] : []));
      for (const { objectId } of await seenOf(db, actor, store, ids)) seen.add(`${store.id}/${objectId}`);
    }
    const items = page.rows
      .filter((row) => seen.has(`${row.storeId}/${row.personId}`))
      .map((row) => ({
        ruleId: row.ruleId,
        ruleName: row.ruleName,
        storeId: row.storeId,
        storeName: stores.find(({ id }) => id === row.storeId)?.name ?? '',
        personId: row.personId,
        personName: row.personName,
        exceptedUntil: row.exceptedUntil?.toISOString() ?? null,
      }));
    return { found, items, nextCursor: page.nextCursor };
  };

  app.get(
    '/duty-violations',
    {
      schema: {
        ...base,
        operationId: 'listDutyViolations',
        summary: 'Who holds both sides of a rule, as the last scan found it',
        description: 'People whom your search policy hides are left out, so that a page may be shorter.',
        querystring: DutyViolationsQuery,
        response: { 200: DutyViolationList, ...readProblems() },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { limit = defaultLimit, cursor, open } = request.query;
      const [{ found, items, nextCursor }, latest] = await Promise.all([
        readViolations(actor, { limit, cursor, open }),
        lastDutyScan(db, false),
      ]);
      return {
        scan:
          latest === null
            ? null
            : {
                state: latest.state,
                startedAt: latest.createdAt.toISOString(),
                finishedAt: latest.finishedAt?.toISOString() ?? null,
                violations: actor.search === null ? (found?.violations ?? null) : null,
                foundAt: found?.finishedAt?.toISOString() ?? null,
              },
        items,
        nextCursor,
      };
    },
  );

  app.get(
    '/duty-violations.csv',
    {
      schema: {
        ...base,
        operationId: 'exportDutyViolations',
        summary: 'The same list as CSV',
        querystring: DutyViolationsExport,
        produces: ['text/csv'],
        response: { 200: Type.String(), ...readProblems() },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      request.log.info({ audit: 'export violations', actor: actor.userId }, 'list exported');
      const { open } = request.query;
      return sendCsv<Awaited<ReturnType<typeof readViolations>>['items'][number]>(
        reply,
        'violations.csv',
        {
          Rule: (row) => row.ruleName,
          'Identity store': (row) => row.storeName,
          Person: (row) => row.personName,
          Id: (row) => row.personId,
          'Exception until': (row) => row.exceptedUntil,
        },
        (page) => readViolations(actor, { ...page, open }),
      );
    },
  );

  app.post(
    '/duty-scan',
    {
      schema: {
        ...base,
        operationId: 'startDutyScan',
        summary: 'Look for violations now, or join the scan that is under way',
        querystring: Query(DryRun),
        body: NoBody,
        response: { 200: Empty, 202: Empty, ...writeProblems() },
      },
    },
    async (request, reply) => {
      if (isDryRun(request)) return reply.code(200).send(null);
      const { storeId, userId } = actorOf(request);
      await deps.engine.startDutyScan(storeId, userId);
      return reply.code(202).send(null);
    },
  );

  async function requireRule(id: string): Promise<DutyRule> {
    const rule = await getDutyRule(db, id);
    if (rule === null) throw ApiProblem.notFound('rule');
    return rule;
  }
}

const approverColumns = (approver: { readonly storeId: string; readonly id: string } | null) => ({
  approverStoreId: approver?.storeId ?? null,
  approverId: approver?.id ?? null,
});

const told = ['name', 'action', 'enabled', 'first', 'second', 'approverId'] as const;

const record = (
  tx: Transaction,
  actor: SessionActor,
  rule: DutyRule,
  operation: 'create' | 'update' | 'delete',
  before: DutyRule | null,
): Promise<void> => {
  const textOf = (row: DutyRule | null, field: (typeof told)[number]): string | null => {
    const value = row?.[field] ?? null;
    return value === null || typeof value === 'string' ? value : JSON.stringify(value);
  };
  const after = operation === 'delete' ? null : rule;
  return recordAct(
    tx,
    {
      storeId: actor.storeId,
      actId: randomUUID(),
      action: 'changeDutyRule',
      actor,
      object: { kind: 'dutyRule', id: rule.id, name: rule.name },
      operation,
    },
    told
      .map((attribute) => ({
        attribute,
        oldValue: textOf(before, attribute),
        newValue: textOf(after, attribute),
      }))
      .filter(({ oldValue, newValue }) => oldValue !== newValue),
  );
};
