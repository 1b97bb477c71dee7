import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDatabase, type DatabaseConnection } from '../../activities/database/client.ts';
import { insertStore } from '../../activities/database/repositories/stores.ts';
import { listRoles } from '../../activities/database/repositories/roles.ts';
import { loadKeyRing } from '../../activities/platform/keyring.ts';
import { readSecrets, saveSecret } from '../../activities/platform/secrets.ts';
import { freshDatabase } from '../support/environment.ts';

const commands = join(import.meta.dirname, '../../activities/platform/commands');

let home: string;
let fresh: Awaited<ReturnType<typeof freshDatabase>>;
let database: DatabaseConnection;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'muster-bootstrap-'));
  fresh = await freshDatabase();
  database = connectDatabase(fresh.url, 2, () => undefined);
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await fresh[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

async function run(command: string, args: readonly string[], input = '') {
  const child = spawn(process.execPath, [join(commands, command), ...args], {
    env: { PATH: process.env['PATH'], MUSTER_HOME: home, DATABASE_URL: fresh.url },
  });
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, output };
}
const bootstrap = (login: string, password: string) =>
  run('bootstrap.ts', ['--store', 'Head office', '--login', login, '--password-stdin'], `${password}\n`);

describe('muster bootstrap [access-and-approvals A2]', () => {
  it('refuses a short password and makes nothing', async () => {
    const refused = await bootstrap('root', 'too short');
    expect(refused.code).toBe(1);
    expect(refused.output).toContain('at least 14 characters');
    const { rows } = await database.pool.query('select count(*)::int as stores from identity_stores');
    expect(rows).toEqual([{ stores: 0 }]);
  });

  it('makes a local store, its first administrator, both roles and a portal; once only', async () => {
    const [first, second] = await Promise.all([
      bootstrap('root.admin', 'correct horse battery staple'),
      bootstrap('root.second', 'correct horse battery staple'),
    ]);
    expect([first.code, second.code].toSorted()).toEqual([0, 1]);
    expect(`${first.output}${second.output}`).toContain('has an administrator already');
    expect(`${first.output}${second.output}`).not.toContain('battery');
    const { rows } = await database.pool.query<{ id: string; kind: string }>(
      'select id, kind from identity_stores',
    );
    expect(rows).toMatchObject([{ kind: 'local' }]);
    const roles = await listRoles(database.db, rows[0]?.id ?? '');
    expect(roles).toMatchObject([
      { name: 'Administrator', priority: 1, criteriaGroupId: expect.any(String) },
      { name: 'Helpdesk', priority: 10, criteriaGroupId: null },
      { name: 'User', priority: 25, criteriaGroupId: null },
    ]);
    const portals = await database.pool.query(
      'select p.path from portals p join portal_stores on portal_id = p.id',
    );
    expect(portals.rows).toEqual([{ path: 'main' }]);
  });
});

describe('muster keys rotate', () => {
  it('encrypts stored secrets with a new key and loses none', async () => {
    const file = join(home, 'keys.json');
    const before = await loadKeyRing(file);
    const store = await insertStore(database.db, { name: 'S', kind: 'local', description: '', settings: {} });
    await saveSecret(database.db, before, store.id, 'password', 'planted-secret');
    const rotated = await run('rotate-keys.ts', []);
    expect(rotated.output).toContain('1 stored secrets');
    const after = await loadKeyRing(file);
    expect(after.activeKeyId).not.toBe(before.activeKeyId);
    expect(await readSecrets(database.db, after, store.id)).toEqual({ password: 'planted-secret' });
    await expect(readSecrets(database.db, before, store.id)).rejects.toThrow(/no key/);
    expect(JSON.parse(await readFile(file, 'utf8')).keys).toHaveLength(2);
  });
});
