/** The tables of one local directory, in a PostgreSQL schema of its own. */
import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import {
  bigint,
  boolean,
  customType,
  integer,
  jsonb,
  pgSchema,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import type { LocalKind } from './attributes.ts';

/** Every attribute but `member` has one value. */
export type Values = Readonly<Record<string, string>>;

/** What a tombstone remembers. */
export interface Kept {
  readonly container: string;
  readonly attributes: Values;
  readonly enabled: boolean;
  readonly passwordHash: string | null;
  readonly mustChange: boolean;
  /** Of a group. */
  readonly members: readonly string[];
  /** Those that held it. */
  readonly groups: readonly string[];
}

/** Two directories never share a schema: the name is made of the instance id. */
export const schemaNameOf = (instanceId: string): string =>
  `local_${instanceId.replaceAll('-', '').toLowerCase()}`;

const instant = (column: string) => timestamp(column, { withTimezone: true, mode: 'date' });
const sequenceNumber = (column: string) => bigint(column, { mode: 'number' }).notNull();
/**
 * The transaction that changed a row last, in 64 bits, so that it never wraps. Unlike a number of a
 * sequence it tells of rows that were numbered earlier and committed later (see changes.ts).
 */
const transactionId = customType<{ data: string }>({ dataType: () => 'xid8' });
const ownTransaction = sql`pg_current_xact_id()`;
const changedBy = () => transactionId('changed_by').notNull().default(ownTransaction);

export function tablesOf(schemaName: string) {
  const schema = pgSchema(schemaName);
  return {
    schemaName,
    objects: schema.table('objects', {
      id: uuid('id').primaryKey(),
      kind: text('kind').$type<LocalKind>().notNull(),
      container: text('container').notNull(),
      attributes: jsonb('attributes').$type<Values>().notNull(),
      /** The same values with case folded by Muster, so that comparing needs no locale of the server's. */
      folded: jsonb('folded').$type<Values>().notNull(),
      foldedContainer: text('folded_container').notNull(),
      enabled: boolean('enabled').notNull(),
      passwordHash: text('password_hash'),
      mustChange: boolean('must_change').notNull().default(false),
      failures: integer('failures').notNull().default(0),
      lockedUntil: instant('locked_until'),
      createdSequence: sequenceNumber('created_sequence'),
      changedSequence: sequenceNumber('changed_sequence'),
      changedBy: changedBy(),
      createdAt: instant('created_at').notNull().defaultNow(),
      changedAt: instant('changed_at').notNull().defaultNow(),
    }),
    memberships: schema.table('memberships', {
      groupId: uuid('group_id').notNull(),
      memberId: uuid('member_id').notNull(),
    }),
    tombstones: schema.table('tombstones', {
      id: uuid('id').primaryKey(),
      kind: text('kind').$type<LocalKind>().notNull(),
      sequence: sequenceNumber('sequence'),
      changedBy: changedBy(),
      at: instant('at').notNull().defaultNow(),
      /** What it takes to bring it back; null once that is past. */
      kept: jsonb('kept').$type<Kept>(),
    }),
  };
}
export type Tables = ReturnType<typeof tablesOf>;

/** Which attribute each unique index guards. */
export const uniqueIndexes = {
  objects_name_key: 'name',
  objects_account_name_key: 'accountName',
  objects_login_name_key: 'loginName',
} as const;

/** The next number of the directory's one sequence: what is newer has a higher one. */
export const nextSequence = (tables: Tables) =>
  sql`nextval(format('%I.changes', ${tables.schemaName}::text)::regclass)`;

/** What an object gets with every change, so that readers of changes find it. */
export const touched = (tables: Tables) => ({
  changedSequence: nextSequence(tables),
  changedBy: ownTransaction,
  changedAt: sql`now()`,
});

/** Creates schema and tables, or what an older version lacks of them; safe from several processes at once. */
export async function ensureTables(db: NodePgDatabase, tables: Tables): Promise<void> {
  // What is made last: where it stands, all does.
  const found = await db.execute(
    sql`select to_regclass(format('%I.tombstones_kept', ${tables.schemaName}::text)) is not null as ready`,
  );
  if (found.rows[0]?.['ready'] === true) return;
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${tables.schemaName}::text, 0))`);
    for (const statement of statements(tables.schemaName)) await tx.execute(statement);
  });
}

function statements(schemaName: string) {
  const at = (table: string) => sql`${sql.identifier(schemaName)}.${sql.identifier(table)}`;
  return [
    sql`create schema if not exists ${sql.identifier(schemaName)}`,
    sql`create sequence if not exists ${at('changes')}`,
    sql`create table if not exists ${at('objects')} (
      id uuid primary key,
      kind text not null check (kind in ('user', 'group')),
      container text not null,
      attributes jsonb not null,
      folded jsonb not null,
      folded_container text not null,
      enabled boolean not null,
      password_hash text,
      must_change boolean not null default false,
      failures integer not null default 0,
      locked_until timestamptz,
      created_sequence bigint not null,
      changed_sequence bigint not null,
      created_at timestamptz not null default now(),
      changed_at timestamptz not null default now()
    )`,
    sql`create unique index if not exists objects_name_key on ${at('objects')} (folded_container, (folded ->> 'name'))`,
    sql`create unique index if not exists objects_account_name_key on ${at('objects')} ((folded ->> 'accountName'))`,
    sql`create unique index if not exists objects_login_name_key on ${at('objects')} ((folded ->> 'loginName'))`,
    sql`create index if not exists objects_changed on ${at('objects')} (changed_sequence)`,
    sql`create table if not exists ${at('memberships')} (
      group_id uuid not null references ${at('objects')} (id) on delete cascade,
      member_id uuid not null references ${at('objects')} (id) on delete cascade,
      primary key (group_id, member_id)
    )`,
    sql`create index if not exists memberships_member on ${at('memberships')} (member_id)`,
    sql`create table if not exists ${at('tombstones')} (
      id uuid primary key,
      kind text not null,
      sequence bigint not null,
      at timestamptz not null default now()
    )`,
    ...['objects', 'tombstones'].flatMap((table) => [
      sql`alter table ${at(table)} add column if not exists changed_by xid8 not null default pg_current_xact_id()`,
      sql`create index if not exists ${sql.identifier(`${table}_changed_by`)} on ${at(table)} (changed_by)`,
    ]),
    sql`alter table ${at('tombstones')} add column if not exists kept jsonb`,
    sql`create index if not exists tombstones_kept on ${at('tombstones')} (at) where kept is not null`,
  ];
}
