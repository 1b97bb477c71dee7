/** Separation of duties: the rules, who is excepted from them, and what the last scan found (access-and-approvals B2). */
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
import type { DutyAction, DutyEntry } from '../../../workflows/contracts/duties.ts';
import { createdAt, id, instant, updatedAt } from './columns.ts';
import { identityStores } from './stores.ts';

export const dutyRules = pgTable(
  'duty_rules',
  {
    id: id(),
    name: text().notNull(),
    description: text().notNull().default(''),
    first: jsonb().$type<readonly DutyEntry[]>().notNull(),
    second: jsonb().$type<readonly DutyEntry[]>().notNull(),
    action: text().$type<DutyAction>().notNull(),
    /** approval: a person or a group, and the store it is in. */
    approverStoreId: uuid().references(() => identityStores.id, { onDelete: 'set null' }),
    approverId: text(),
    enabled: boolean().notNull().default(true),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [uniqueIndex('duty_rules_name_key').on(sql`lower(${t.name})`)],
);

export const dutyExceptions = pgTable(
  'duty_exceptions',
  {
    id: id(),
    ruleId: uuid()
      .notNull()
      .references(() => dutyRules.id, { onDelete: 'cascade' }),
    storeId: uuid()
      .notNull()
      .references(() => identityStores.id, { onDelete: 'cascade' }),
    personId: text().notNull(),
    personName: text().notNull(),
    reason: text().notNull(),
    /** Who answers for it. */
    approverStoreId: uuid().notNull(),
    approverId: text().notNull(),
    approverName: text().notNull(),
    /** Who wrote it down. */
    madeBy: text().notNull(),
    endsAt: instant().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('duty_exceptions_person_key').on(t.ruleId, t.storeId, t.personId),
    check('duty_exceptions_two_people', sql`${t.approverId} <> ${t.personId}`),
  ],
);

export const dutyScans = pgTable(
  'duty_scans',
  {
    id: id(),
    /** The run of the engine that does it. */
    runId: text().notNull(),
    state: text().$type<'running' | 'succeeded' | 'failed'>().notNull().default('running'),
    violations: integer().notNull().default(0),
    /** Null for the timetable. */
    startedBy: text(),
    createdAt: createdAt(),
    finishedAt: instant(),
  },
  (t) => [uniqueIndex('duty_scans_run_key').on(t.runId), index('duty_scans_created').on(t.createdAt)],
);

export const dutyViolations = pgTable(
  'duty_violations',
  {
    scanId: uuid()
      .notNull()
      .references(() => dutyScans.id, { onDelete: 'cascade' }),
    ruleId: uuid()
      .notNull()
      .references(() => dutyRules.id, { onDelete: 'cascade' }),
    storeId: uuid()
      .notNull()
      .references(() => identityStores.id, { onDelete: 'cascade' }),
    personId: text().notNull(),
    personName: text().notNull(),
    sortKey: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.scanId, t.ruleId, t.storeId, t.personId] }),
    index('duty_violations_order').on(t.scanId, t.sortKey, t.personId, t.ruleId),
  ],
);
