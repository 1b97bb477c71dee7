/** Requests, their plans, approvals and timelines. */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Action } from '../../../workflows/contracts/actions.ts';
import type { UsedToken } from '../../../workflows/contracts/api-tokens.ts';
import type { Client } from '../../../workflows/contracts/clients.ts';
import type { DirectoryObject } from '../../../workflows/contracts/directory.ts';
import type { Problem } from '../../../workflows/contracts/errors.ts';
import type { Permission } from '../../../workflows/contracts/permissions.ts';
import type { PlanItem, PlanWarning, PlannedChange } from '../../../workflows/contracts/plan.ts';
import type {
  Decision,
  RequestEventKind,
  RequestState,
  RerouteTarget,
} from '../../../workflows/contracts/requests.ts';
import type { Chain } from '../../platform/approvals/climb.ts';
import { createdAt, id, instant, updatedAt } from './columns.ts';

/** One approver's way up the line. */
export type StepChain = Chain & {
  /** It goes no further. */
  readonly ended?: true;
};

export const requests = pgTable(
  'requests',
  {
    /** UUIDv5 of actor and idempotency key: the same click is the same row. */
    id: uuid().primaryKey(),
    action: text().$type<Action>().notNull(),
    /** Of a store that existed when it was asked (a trigger sees to it); it outlives the store. */
    storeId: uuid().notNull(),
    actorStoreId: uuid().notNull(),
    actorId: text().notNull(),
    actorName: text().notNull(),
    /** What the person asked by: which role applies follows from it. Null in rows from before there were clients. */
    client: jsonb().$type<Client>(),
    /** The API token it was asked by; null where a person was signed in. */
    token: jsonb().$type<UsedToken<Permission>>(),
    /** Known once planned. */
    actorMail: text(),
    /** What was asked, validated by the route's schema. */
    input: jsonb().$type<Record<string, unknown>>().notNull(),
    /** SHA-256 of action, store, canonical input and the dry-run flag; the same key with another body is refused. */
    inputHash: text().notNull(),
    dryRun: boolean().notNull().default(false),
    /** Hash of the plan the person looked at before; a request whose plan is another one is refused. */
    expectedPlan: text(),
    state: text().$type<RequestState>().notNull().default('queued'),
    /** Why it failed, was denied or became stale. */
    problem: jsonb().$type<Problem>(),
    /** The object it is about, for lists; unknown until planned when it is created. */
    targetId: text(),
    targetName: text(),
    /** The request of which this is a held part, saved with it (access-and-approvals W5). */
    partOf: uuid(),
    /** Of a part: the workflows that held it when it was saved. */
    heldBy: jsonb().$type<readonly string[]>(),
    /** Why it is done without the approvals it would have waited for (access-and-approvals B6). */
    breakGlassReason: text(),
    /** Set once a write to the directory may have happened. */
    applyStartedAt: instant(),
    /** The API has handed it to the engine; unset rows are started again by the sweeper. */
    startedAt: instant(),
    decidedAt: instant(),
    finishedAt: instant(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    index('requests_actor').on(t.actorStoreId, t.actorId, t.createdAt),
    index('requests_store_created').on(t.storeId, t.createdAt),
    index('requests_target').on(t.storeId, t.targetId),
    index('requests_state').on(t.state, t.createdAt),
    // What is being written, or was a moment ago.
    index('requests_finished').on(t.finishedAt),
    index('requests_break_glass')
      .on(t.storeId, t.createdAt)
      .where(sql`${t.breakGlassReason} is not null`),
    index('requests_part_of')
      .on(t.partOf)
      .where(sql`${t.partOf} is not null`),
  ],
);

export const changeSets = pgTable('change_sets', {
  requestId: uuid()
    .primaryKey()
    .references(() => requests.id, { onDelete: 'cascade' }),
  changes: jsonb().$type<readonly PlannedChange[]>().notNull(),
  items: jsonb().$type<readonly PlanItem[]>().notNull(),
  warnings: jsonb().$type<readonly PlanWarning[]>().notNull(),
  /** SHA-256 of the changes: what was approved is what is executed. */
  hash: text().notNull(),
  createdAt: createdAt(),
});

/** One row per planned change, written before the directory is touched: the journal that makes a retry safe. */
export const applyJournal = pgTable(
  'apply_journal',
  {
    requestId: uuid()
      .notNull()
      .references(() => requests.id, { onDelete: 'cascade' }),
    /** Position in the change set. */
    position: integer().notNull(),
    /** create: the provider's mark. */
    intent: jsonb().$type<Record<string, string | number | null>>(),
    /** The object's id once known. */
    objectId: text(),
    /** The object as it was read after the write; null for a deletion. */
    object: jsonb().$type<DirectoryObject>(),
    /** Nothing in it is older, by the database's clock. */
    readAt: instant(),
    /** Wanted results that held already when the write began, by `attribute` and value: not ours, not recorded. */
    alreadyHeld: jsonb()
      .$type<readonly { readonly attribute: string; readonly value: string }[]>()
      .notNull()
      .default([]),
    /** What the directory did not take, in the same form, where it took a part only. */
    refused: jsonb()
      .$type<readonly { readonly attribute: string; readonly value: string }[]>()
      .notNull()
      .default([]),
    startedAt: createdAt(),
    doneAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.requestId, t.position] }),
    // An object is the creation of one request only, however alike two requests are.
    uniqueIndex('apply_journal_created_key')
      .on(t.objectId)
      .where(sql`${t.intent} is not null`),
  ],
);

/** Which try of the apply step may write; see `activities/change/fence.ts`. */
export const applyFences = pgTable(
  'apply_fences',
  {
    requestId: uuid()
      .notNull()
      .references(() => requests.id, { onDelete: 'cascade' }),
    storeId: uuid().notNull(),
    /** Of the try that holds it, or held it last. */
    token: uuid().notNull(),
    /** The holder's lease; from then on the next try may take it. */
    heldUntil: instant().notNull().defaultNow(),
    /** Nothing is to be written for this request in this store any more. */
    closed: boolean().notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.requestId, t.storeId] })],
);

export const approvals = pgTable(
  'approvals',
  {
    requestId: uuid()
      .notNull()
      .references(() => requests.id, { onDelete: 'cascade' }),
    step: integer().notNull(),
    /** Steps of one stage are asked side by side; those of older plans one after the other. */
    stage: integer(),
    /** The workflow that asks, by the name it had then. */
    rule: text().notNull(),
    definitionId: uuid(),
    /** The rule for separation of duties that asks instead of a workflow (access-and-approvals B2). */
    dutyRuleId: uuid(),
    /** Which fields wait for it, where that is not everything. */
    fields: jsonb().$type<readonly string[]>(),
    state: text().$type<'planned' | 'open' | 'approved' | 'denied' | 'cancelled' | 'expired'>().notNull(),
    /** Nobody can decide; administrators may. */
    held: boolean().notNull().default(false),
    /** Where it stands with each of its approvers (6.1); null where it neither climbs nor asks owners or managers. */
    chains: jsonb().$type<readonly StepChain[]>(),
    /** When the approvers of this moment have been idle long enough; null where it does not climb. */
    dueAt: instant(),
    /** The decision that settled it. */
    decisionId: uuid(),
    openedAt: instant(),
    /** When it ends undecided; null for never. */
    expiresAt: instant(),
    decidedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.requestId, t.step] })],
);

export const approvalApprovers = pgTable(
  'approval_approvers',
  {
    requestId: uuid().notNull(),
    step: integer().notNull(),
    storeId: uuid().notNull(),
    approverId: text().notNull(),
    approverName: text().notNull(),
    approverMail: text(),
  },
  (t) => [
    primaryKey({ columns: [t.requestId, t.step, t.storeId, t.approverId] }),
    index('approval_approvers_person').on(t.storeId, t.approverId),
  ],
);

/**
 * A decision as the API took it from an authorised person, by id: the Update carries the id, so that
 * neither names nor free text enter workflow history and nobody decides around the API.
 */
export const decisions = pgTable(
  'decisions',
  {
    id: id(),
    requestId: uuid()
      .notNull()
      .references(() => requests.id, { onDelete: 'cascade' }),
    step: integer().notNull(),
    decision: text().$type<Decision>().notNull(),
    deciderStoreId: uuid().notNull(),
    deciderId: text().notNull(),
    deciderName: text().notNull(),
    /** In which right: named approver, who stands in for one, or holder of Manage All Requests. */
    decidedAs: text().$type<'approver' | 'delegate' | 'administrator'>().notNull(),
    /** They may decide anything in the store besides, so what they were asked as need not hold. */
    administers: boolean().notNull().default(false),
    /** The approver for whom a delegate decided. */
    onBehalfOfId: text(),
    onBehalfOfName: text(),
    comment: text(),
    createdAt: createdAt(),
  },
  (t) => [index('decisions_request').on(t.requestId)],
);

/** Whom an administrator wants to decide instead, as the API took it: the Update carries the id only. */
export const reroutes = pgTable(
  'reroutes',
  {
    id: id(),
    requestId: uuid()
      .notNull()
      .references(() => requests.id, { onDelete: 'cascade' }),
    step: integer().notNull(),
    target: text().$type<RerouteTarget>().notNull(),
    /** The people that were found then. */
    approvers: jsonb()
      .$type<
        readonly {
          readonly storeId: string;
          readonly id: string;
          readonly name: string;
          readonly mail: string | null;
        }[]
      >()
      .notNull(),
    byStoreId: uuid().notNull(),
    byId: text().notNull(),
    byName: text().notNull(),
    comment: text(),
    doneAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [index('reroutes_request').on(t.requestId)],
);

/** The timeline a person watches; each insert is announced on the channel `muster_request`. */
export const requestEvents = pgTable(
  'request_events',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    requestId: uuid()
      .notNull()
      .references(() => requests.id, { onDelete: 'cascade' }),
    kind: text().$type<RequestEventKind>().notNull(),
    /** Makes a repeated insert of the same step harmless. */
    key: text().notNull(),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    at: createdAt(),
  },
  (t) => [uniqueIndex('request_events_key').on(t.requestId, t.key)],
);
