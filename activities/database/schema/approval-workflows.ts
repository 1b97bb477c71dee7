/** Who has to agree to what: a store's approval workflows and what it decides for all of them. */
import { sql } from 'drizzle-orm';
import { boolean, check, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import {
  type ApprovalEvent,
  type ApprovalFilter,
  type ApprovalMode,
  type ApprovalObject,
  type ApproverEntry,
  type NoApprover,
  type SelfApproval,
  type SystemWorkflow,
} from '../../../workflows/contracts/approvals.ts';
import { createdAt, id, updatedAt } from './columns.ts';
import { identityStores, portals } from './stores.ts';

export const workflowDefinitions = pgTable(
  'workflow_definitions',
  {
    id: id(),
    storeId: uuid()
      .notNull()
      .references(() => identityStores.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    description: text().notNull().default(''),
    /** One of the eight every store has; null for one that an administrator made. */
    system: text().$type<SystemWorkflow>(),
    objects: jsonb().$type<readonly ApprovalObject[]>().notNull(),
    event: text().$type<ApprovalEvent>().notNull(),
    /** edit: the fields it holds. */
    fields: jsonb().$type<readonly string[]>().notNull().default([]),
    filters: jsonb().$type<readonly ApprovalFilter[]>().notNull().default([]),
    approvers: jsonb().$type<readonly ApproverEntry[]>().notNull(),
    mode: text().$type<ApprovalMode>().notNull().default('any'),
    /** Counts only where the store has it on. */
    acceleration: boolean().notNull().default(false),
    /** Approvers may decide by the links of the mail that asks them (W7). */
    mailApproval: boolean().notNull().default(false),
    /** Its mails lead there; a portal of the store, which cannot be deleted meanwhile. Null: wherever one was last. */
    portalId: uuid().references(() => portals.id),
    enabled: boolean().notNull().default(true),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex('workflow_definitions_store_name_key').on(t.storeId, sql`lower(${t.name})`),
    uniqueIndex('workflow_definitions_store_system_key')
      .on(t.storeId, t.system)
      .where(sql`${t.system} is not null`),
  ],
);

/** No row is the same as the defaults. */
export const approvalSettings = pgTable(
  'approval_settings',
  {
    storeId: uuid()
      .primaryKey()
      .references(() => identityStores.id, { onDelete: 'cascade' }),
    selfApproval: text().$type<SelfApproval>().notNull(),
    noApprover: text().$type<NoApprover>().notNull(),
    /** Object id of a user or a group of the store. */
    defaultApproverId: text(),
    acceleration: boolean().notNull(),
    maxLevels: integer().notNull(),
    days: integer().notNull(),
    /** How long a request may wait for people, in days; 0 for ever. */
    expiryDays: integer().notNull().default(0),
    /** How often approvers are reminded, in days; 0 for never. */
    reminderDays: integer().notNull().default(0),
    version: integer().notNull().default(1),
    updatedAt: updatedAt(),
  },
  (t) => [
    check('approval_settings_levels_range', sql`${t.maxLevels} between 1 and 10`),
    check('approval_settings_days_range', sql`${t.days} between 1 and 90`),
    check('approval_settings_expiry_range', sql`${t.expiryDays} between 0 and 365`),
    check('approval_settings_reminder_range', sql`${t.reminderDays} between 0 and 90`),
  ],
);
