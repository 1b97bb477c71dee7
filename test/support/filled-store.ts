/** A store with something in every table that belongs to stores, and where a store is named. */
import type pg from 'pg';

interface Column {
  readonly column: string;
  readonly type: string;
  readonly required: boolean;
}

/**
 * One row in every table with a foreign key to the stores, made from the catalogue, so that a table
 * of a later version is filled as well. Rows that refer to other rows than stores are left out.
 */
export async function fillStore(pool: pg.Pool, storeId: string): Promise<void> {
  const { rows: tables } = await pool.query<{ name: string; key: string }>(
    `select c.conrelid::regclass::text as name, a.attname as key from pg_constraint c
     join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
     where c.contype = 'f' and c.confrelid = 'identity_stores'::regclass order by 1, 2`,
  );
  for (const { name, key } of tables) {
    const { rows: columns } = await pool.query<Column>(
      `select column_name as column, udt_name as type,
         is_nullable = 'NO' and column_default is null and is_identity = 'NO' as required
       from information_schema.columns where table_schema = 'public' and table_name = $1`,
      [name],
    );
    const { rows: others } = await pool.query<{ column: string }>(
      `select a.attname as column from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
       where c.contype = 'f' and c.conrelid = $1::regclass and c.confrelid <> 'identity_stores'::regclass`,
      [name],
    );
    if (others.length > 0) continue;
    const needed = columns.filter(({ column, required }) => required || column === key);
    await pool.query(
      `insert into ${name} (${needed.map(({ column }) => column).join(', ')})
       values (${needed.map((column) => valueOf(column, key)).join(', ')}) on conflict do nothing`,
      [storeId],
    );
  }
}

const values: Readonly<Record<string, string>> = {
  uuid: 'gen_random_uuid()',
  bool: 'false',
  int4: '1',
  int8: '1',
  jsonb: `'[]'`,
  bytea: `'\\x00'`,
  timestamptz: `now()`,
};

function valueOf({ column, type }: Column, key: string): string {
  if (column === key) return '$1';
  // Spans and pairs of people have two ends.
  if (column === 'ends_at') return `now() + interval '1 day'`;
  return values[type] ?? `'${column}'`;
}

/** The tables where a store is named in a column of its own. */
export async function tablesNaming(pool: pg.Pool, storeId: string): Promise<string[]> {
  const { rows } = await pool.query<{ table: string; column: string }>(
    `select table_name as table, column_name as column from information_schema.columns
     where table_schema = 'public' and udt_name = 'uuid' order by 1`,
  );
  const naming = new Set<string>();
  for (const { table, column } of rows) {
    const found = await pool.query(`select from ${table} where ${column} = $1 limit 1`, [storeId]);
    if (found.rowCount === 1) naming.add(table);
  }
  return [...naming].sort();
}
