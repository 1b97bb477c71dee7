/** How fresh the index of each store is, what its runs did, and what waits for a person. */
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { ObjectKind } from '../../../workflows/contracts/directory.ts';
import type { Problem } from '../../../workflows/contracts/errors.ts';
import type { ReplicationRun } from '../../../workflows/contracts/ids.ts';
import { createdAt, id, instant, updatedAt } from './columns.ts';
import { identityStores } from './stores.ts';

const storeId = () =>
  uuid()
    .notNull()
    .references(() => identityStores.id, { onDelete: 'cascade' });
const count = () => integer().notNull().default(0);
const counts = () => ({ read: count(), added: count(), changed: count(), removed: count() });

/** One row: how often all stores are replicated, and when failures are told. */
export const replicationSettings = pgTable(
  'replication_settings',
  {
    id: integer().primaryKey().default(1),
    /** Minutes. */
    objectInterval: integer().notNull(),
    /** Minutes. */
    deletedInterval: integer().notNull(),
    /** Failed runs in a row before people are told. */
    errorThreshold: integer().notNull(),
    version: integer().notNull().default(1),
    updatedAt: updatedAt(),
  },
  (t) => [
    check('replication_settings_once', sql`${t.id} = 1`),
    check('replication_settings_objects', sql`${t.objectInterval} between 1 and 1440`),
    check('replication_settings_deleted', sql`${t.deletedInterval} between 5 and 1440`),
    check('replication_settings_errors', sql`${t.errorThreshold} between 1 and 20`),
  ],
);

/** What a store's administrators chose for its replication. */
export const storeReplication = pgTable('store_replication', {
  storeId: storeId().primaryKey(),
  /** Attributes by kind that are indexed; null for the provider's own choice. */
  attributes: jsonb().$type<Readonly<Partial<Record<ObjectKind, readonly string[]>>>>(),
  /** An attribute was added that older objects lack. */
  restoreNeeded: boolean().notNull().default(false),
  /** Who is told of failures. */
  alertTo: jsonb().$type<readonly string[]>().notNull().default([]),
  alertCc: jsonb().$type<readonly string[]>().notNull().default([]),
  version: integer().notNull().default(1),
  updatedAt: updatedAt(),
});

/** Where each kind of a store stands. */
export const replicationStatus = pgTable(
  'replication_status',
  {
    storeId: storeId(),
    run: text().$type<Exclude<ReplicationRun, 'restore'>>().notNull(),
    kind: text().$type<ObjectKind>().notNull(),
    /** Where the next delta begins: written with the data it stands for. */
    cursor: text(),
    /** When everything was read last. */
    fullAt: instant(),
    outcome: text().$type<'succeeded' | 'failed' | 'held'>(),
    /** Why it failed, or what is held. */
    problem: jsonb().$type<Problem>(),
    lastRunAt: instant(),
    lastSuccessAt: instant(),
    /** Of the last run. */
    ...counts(),
    /** Failed runs in a row. */
    failures: integer().notNull().default(0),
    /** The run that wrote this last. */
    runId: uuid(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.run, t.kind] })],
);

/** Groups whose members are to be read: noted with the group's data, struck out with its members'. */
export const replicationPendingGroups = pgTable(
  'replication_pending_groups',
  { storeId: storeId(), groupId: text().notNull() },
  (t) => [primaryKey({ columns: [t.storeId, t.groupId] })],
);

/** Objects that Muster wrote while they were being read: which of the two was later only another look tells. */
export const replicationPendingObjects = pgTable(
  'replication_pending_objects',
  {
    storeId: storeId(),
    objectId: text().notNull(),
    kind: text().$type<ObjectKind>().notNull(),
    at: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.objectId] })],
);

export const replicationRunLog = pgTable(
  'replication_runs',
  {
    /** The run id of the workflow. */
    id: uuid().primaryKey(),
    storeId: storeId(),
    run: text().$type<ReplicationRun>().notNull(),
    workflowId: text().notNull(),
    state: text()
      .$type<'running' | 'succeeded' | 'held' | 'failed' | 'cancelled'>()
      .notNull()
      .default('running'),
    /** Who asked for it; null where the timetable did. */
    actorId: text(),
    ...counts(),
    problem: jsonb().$type<Problem>(),
    startedAt: createdAt(),
    endedAt: instant(),
  },
  (t) => [
    index('replication_runs_store').on(t.storeId, t.startedAt, t.id),
    index('replication_runs_order').on(t.startedAt, t.id),
    /** What ran at a given time. */
    index('replication_runs_ended').on(t.storeId, t.endedAt),
  ],
);

/** Removals too many to be believed: they wait for an administrator. */
export const heldRemovals = pgTable(
  'held_removals',
  {
    id: id(),
    storeId: storeId(),
    kind: text().$type<ObjectKind>().notNull(),
    runId: uuid().notNull(),
    /** Objects of that kind in the index. */
    known: integer().notNull(),
    /** SHA-256 of the ids in order: the same set is told of once. */
    fingerprint: text().notNull(),
    /** `confirmed`: the next comparison makes them; then `done`. `over`: found again, or replaced by another set. */
    state: text()
      .$type<'waiting' | 'confirmed' | 'done' | 'dismissed' | 'over'>()
      .notNull()
      .default('waiting'),
    decidedBy: text(),
    decidedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('held_removals_waiting')
      .on(t.storeId, t.kind)
      .where(sql`state = 'waiting'`),
  ],
);

export const heldRemovalObjects = pgTable(
  'held_removal_objects',
  {
    heldId: uuid()
      .notNull()
      .references(() => heldRemovals.id, { onDelete: 'cascade' }),
    objectId: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.heldId, t.objectId] })],
);
