import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { and, eq } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectDatabase, type DatabaseConnection } from '../../activities/database/client.ts';
import { indexObject, setMembers } from '../../activities/database/repositories/directory-index.ts';
import { getStore, insertStore } from '../../activities/database/repositories/stores.ts';
import { directoryMembers, directoryObjects } from '../../activities/database/schema/directory.ts';
import { groupsOf, listMembers } from '../../activities/directory-index/objects.ts';
import { createPostgresIndex } from '../../activities/directory-index/postgres/engine.ts';
import { fieldsOf } from '../../activities/platform/directory-fields.ts';
import { createLogger } from '../../activities/platform/log.ts';
import { type Provider, ProviderError } from '../../activities/providers/contract.ts';
import type { LocalProvider } from '../../activities/providers/local/provider.ts';
import { createReplicationActivities } from '../../activities/replication/replicate.ts';
import type { ReplicateArgs } from '../../workflows/contracts/ports.ts';
import { hostileNames } from '../contract/hostile-names.ts';
import { freshDatabase } from '../support/environment.ts';
import { connectLocal, fillLocal, localSettings } from '../support/local-directory.ts';

type Replicate = (args: ReplicateArgs) => Promise<{ objects: number }>;

describe('full replication', { timeout: 60_000 }, () => {
  let raw: Awaited<ReturnType<typeof freshDatabase>>;
  let database: DatabaseConnection;
  let provider: LocalProvider;
  let instanceId: string;
  let storeId: string;

  beforeAll(async () => {
    raw = await freshDatabase();
    database = connectDatabase(raw.url, 4, () => undefined);
  }, 60_000);
  afterAll(async () => {
    await database[Symbol.asyncDispose]();
    await raw[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    instanceId = randomUUID();
    provider = connectLocal(raw.url, instanceId);
    await provider.discover();
    const store = await insertStore(database.db, {
      name: instanceId,
      kind: 'local',
      description: '',
      settings: localSettings(instanceId),
    });
    storeId = store.id;
  });
  afterEach(async () => {
    await provider[Symbol.asyncDispose]();
  });

  const replicate = (through: Provider = provider) => {
    const activities = createReplicationActivities({
      database,
      providers: { open: () => Promise.resolve(through) },
      log: createLogger('test', 'silent'),
    });
    const run: Replicate = (args) => activities.replicateFully(args);
    // Every failure here is meant, and asserted.
    const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
    let beats = 0;
    environment.on('heartbeat', () => (beats += 1));
    const result = environment.run<[ReplicateArgs], { objects: number }, Replicate>(run, { storeId });
    return Object.assign(
      result.then((value) => ({ ...value, beats })),
      { environment },
    );
  };
  /** The same provider, but `event` happens after so many pages of objects or members. */
  const disturbed = (
    operation: 'search' | 'members',
    pages: number,
    event: () => Promise<unknown>,
  ): Provider =>
    new Proxy(provider, {
      get(target, name) {
        const value = Reflect.get(target, name) as unknown;
        if (typeof value !== 'function') return value;
        const bound = (value as (...args: unknown[]) => AsyncIterable<unknown>).bind(target);
        if (name !== operation) return bound;
        return async function* (...args: unknown[]) {
          for await (const page of bound(...args)) {
            yield page;
            pages -= 1;
            if (pages === 0) await event();
          }
        };
      },
    });
  const schema = () => pg.escapeIdentifier(`local_${instanceId.replaceAll('-', '')}`);
  const direct = (text: string) => database.pool.query<Record<string, string>>(text);
  const count = (kind: 'user' | 'group') =>
    database.db.$count(
      directoryObjects,
      and(eq(directoryObjects.storeId, storeId), eq(directoryObjects.kind, kind)),
    );
  const countMembers = () => database.db.$count(directoryMembers, eq(directoryMembers.storeId, storeId));
  const find = (search: string, kind: 'user' | 'group' = 'group') =>
    createPostgresIndex(database.db).list([{ storeId, kind, search, fields: fieldsOf('groups', {}) }], {
      sort: [],
      after: null,
      limit: 30,
    });
  const createGroup = async (attributes: Record<string, readonly string[]>) => {
    const object = { kind: 'group' as const, container: null, attributes };
    return provider.create(object, await provider.prepareCreate(object));
  };

  test('5,000 users and 300 groups with their members reach the index [stores-and-links R1]', async () => {
    await fillLocal(raw.url, instanceId, { users: 5000, groups: 300 });
    const started = performance.now();
    const { objects, beats } = await replicate();
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(objects).toBe(5300);
    expect(beats).toBeGreaterThan(6);
    expect([await count('user'), await count('group'), await countMembers()]).toEqual([5000, 300, 6000]);
    expect(await getStore(database.db, storeId)).toMatchObject({
      health: 'healthy',
      healthMessage: null,
      version: 1,
    });
    expect((await getStore(database.db, storeId))?.lastReplicatedAt).toBeInstanceOf(Date);

    const [group] = await find('GROUP 299');
    expect(group).toMatchObject({ name: 'group 299', displayName: 'GROUP 299', path: 'Groups/group 299' });
    const members = await listMembers(database.db, storeId, group?.objectId ?? '', { limit: 50 });
    expect(members).toHaveLength(20);
    expect(await groupsOf(database.db, storeId, members[0]?.objectId ?? '')).toContain(group?.objectId);

    // Nothing changed: nothing is written.
    const versions = `select max(xmin::text::bigint)::text as newest from directory_objects where store_id = '${storeId}'`;
    const before = await direct(versions);
    await replicate();
    expect((await direct(versions)).rows).toEqual(before.rows);

    // What changes is followed: renamed, removed, added, other members.
    await direct(
      `delete from ${schema()}.objects where folded ->> 'name' in ('user 1', 'user 2', 'group 300')`,
    );
    await direct(
      `update ${schema()}.objects set attributes = attributes || '{"displayName":"Zoë"}' where folded ->> 'name' = 'user 3'`,
    );
    await createGroup({ name: ['brand new'] });
    await replicate();
    expect([await count('user'), await count('group')]).toEqual([4998, 300]);
    const left = await direct(`select count(*)::text as n from ${schema()}.memberships`);
    expect(String(await countMembers())).toBe(left.rows[0]?.['n']);
    expect(await find('zoe', 'user')).toMatchObject([{ displayName: 'Zoë', name: 'user 3' }]);
    expect(await find('brand')).toHaveLength(1);
  });

  test('cut off at any moment it changes nothing, and the next run is complete [stores-and-links R3]', async () => {
    await fillLocal(raw.url, instanceId, { users: 2500, groups: 60 });
    await replicate();
    const state = async () => [await count('user'), await count('group'), await countMembers()];
    const full = await state();
    await direct(`delete from ${schema()}.objects where folded ->> 'name' like 'user 1_'`);
    const cut = (application: string) => () =>
      direct(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = '${application}' and datname = current_database() and pid <> pg_backend_pid()`,
      );
    for (const [operation, pages, application] of [
      ['search', 1, 'muster-local'],
      ['search', 2, 'muster'],
      ['members', 1, 'muster'],
      ['members', 30, 'muster'],
    ] as const) {
      await expect(
        replicate(disturbed(operation, pages, cut(application))),
        `${operation} ${pages}`,
      ).rejects.toThrow();
      expect(await state(), `${operation} ${pages}`).toEqual(full);
      expect((await getStore(database.db, storeId))?.health).toBe('errors');
    }
    await replicate();
    expect(await count('user')).toBe(2490);
    expect((await getStore(database.db, storeId))?.health).toBe('healthy');
  });

  test('an empty or much shorter directory removes nothing and says the counts [stores-and-links R3]', async () => {
    await fillLocal(raw.url, instanceId, { users: 100, groups: 10 });
    await replicate();
    await direct(`delete from ${schema()}.objects where kind = 'user' and (folded ->> 'name') ~ '[12]$'`);
    await replicate();
    expect(await count('user')).toBe(80);
    await direct(`delete from ${schema()}.objects where kind = 'user' and (folded ->> 'name') ~ '[345]$'`);
    await createGroup({ name: ['not written either'] });
    const refused = await replicate().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ProviderError);
    expect(refused).toMatchObject({ code: 'replication.threshold' });
    expect((refused as Error).message).toContain('30 of 80 users would be removed, at most 16 may be');
    expect(await count('user')).toBe(80);
    expect(await find('not written')).toEqual([]);
    expect(await getStore(database.db, storeId)).toMatchObject({ health: 'errors' });
    // A small kind may lose up to five.
    await direct(
      `delete from ${schema()}.objects where folded ->> 'name' in ('group 1', 'group 2', 'group 3')`,
    );
    await direct(`delete from directory_objects where store_id = '${storeId}' and kind = 'user'`);
    await replicate();
    expect(await count('group')).toBe(8);
  });

  test('what Muster wrote during the read is newer than the read [stores-and-links R1]', async () => {
    await fillLocal(raw.url, instanceId, { users: 30, groups: 5 });
    await replicate();
    const [group] = await find('group 3');
    const groupId = group?.objectId ?? '';
    const [old] = await listMembers(database.db, storeId, groupId, { limit: 1 });
    const [object] = await provider.read([{ kind: 'group', id: groupId }]);
    if (object === undefined) throw new Error('no group');
    const fresh = randomUUID();
    const during = async () => {
      await database.db.transaction(async (tx) => {
        await indexObject(tx, storeId, { ...object, displayName: 'Written meanwhile' });
        await setMembers(tx, storeId, groupId, { add: [fresh], remove: [old?.objectId ?? ''] });
        await indexObject(tx, storeId, {
          ...object,
          id: fresh,
          name: 'Made meanwhile',
          displayName: 'Made meanwhile',
        });
      });
    };
    await replicate(disturbed('search', 1, during));
    expect(await find('meanwhile')).toMatchObject([
      { name: 'Made meanwhile' },
      { displayName: 'Written meanwhile' },
    ]);
    const ids = (await listMembers(database.db, storeId, groupId, { limit: 50 })).map(
      ({ objectId }) => objectId,
    );
    expect(ids).toContain(fresh);
    expect(ids).not.toContain(old?.objectId);
    // The next run sees the directory as it is.
    await replicate();
    expect(await find('meanwhile')).toEqual([]);
    expect(await find('group 3')).toHaveLength(1);
  });

  test('hostile names arrive as they are and are found without case and accents [users-and-search S2.2]', async () => {
    for (const { name } of hostileNames)
      await createGroup({ name: [name], description: ['tab\t line\nend \\.'] });
    await replicate();
    for (const { what, name } of hostileNames) {
      const found = await find(name.toUpperCase());
      expect(
        found.map((each) => each.name),
        what,
      ).toContain(name);
    }
    expect(await find('grossenanderung')).toMatchObject([{ name: 'Größenänderung Übersicht' }]);
    expect(await find('%')).toEqual([]);
    const [row] = await find('party');
    expect(row?.attributes['description']).toEqual(['tab\t line\nend \\.']);
  });

  test('values PostgreSQL cannot hold do not stop the store', async () => {
    await fillLocal(raw.url, instanceId, { users: 3, groups: 1 });
    const odd = new Proxy(provider, {
      get(target, name) {
        const value = Reflect.get(target, name) as unknown;
        if (name !== 'search')
          return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
        return async function* (query: Parameters<Provider['search']>[0]) {
          for await (const page of target.search(query)) {
            yield {
              ...page,
              objects: page.objects.map((object) => ({
                ...object,
                attributes: { ...object.attributes, description: ['a\0b', 'lone \ud800'] },
              })),
            };
          }
        };
      },
    });
    expect(await replicate(odd)).toMatchObject({ objects: 4 });
    expect((await find('group 1'))[0]?.attributes['description']).toEqual(['a\ufffdb', 'lone \ufffd']);
  });

  test('a cancelled run stops at the next page and blames nobody', async () => {
    await fillLocal(raw.url, instanceId, { users: 3000, groups: 1 });
    let cancel = (): void => undefined;
    const run = replicate(
      disturbed('search', 1, () => {
        cancel();
        return Promise.resolve();
      }),
    );
    cancel = () => {
      run.environment.cancel('CANCELLED');
    };
    await expect(run).rejects.toThrow('CANCELLED');
    expect(await count('user')).toBe(0);
    expect(await getStore(database.db, storeId)).toMatchObject({ health: 'unknown' });
  });
});
