/** What an installation of the oldest schema holds, after this version's migrations. */
import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { indexRow } from '../../activities/database/repositories/directory-index.ts';
import { migrateDatabase } from '../../activities/database/migrate.ts';
import type { DirectoryObject } from '../../workflows/contracts/directory.ts';
import { freshDatabase } from '../support/environment.ts';

/** The first schema and the guard of its history. */
const oldest = 2;
const storeId = randomUUID();
const requestId = randomUUID();
const anna: DirectoryObject = {
  kind: 'user',
  id: 'a-1',
  name: "Änne O'Neill",
  displayName: 'Änne  Müßig',
  path: 'cn=Änne,ou=People,dc=example,dc=test',
  enabled: true,
  attributes: { mail: ['Anne@Example.test'], sn: ['Müßig', 'O\\Neill'] },
};

const disposables = new AsyncDisposableStack();
let client: pg.Client;
let url: string;
const rows = async (text: string): Promise<Record<string, unknown>[]> => (await client.query(text)).rows;

async function migrateToOldest(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-migrations-'));
  try {
    await cp(join(import.meta.dirname, '../../activities/database/migrations'), folder, { recursive: true });
    const file = join(folder, 'meta', '_journal.json');
    const journal = JSON.parse(await readFile(file, 'utf8')) as { entries: unknown[] };
    await writeFile(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, oldest) }));
    await migrate(drizzle(client), { migrationsFolder: folder });
  } finally {
    await rm(folder, { recursive: true });
  }
}

beforeAll(async () => {
  const database = disposables.use(await freshDatabase());
  ({ url } = database);
  client = new pg.Client({ connectionString: url });
  await client.connect();
  disposables.defer(() => client.end());
  await client.query('drop schema public cascade; drop schema drizzle cascade; create schema public');
  await migrateToOldest();
}, 30_000);
afterAll(() => disposables.disposeAsync());

test('rows of the oldest schema are kept and completed, and their history stays append-only', async () => {
  const { kind, id, name, displayName, path, attributes } = anna;
  await client.query(
    "insert into identity_stores (id, name, kind, settings) values ($1, 'Old', 'local', '{}')",
    [storeId],
  );
  await client.query(
    `insert into directory_objects (store_id, object_id, kind, name, display_name, path, enabled, attributes, search_text, sort_key)
     values ($1, $2, $3, $4, $5, $6, true, $7, 'of that time', 'of that time')`,
    [storeId, id, kind, name, displayName, path, JSON.stringify(attributes)],
  );
  await client.query("insert into directory_members (store_id, group_id, member_id) values ($1, 'g-1', $2)", [
    storeId,
    id,
  ]);
  await client.query("insert into portals (name, path) values ('Staff', 'staff')");
  await client.query(
    `insert into requests (id, action, store_id, actor_store_id, actor_id, actor_name, input, input_hash, state)
     values ($1, 'createGroup', $2, $2, $3, $4, '{}', 'x', 'completed')`,
    [requestId, storeId, id, displayName],
  );
  await client.query(
    "insert into approvals (request_id, step, rule, state) values ($1, 1, 'a rule', 'approved')",
    [requestId],
  );
  await client.query(
    `insert into history_entries (store_id, sequence, request_id, position, workflow_id, action, actor_store_id, actor_id,
       actor_name, source, object_kind, object_id, object_name, operation, previous_hash, hash)
     values ($1, 1, $2, 1, 'w', 'createGroup', $1, $3, $4, 'portal', 'group', 'g-1', 'G', 'create', '', 'h')`,
    [storeId, requestId, id, displayName],
  );

  await migrateDatabase(url);
  // Another start finds nothing left to do.
  await migrateDatabase(url);

  const { folded, searchText, sortKey, wordMarks, valueMarks } = indexRow(storeId, anna);
  const found = await rows('select *, words::text as lexemes from directory_objects');
  expect(found).toMatchObject([
    { object_id: id, display_name: displayName, attributes, folded, sort_key: sortKey },
  ]);
  expect(found[0]).toMatchObject({ search_text: searchText, protection: null });
  expect(found[0]).toMatchObject({ word_marks: wordMarks, value_marks: valueMarks });
  expect(found[0]?.['lexemes']).toContain('mail anne@example.test');
  for (const table of ['directory_members', 'portals', 'requests', 'approvals', 'history_entries'])
    expect(await rows(`select count(*)::int as n from ${table}`), table).toEqual([{ n: 1 }]);
  await expect(client.query("update history_entries set actor_name = 'nobody'")).rejects.toThrow();
  expect(await rows('select name, kind, enabled from identity_stores')).toEqual([
    { name: 'Old', kind: 'local', enabled: true },
  ]);
});
