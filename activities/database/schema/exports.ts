/** Exports: whole results written in the background, for the person who asked and for a limited time. */
import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Problem } from '../../../workflows/contracts/errors.ts';
import type { Standing } from '../../../workflows/contracts/field-levels.ts';
import type { SearchPolicy } from '../../../workflows/contracts/policies.ts';
import type { ExportedSearch, ExportFormat, ExportState } from '../../../workflows/contracts/search.ts';
import { createdAt, id, instant } from './columns.ts';
import { bytea, identityStores } from './stores.ts';

export const exports = pgTable(
  'exports',
  {
    id: id(),
    /** The person who asked, in the store of their account. */
    storeId: uuid()
      .notNull()
      .references(() => identityStores.id, { onDelete: 'cascade' }),
    ownerId: text().notNull(),
    ownerName: text().notNull(),
    /** What they might see when they asked: their groups, and whether private ones of others, too. */
    ownerGroups: jsonb().$type<readonly string[]>().notNull(),
    seesPrivateGroups: boolean().notNull(),
    /** The search policies of their roles; null: the whole store. */
    searchScope: jsonb().$type<readonly SearchPolicy[]>(),
    /** Fields their roles hid from them, by name: no part of the file. */
    hiddenFields: jsonb().$type<readonly string[]>().notNull().default([]),
    /** Their roles, for the levels of fields; null in exports from before there was that. */
    standing: jsonb().$type<Standing>(),
    /** What was hidden when the file was written, as `withheldKeys` names it. */
    withheld: jsonb().$type<readonly string[]>().notNull().default([]),
    name: text().notNull(),
    format: text().$type<ExportFormat>().notNull(),
    search: jsonb().$type<ExportedSearch>().notNull(),
    state: text().$type<ExportState>().notNull().default('queued'),
    /** Rows written so far; where there are more than are counted, `totalExact` is false. */
    rows: integer().notNull().default(0),
    total: integer(),
    totalExact: boolean().notNull().default(true),
    bytes: bigint({ mode: 'number' }).notNull().default(0),
    /** The try whose chunks are the file. */
    attempt: integer(),
    problem: jsonb().$type<Problem>(),
    createdAt: createdAt(),
    /** The engine has it. */
    startedAt: instant(),
    finishedAt: instant(),
    /** The file is deleted then. */
    expiresAt: instant().notNull(),
  },
  (t) => [
    index('exports_owner').on(t.storeId, t.ownerId, t.createdAt),
    index('exports_expiry').on(t.expiresAt),
    index('exports_unstarted')
      .on(t.createdAt)
      .where(sql`started_at is null and state = 'queued'`),
  ],
);

/**
 * The file, piece by piece: in the database, so that any worker writes it, any instance of the API
 * sends it, a backup holds no loose ends, and it goes with its export.
 */
export const exportChunks = pgTable(
  'export_chunks',
  {
    exportId: uuid()
      .notNull()
      .references(() => exports.id, { onDelete: 'cascade' }),
    /** Each try writes its own: one that was given up may still be writing. */
    attempt: integer().notNull(),
    position: integer().notNull(),
    data: bytea().notNull(),
  },
  (t) => [primaryKey({ columns: [t.exportId, t.attempt, t.position] })],
);
