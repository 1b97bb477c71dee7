/** Brings the database to this version's schema; safe to run from several processes at once. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { foldOlderRows } from './repositories/directory-fold.ts';

const folder = join(import.meta.dirname, 'migrations');
/** Any constant of our own: the migrator takes no lock itself. */
const lockKey = 7_210_301;

/** The database and this version do not fit together; the message says what to do. */
class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused';
}

/**
 * Applies the missing migrations under an advisory lock.
 * @throws {MigrationRefused} when the database holds a migration this version does not know or a missing one is older
 *   than one already applied (drizzle would skip it silently).
 */
export async function migrateDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await checkOrder(client);
    const db = drizzle(client, { casing: 'snake_case' });
    await migrate(db, { migrationsFolder: folder });
    // For this connection: a search engine makes its indices anew, since their documents have changed.
    await client.query("select set_config('muster.search_rebuild', 'on', false)");
    await foldOlderRows(db);
  } finally {
    await client.end();
  }
}

async function checkOrder(client: pg.Client): Promise<void> {
  const journal = JSON.parse(await readFile(join(folder, 'meta', '_journal.json'), 'utf8')) as {
    entries: { when: number; tag: string }[];
  };
  const table = await client.query<{ name: string | null }>(
    "select to_regclass('drizzle.__drizzle_migrations')::text as name",
  );
  if (typeof table.rows[0]?.name !== 'string') return;
  const applied = await client.query<{ created_at: string }>(
    'select created_at from drizzle.__drizzle_migrations',
  );
  const times = new Set(applied.rows.map((row) => Number(row.created_at)));
  const newest = Math.max(0, ...times);
  const late = journal.entries.filter((entry) => entry.when <= newest && !times.has(entry.when));
  if (late.length > 0) {
    throw new MigrationRefused(
      `These migrations are older than one already applied and would be skipped: ${late.map((e) => e.tag).join(', ')}. Generate them again so that they sort last.`,
    );
  }
  const known = new Set(journal.entries.map((entry) => entry.when));
  if ([...times].some((time) => !known.has(time))) {
    throw new MigrationRefused(
      'The database was migrated by a newer version of Muster. Start that version, or restore the backup made before the upgrade.',
    );
  }
}
