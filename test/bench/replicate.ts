/**
 * Replication of whole directories: Muster's full run beside a bare ldapts read of the same entries and
 * attributes, the worker's memory, a difference of ten changes with what it costs on the wire, and a run
 * whose worker is killed three times, compared with the directory by count and checksum.
 *
 * MUSTER_BENCH_USERS (100,000, with a tenth as many groups) with OpenLDAP, MUSTER_BENCH_SAMBA_USERS
 * (20,000) with Samba; 0 leaves one out.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import type { ApiClient } from '../support/client.ts';
import { until } from '../support/ports.ts';
import { sambaMissing } from '../support/samba.ts';
import { OwnServers } from '../support/servers.ts';
import { slapdMissing } from '../support/slapd.ts';
import { Stack } from '../support/stack.ts';
import { type BenchDirectory, openLdapOf, type RawRead, sambaOf } from './replicate-directories.ts';
import { percentile } from './statistics.ts';

/** Issue 5. */
const aims = { ratio: 1.4, deltaMs: 1_000, memoryMb: 400 };
const runMs = 30 * 60_000;

const sizeOf = (name: string, usual: number): number => Number(process.env[name] ?? usual);
const directories = [
  ['OpenLDAP', slapdMissing, sizeOf('MUSTER_BENCH_USERS', 100_000), openLdapOf],
  ['Samba', sambaMissing, sizeOf('MUSTER_BENCH_SAMBA_USERS', 20_000), sambaOf],
] as const;

await using servers = await OwnServers.start();
await using stack = await Stack.create(servers);
await stack.start('api', 'worker');
const admin: ApiClient = await stack.bootstrap();
const pool = new pg.Pool({ connectionString: servers.databaseUrl, max: 2 });
// Nothing of its own accord while it is measured.
await admin.put('/replication/settings', { objectInterval: 1440, deletedInterval: 1440, errorThreshold: 3 });

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
const query = async <T extends object>(text: string, ...values: unknown[]): Promise<T[]> =>
  (await pool.query<T>(text, values)).rows;

async function createStore(name: string, directory: BenchDirectory): Promise<string> {
  const { kind, direct, password } = directory;
  const { status, body } = await admin.post('/stores', { name, kind, settings: { ...direct, password } });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.id as string;
}

interface Run {
  readonly state: string;
  readonly read: number;
  readonly changed: number;
  readonly ms: number;
  /** From the begin until users, groups, and members were complete. */
  readonly phases: readonly number[];
}

async function lastRun(storeId: string): Promise<(Run & { id: string; reason: unknown }) | null> {
  const [run] = await query<Run & { id: string; reason: unknown }>(
    `select id, state, read, changed, problem as reason,
       (extract(epoch from ended_at - started_at) * 1000)::float as ms,
       array(select (extract(epoch from last_success_at - started_at) * 1000)::float from replication_status s
         where s.store_id = r.store_id and s.run = 'objects' and kind in ('user', 'group') order by kind desc) as phases
     from replication_runs r where store_id = $1 order by started_at desc limit 1`,
    storeId,
  );
  return run ?? null;
}

async function begin(storeId: string): Promise<void> {
  const { status, body } = await admin.post('/replication/run', { run: 'objects', storeIds: [storeId] });
  if (status !== 202) throw new Error(JSON.stringify(body));
}

async function ended(storeId: string, before: string | undefined): Promise<Run> {
  await until(
    'the run to end',
    runMs,
    async () => {
      const run = await lastRun(storeId);
      return run !== null && run.id !== before && run.state !== 'running';
    },
    200,
  );
  const run = await lastRun(storeId);
  if (run?.state !== 'succeeded') throw new Error(`The run failed: ${JSON.stringify(run)}`);
  return run;
}

async function replicate(storeId: string): Promise<Run> {
  const before = (await lastRun(storeId))?.id;
  await begin(storeId);
  return ended(storeId, before);
}

/** What no way of writing to these tables can save: their rows and indices, by one statement each, nothing compared. */
async function databaseAlone(storeId: string): Promise<number> {
  let ms = 0;
  for (const table of ['directory_objects', 'directory_members']) {
    await query(`create table bench_alone (like ${table} including all)`);
    const start = performance.now();
    await query(`insert into bench_alone select * from ${table} where store_id = $1`, storeId);
    ms += performance.now() - start;
    await query('drop table bench_alone');
  }
  return ms;
}

/** Of the worker, in MB. */
async function memoryMb(): Promise<number> {
  const status = await readFile(`/proc/${stack.pidOf('worker')}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}

/** The most memory the worker has while something is done. */
async function watchingMemory<T>(work: Promise<T>): Promise<{ result: T; peakMb: number }> {
  let peakMb = await memoryMb();
  const timer = setInterval(() => {
    void memoryMb().then((mb) => (peakMb = Math.max(peakMb, mb)));
  }, 100);
  try {
    const result = await work;
    return { result, peakMb };
  } finally {
    clearInterval(timer);
  }
}

const checksum = (ids: readonly string[]) =>
  createHash('sha256').update(ids.toSorted().join()).digest('hex').slice(0, 16);

async function compare(storeId: string, there: RawRead): Promise<string> {
  const of = async (kind: string) =>
    (
      await query<{ id: string }>(
        'select object_id as id from directory_objects where store_id = $1 and kind = $2',
        storeId,
        kind,
      )
    ).map(({ id }) => id);
  const [users, groups] = [await of('user'), await of('group')];
  const [row] = await query<{ n: number }>(
    'select count(*)::int as n from directory_members where store_id = $1 and not read_only',
    storeId,
  );
  const same = checksum(users) === checksum(there.users) && checksum(groups) === checksum(there.groups);
  return `${users.length} of ${there.users.length} users, ${groups.length} of ${there.groups.length} groups, ${row?.n ?? 0} of ${there.memberships} memberships in the directory, ids ${same ? 'equal' : 'DIFFER'}`;
}

async function killedThrice(name: string, directory: BenchDirectory, there: RawRead): Promise<void> {
  const storeId = await createStore(`${name}, killed`, directory);
  await begin(storeId);
  for (const part of [0.2, 0.5, 0.9]) {
    await until(
      'the run to get on',
      runMs,
      async () => {
        const [row] = await query<{ n: number }>(
          'select count(*)::int as n from directory_objects where store_id = $1',
          storeId,
        );
        return (row?.n ?? 0) >= part * (there.users.length + there.groups.length);
      },
      20,
    );
    await stack.stop('worker', 'SIGKILL');
    await stack.start('worker');
  }
  await ended(storeId, undefined);
  console.log(`  worker killed three times: ${await compare(storeId, there)}`);
}

async function measure(name: string, size: number, open: (users: number) => Promise<BenchDirectory>) {
  await using directory = await open(size);
  console.log(`${name}: ${size} users, ${size / 10} groups, one of ${Math.floor(size / 2)} members`);
  await directory.read();
  const times: number[] = [];
  let there = await directory.read();
  for (let index = 0; index < 3; index += 1) {
    const start = performance.now();
    there = await directory.read();
    times.push(performance.now() - start);
  }
  const rawMs = percentile(times, 50);
  console.log(`  ldapts alone          ${seconds(rawMs)} (median of 3, members as they stand)`);

  const storeId = await createStore(name, directory);
  const idleMb = await memoryMb();
  const { result: full, peakMb } = await watchingMemory(replicate(storeId));
  const [users = 0, groups = 0] = full.phases;
  console.log(
    `  Muster, full          ${seconds(full.ms)}; users after ${seconds(users)}, groups after ${seconds(groups)}, the rest are members`,
  );
  console.log(
    `  ratio                 ${(full.ms / rawMs).toFixed(2)} whole, ${(groups / rawMs).toFixed(2)} without members (aim ${aims.ratio})`,
  );
  const aloneMs = await databaseAlone(storeId);
  console.log(
    `  PostgreSQL alone      ${seconds(aloneMs)} for the same rows into empty tables with the same indices; Muster took ${(full.ms / (rawMs + aloneMs)).toFixed(2)} times both one after the other`,
  );
  console.log(
    `  memory of the worker  ${peakMb.toFixed(0)} MB at most, ${idleMb.toFixed(0)} MB before (aim ${aims.memoryMb})`,
  );
  console.log(`  index                 ${await compare(storeId, there)}`);

  await admin.patch(`/stores/${storeId}`, {
    settings: { ...directory.counted, password: directory.password },
  });
  // As if the last changes were long ago, so that only what changes now is read again.
  await query(
    `update replication_status set cursor = jsonb_set(cursor::jsonb, '{seenAtMs}', '0')::text
     where store_id = $1 and cursor like '%seenAtMs%'`,
    storeId,
  );
  // What is kept of each server is read once.
  await replicate(storeId);
  await directory.changeTen();
  const before = directory.front.entries;
  const delta = await replicate(storeId);
  console.log(
    `  ten changes           ${seconds(delta.ms)} (aim ${seconds(aims.deltaMs)}), ${delta.changed} objects changed, ${directory.front.entries - before} entries on the wire`,
  );
  await killedThrice(name, directory, await directory.read());
}

for (const [name, missing, size, open] of directories) {
  if (missing !== undefined || size === 0) console.log(`${name}: skipped, ${missing ?? 'no size'}`);
  else await measure(name, size, open);
}
await pool.end();
