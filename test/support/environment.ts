/** The servers a test may use: a database of its own, and a namespace of its own on Temporal. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import pg from 'pg';
import { migrateDatabase } from '../../activities/database/migrate.ts';
import { searchAttributes } from '../../workflows/contracts/search-attributes.ts';
import { until } from './ports.ts';

interface Variables {
  TEST_DATABASE_URL: string;
  TEST_TEMPORAL_ADDRESS: string;
  TEST_TEMPORAL_CLI: string;
}

/** Set by `npm test`; asked of the run's on-demand starter otherwise. */
async function variable(name: keyof Variables): Promise<string> {
  const known = process.env[name];
  if (known !== undefined) return known;
  const starter = process.env.TEST_SERVERS_ON_DEMAND;
  if (starter === undefined) throw new Error('Run tests with npm test or vitest, which start the servers.');
  const answer = await fetch(`${starter}${name === 'TEST_DATABASE_URL' ? '/postgres' : '/temporal'}`);
  if (!answer.ok) throw new Error(await answer.text());
  Object.assign(process.env, (await answer.json()) as Partial<Variables>);
  return variable(name);
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

const sibling = (url: string, name: string): string => {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
};

/** Any constant; keeps two test processes from making the template at once. */
const templateLock = 7_210_302;

/** A migrated database that is cloned for each test. @returns its name */
async function ensureTemplate(url: string): Promise<string> {
  const journal = await readFile(
    join(import.meta.dirname, '../../activities/database/migrations/meta/_journal.json'),
    'utf8',
  );
  const last = (JSON.parse(journal) as { entries: { when: number }[] }).entries.at(-1)?.when ?? 0;
  const name = `template_${last}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [templateLock]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) {
      await client.query(`drop database if exists ${name}_new`);
      await client.query(`create database ${name}_new`);
      await migrateDatabase(sibling(url, `${name}_new`));
      await client.query(`alter database ${name}_new rename to ${name}`);
    }
  } finally {
    await client.end();
  }
  return name;
}

export interface FreshDatabase extends AsyncDisposable {
  [Symbol.asyncDispose](): Promise<void>;
  /** Of a role that owns the database and is no superuser, as in an installation. */
  readonly url: string;
}

/** A migrated, empty database, dropped when disposed whoever is still connected. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const server = await variable('TEST_DATABASE_URL');
  const template = await ensureTemplate(server);
  const name = `test_${randomBytes(8).toString('hex')}`;
  await query(server, `create database ${name} template ${template}`);
  return {
    url: sibling(server, name),
    [Symbol.asyncDispose]: () => dropDatabase(server, name),
  };
}

/** Whoever is connected is cut off, but for PostgreSQL's own vacuum, which only its superuser may end: that one is waited for. */
function dropDatabase(server: string, name: string): Promise<void> {
  const vacuuming = (error: unknown): boolean => (error as { code?: string }).code === '42501';
  return until(`the database ${name} to be let go`, 20_000, async () => {
    try {
      await query(server, `drop database if exists ${name} with (force)`);
      return true;
    } catch (error) {
      if (vacuuming(error)) return false;
      throw error;
    }
  });
}

export interface TestTemporal extends AsyncDisposable {
  [Symbol.asyncDispose](): Promise<void>;
  /** host:port */
  readonly address: string;
  /** Nobody else's; with the search attributes of Muster. */
  readonly namespace: string;
  /** Path of the `temporal` command. */
  readonly cli: string;
}

/** A namespace of its own on the run's Temporal server. */
export async function temporalTestServer(): Promise<TestTemporal> {
  const address = await variable('TEST_TEMPORAL_ADDRESS');
  const cli = await variable('TEST_TEMPORAL_CLI');
  const namespace = `test-${randomBytes(8).toString('hex')}`;
  const connection = await Connection.connect({ address });
  const { workflowService, operatorService } = connection;
  try {
    await workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: { seconds: (24 * 3600) as never },
    });
    const keyword = 2;
    const wanted = Object.fromEntries(Object.values(searchAttributes).map((name) => [name, keyword]));
    // Each part of the server learns of a namespace a little later.
    await until(`Temporal to know the namespace ${namespace}`, 30_000, async () => {
      try {
        const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
        if (Object.keys(wanted).some((name) => !(name in customAttributes))) {
          await operatorService.addSearchAttributes({ namespace, searchAttributes: wanted });
        }
        const query = `${searchAttributes.action} = 'none'`;
        await workflowService.listWorkflowExecutions({ namespace, query });
        return true;
      } catch {
        return false; // not yet; what goes on being wrong ends in the time-out above
      }
    });
  } finally {
    await connection.close();
  }
  return { address, namespace, cli, [Symbol.asyncDispose]: () => Promise.resolve() };
}
