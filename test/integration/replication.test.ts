import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { connectDatabase, type DatabaseConnection } from '../../activities/database/client.ts';
import {
  getStoreReplication,
  putStoreReplication,
} from '../../activities/database/repositories/replication-settings.ts';
import { getStore, insertStore } from '../../activities/database/repositories/stores.ts';
import { directoryMembers, directoryObjects } from '../../activities/database/schema/directory.ts';
import { groupsOf, listMembers } from '../../activities/directory-index/objects.ts';
import { createPostgresIndex } from '../../activities/directory-index/postgres/engine.ts';
import { fieldsOf } from '../../activities/platform/directory-fields.ts';
import type { ChangePage, ChangesQuery, Provider } from '../../activities/providers/contract.ts';
import type { LocalProvider } from '../../activities/providers/local/provider.ts';
import type { ReplicationRun } from '../../workflows/contracts/ids.ts';
import type { PlannedChange } from '../../workflows/contracts/plan.ts';
import { hostileNames } from '../contract/hostile-names.ts';
import { freshDatabase } from '../support/environment.ts';
import { connectLocal, fillLocal, localSettings } from '../support/local-directory.ts';
import { applyPortalChange } from '../support/portal-change.ts';
import { replicateOnce } from '../support/replication-run.ts';

describe('replication of a store', { timeout: 60_000 }, () => {
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

  const replicate = (run: ReplicationRun = 'objects', through: Provider = provider) =>
    replicateOnce(database, { open: () => Promise.resolve(through) }, storeId, run);
  /** As if the directory had forgotten where we were. */
  const forget = () => direct(`update replication_status set cursor = null where store_id = '${storeId}'`);
  const status = (run: ReplicationRun = 'objects') =>
    direct(
      `select kind, outcome, problem ->> 'code' as code from replication_status where store_id = '${storeId}' and run = '${run}' order by kind desc`,
    ).then(({ rows }) => rows);
  /** The same provider, but `event` happens after so many pages of objects or members, or between the read of that page and its arrival. */
  const disturbed = (
    operation: 'changes' | 'search' | 'members',
    pages: number,
    event: () => Promise<unknown>,
    when: 'after' | 'onTheWay' = 'after',
  ): Provider =>
    new Proxy(provider, {
      get(target, name) {
        const value = Reflect.get(target, name) as unknown;
        if (typeof value !== 'function') return value;
        const bound = (value as (...args: unknown[]) => AsyncIterable<unknown>).bind(target);
        if (name !== operation) return bound;
        return async function* (...args: unknown[]) {
          for await (const page of bound(...args)) {
            pages -= 1;
            // Others may read beside this one.
            const isNow = pages === 0;
            if (isNow && when === 'onTheWay') await event();
            yield page;
            if (isNow && when === 'after') await event();
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
    expect(await replicate()).toMatchObject({ state: 'succeeded', read: 5300, added: 5300 });
    expect(performance.now() - started).toBeLessThan(20_000);
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
    expect(await replicate()).toMatchObject({ read: 0, added: 0, changed: 0, removed: 0 });
    await forget();
    expect(await replicate()).toMatchObject({ read: 5300, added: 0, changed: 0, removed: 0 });
    expect(await replicate('restore')).toMatchObject({ read: 5300, added: 0, changed: 0, removed: 0 });
    expect((await direct(versions)).rows).toEqual(before.rows);

    // What changes is followed: renamed, removed, added, other members.
    await direct(
      `delete from ${schema()}.objects where folded ->> 'name' in ('user 1', 'user 2', 'group 300')`,
    );
    await direct(
      `update ${schema()}.objects set attributes = attributes || '{"displayName":"Zoë"}', changed_by = pg_current_xact_id() where folded ->> 'name' = 'user 3'`,
    );
    const told = await createGroup({ name: ['brand new'] });
    expect(await replicate()).toMatchObject({ read: 2, added: 1, changed: 1, removed: 0 });
    expect(await replicate('deleted')).toMatchObject({ state: 'succeeded', removed: 3 });
    expect([await count('user'), await count('group')]).toEqual([4998, 300]);
    const left = await direct(`select count(*)::text as n from ${schema()}.memberships`);
    expect(String(await countMembers())).toBe(left.rows[0]?.['n']);
    expect(await find('zoe', 'user')).toMatchObject([{ displayName: 'Zoë', name: 'user 3' }]);
    expect(await find('brand')).toHaveLength(1);
    // What the directory itself tells of is gone without a comparison.
    await provider.remove(told);
    expect(await replicate()).toMatchObject({ removed: 1 });
    expect(await find('brand')).toEqual([]);
  });

  test('as many runs at once as the process has connections do not wait for each other [stores-and-links R4]', async () => {
    await fillLocal(raw.url, instanceId, { users: 3, groups: 2 });
    await using narrow = connectDatabase(raw.url, 1, () => undefined);
    const run = replicateOnce(narrow, { open: () => Promise.resolve(provider) }, storeId);
    expect(await run).toMatchObject({ state: 'succeeded', added: 5 });
    expect(await countMembers()).toBeGreaterThan(0);
  });

  test('a second search engine is told of a restore as a whole [stores-and-links R6]', async () => {
    await fillLocal(raw.url, instanceId, { users: 40, groups: 4 });
    await replicate();
    await direct('select feed_search(true)');
    try {
      await direct(
        `update ${schema()}.objects set attributes = attributes || '{"description":"new"}', changed_by = pg_current_xact_id()`,
      );
      expect(await replicate('restore')).toMatchObject({ changed: 44 });
      const told = () =>
        direct(
          `select (select count(*) from search_outbox)::text as waiting,
             (select count(*) from search_rebuilds where store_id = '${storeId}')::text as rebuilds`,
        ).then(({ rows }) => rows);
      expect(await told()).toEqual([{ waiting: '0', rebuilds: '1' }]);
      // What others write meanwhile is told row by row, as ever.
      await createGroup({ name: ['told alone'] });
      await replicate();
      expect(await told()).toEqual([{ waiting: '1', rebuilds: '1' }]);
    } finally {
      await direct('select feed_search(false)');
    }
  });

  test('a directory that shows little and then all again heals at the next run, whatever changed meanwhile [stores-and-links R3]', async () => {
    await fillLocal(raw.url, instanceId, { users: 40, groups: 1 });
    await replicate();
    const hidden: Provider = new Proxy(provider, {
      get(target, name) {
        const value = Reflect.get(target, name) as unknown;
        if (typeof value !== 'function') return value;
        const bound = (value as (...args: unknown[]) => unknown).bind(target);
        if (name === 'read') return () => Promise.resolve([]);
        if (name !== 'changes') return bound;
        // As a service account sees it that lost its rights: nothing at all, and no error.
        return async function* (query: ChangesQuery) {
          for await (const page of target.changes(query)) yield { ...page, objects: [] };
        };
      },
    });
    await forget();
    await direct(
      `update ${schema()}.objects set attributes = attributes || '{"displayName":"Renamed"}', changed_by = pg_current_xact_id() where folded ->> 'name' = 'user 7'`,
    );
    expect(await replicate('objects', hidden)).toMatchObject({ state: 'held', removed: 0 });
    expect((await getStore(database.db, storeId))?.health).toBe('errors');
    expect(await count('user')).toBe(40);
    expect(await replicate()).toMatchObject({ state: 'succeeded', changed: 1, removed: 0 });
    expect(await find('renamed', 'user')).toHaveLength(1);
    expect(await getStore(database.db, storeId)).toMatchObject({ health: 'healthy', healthMessage: null });
  });

  test('cut off at any moment it changes nothing, and the next run is complete [stores-and-links R3]', async () => {
    await fillLocal(raw.url, instanceId, { users: 2500, groups: 60 });
    await replicate();
    const state = async () => [await count('user'), await count('group')];
    const full = await state();
    await direct(`delete from ${schema()}.objects where folded ->> 'name' like 'user 1_'`);
    const cut = (application: string) => () =>
      direct(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = '${application}' and datname = current_database() and pid <> pg_backend_pid()`,
      );
    for (const [run, operation, pages, application] of [
      ['objects', 'changes', 1, 'muster-local'],
      ['objects', 'changes', 2, 'muster'],
      ['restore', 'search', 2, 'muster-local'],
      ['restore', 'members', 30, 'muster'],
      ['deleted', 'search', 1, 'muster-local'],
      ['deleted', 'search', 2, 'muster'],
      ['objects', 'members', 1, 'muster'],
      ['objects', 'members', 30, 'muster'],
    ] as const) {
      await forget();
      const what = `${run} ${operation} ${pages}`;
      // The users are read to their end before the members begin: what is complete counts.
      if (run === 'objects' && operation === 'members') full[0] = 2490;
      expect(await replicate(run, disturbed(operation, pages, cut(application))), what).toMatchObject({
        state: 'failed',
      });
      expect(await state(), what).toEqual(full);
      expect((await getStore(database.db, storeId))?.health, what).toBe('errors');
    }
    await replicate('deleted');
    await replicate();
    expect(await count('user')).toBe(2490);
    expect((await getStore(database.db, storeId))?.health).toBe('healthy');
  });

  test('an empty or much shorter directory removes nothing until somebody confirms it [stores-and-links R3]', async () => {
    await fillLocal(raw.url, instanceId, { users: 100, groups: 10 });
    await replicate();
    const drop = (kind: string, names: string) =>
      direct(`delete from ${schema()}.objects where kind = '${kind}' and (folded ->> 'name') ~ '${names}'`);
    await drop('user', '[12]$');
    expect(await replicate('deleted')).toMatchObject({ state: 'succeeded', removed: 20 });
    await drop('user', '[345]$');
    await createGroup({ name: ['written all the same'] });
    await forget();
    expect(await replicate()).toMatchObject({ state: 'held', added: 1, removed: 0 });
    expect(await status()).toMatchObject([{ outcome: 'held' }, { outcome: 'succeeded' }]);
    const { health, healthMessage } = (await getStore(database.db, storeId)) ?? {};
    expect(health).toBe('errors');
    expect(healthMessage).toContain('30 of 80 users would be removed, at most 16 may be');
    expect(await count('user')).toBe(80);
    expect(await find('all the same')).toHaveLength(1);

    // The same set is one; what was found again is not removed, whoever confirmed it.
    const waiting = () =>
      direct(
        `select r.id, count(*)::text as n from held_removals r join held_removal_objects on held_id = r.id
         where store_id = '${storeId}' and state = 'waiting' group by r.id`,
      ).then(({ rows }) => rows);
    const [held] = await waiting();
    expect(held?.['n']).toBe('30');
    expect(await replicate('deleted')).toMatchObject({ state: 'held', removed: 0 });
    expect(await waiting()).toEqual([held]);
    await drop('user', '[67]$');
    await direct(`update held_removals set state = 'confirmed' where id = '${held?.['id'] ?? ''}'`);
    expect(await replicate('deleted')).toMatchObject({ removed: 30 });
    expect(await count('user')).toBe(50);
    // Those that were gone without being confirmed are judged by the next run.
    expect(await replicate('deleted')).toMatchObject({ state: 'held', removed: 0 });
    await direct(`delete from directory_objects where store_id = '${storeId}' and kind = 'user'`);
    await forget();
    expect(await replicate()).toMatchObject({ state: 'succeeded', added: 30 });
    expect(await getStore(database.db, storeId)).toMatchObject({ health: 'healthy', healthMessage: null });

    // Of a small kind it is a fifth as well: two of eleven, not three of nine, and never all.
    await drop('group', '^group [12]$');
    expect(await replicate('deleted')).toMatchObject({ state: 'succeeded', removed: 2 });
    await drop('group', '^group [367]$');
    expect(await replicate('deleted')).toMatchObject({ state: 'held', removed: 0 });
    expect((await getStore(database.db, storeId))?.healthMessage).toContain('3 of 9 groups would be removed');
    expect(await count('group')).toBe(9);
    // What the directory itself tells of is less in doubt.
    const told = await Promise.all(['a', 'b', 'c'].map((name) => createGroup({ name: [`told ${name}`] })));
    await replicate();
    await direct(
      `delete from directory_objects where store_id = '${storeId}' and kind = 'group' and name ~ '^group'`,
    );
    for (const one of told) await provider.remove(one);
    expect(await replicate()).toMatchObject({ removed: 3 });
    await forget();
    await replicate();
    await direct(
      `delete from directory_objects where store_id = '${storeId}' and name not in ('group 4', 'group 5')`,
    );
    await direct(`delete from ${schema()}.objects`);
    expect(await replicate('deleted')).toMatchObject({ state: 'held', removed: 0 });
    expect(await count('group')).toBe(2);
  });

  /** As people change a group in the portal. */
  const apply = (group: string, change: Pick<PlannedChange, 'operation' | 'delta'>) =>
    applyPortalChange(database.db, provider, {
      storeId,
      kind: 'group',
      objectId: group,
      objectName: 'a group',
      ...change,
    });
  const act = async (...args: Parameters<typeof apply>) => (await apply(...args)).record();
  const renaming = (old: string, wanted: string) => ({
    operation: 'update' as const,
    delta: [{ attribute: 'displayName', op: 'set' as const, old, new: wanted }],
  });
  const members = (add: readonly string[], remove: readonly string[]) => ({
    operation: 'update' as const,
    delta: [{ attribute: 'member', op: 'values' as const, add, remove }],
  });
  const membersOf = async (group: string) =>
    (await listMembers(database.db, storeId, group, { limit: 50 })).map(({ objectId }) => objectId);
  const displayNameOf = async (group: string) =>
    (
      await direct(
        `select display_name from directory_objects where store_id = '${storeId}' and object_id = '${group}'`,
      )
    ).rows[0]?.['display_name'];
  /** One group, one of its members, and somebody who is none. */
  const oneGroup = async () => {
    await fillLocal(raw.url, instanceId, { users: 30, groups: 1 });
    await replicate();
    const groupId = (await find('group 1'))[0]?.objectId ?? '';
    const [oldId = ''] = await membersOf(groupId);
    const fresh = await createGroup({ name: ['Made meanwhile'] });
    await replicate();
    return { groupId, oldId, freshId: fresh.id };
  };

  test('what Muster wrote during the read is newer than the read [stores-and-links R1]', async () => {
    const { groupId, oldId, freshId } = await oneGroup();
    const during = async () => {
      await act(groupId, renaming('GROUP 1', 'Written meanwhile'));
      await act(groupId, members([freshId], [oldId]));
    };
    const asWritten = async () => {
      expect(await displayNameOf(groupId)).toBe('Written meanwhile');
      const ids = await membersOf(groupId);
      expect(ids).toContain(freshId);
      expect(ids).not.toContain(oldId);
    };
    await forget();
    // After the page of the groups was read: users, the end of the users, groups.
    await replicate('objects', disturbed('changes', 3, during));
    await asWritten();
    await replicate();
    await replicate('deleted');
    await asWritten();
  });

  test('who joins or leaves while the members are read has joined or left [stores-and-links R1]', async () => {
    const { groupId, oldId, freshId } = await oneGroup();
    for (const [run, operation] of [
      ['objects', 'members'],
      ['restore', 'members'],
      ['restore', 'search'],
    ] as const) {
      await forget();
      // Each time the other way round. Of a search: the users were read, the groups are yet to come.
      const [joins, leaves] = (await membersOf(groupId)).includes(freshId)
        ? [oldId, freshId]
        : [freshId, oldId];
      const what = `${run} ${operation}`;
      const during = () => act(groupId, members([joins], [leaves]));
      expect(await replicate(run, disturbed(operation, 1, during)), what).toMatchObject({
        state: 'succeeded',
      });
      const ids = await membersOf(groupId);
      expect([ids.includes(joins), ids.includes(leaves)], what).toEqual([true, false]);
    }
  });

  test('what was read before others changed it does not stay in the index [stores-and-links R1]', async () => {
    const { groupId, oldId, freshId } = await oneGroup();
    const ref = { kind: 'group' as const, id: groupId };
    const natively = (old: string, wanted: string) => provider.update(ref, renaming(old, wanted).delta);
    // Written and read by Muster; changed by others; replicated; recorded by Muster.
    const first = await apply(groupId, renaming('GROUP 1', 'Ours'));
    await natively('Ours', 'Theirs');
    await replicate();
    await first.record();
    expect(await displayNameOf(groupId)).toBe('Theirs');

    // Changed back: there was nothing to replicate, and the older name is known for wrong at the next run only.
    const second = await apply(groupId, renaming('Theirs', 'Ours'));
    await natively('Ours', 'Theirs');
    const member = await apply(groupId, members([freshId], [oldId]));
    await provider.update(ref, members([oldId], [freshId]).delta);
    await replicate();
    await second.record();
    await member.record();
    await replicate();
    expect(await displayNameOf(groupId)).toBe('Theirs');
    expect(await membersOf(groupId)).toContain(oldId);
    expect(await membersOf(groupId)).not.toContain(freshId);
    const pending = () =>
      direct(
        `select object_id from replication_pending_objects where store_id = '${storeId}'
         union all select group_id from replication_pending_groups where store_id = '${storeId}'`,
      ).then(({ rows }) => rows);
    expect(await pending()).toEqual([]);

    // Removed: it is back until the directory can be believed, which is a minute later.
    const third = await apply(groupId, renaming('Theirs', 'Ours'));
    await provider.remove(ref);
    await replicate();
    expect(await displayNameOf(groupId)).toBeUndefined();
    await third.record();
    await replicate();
    await direct(
      `update replication_pending_objects set at = at - interval '2 minutes' where store_id = '${storeId}'`,
    );
    await replicate();
    expect(await displayNameOf(groupId)).toBeUndefined();
    expect(await pending()).toEqual([]);
  });

  test('two changes recorded in the other order leave the later one in the index [stores-and-links R1]', async () => {
    const { groupId } = await oneGroup();
    const first = await apply(groupId, renaming('GROUP 1', 'First'));
    const second = await apply(groupId, renaming('First', 'Second'));
    await second.record();
    await first.record();
    expect(await displayNameOf(groupId)).toBe('Second');
  });

  test('what Muster deletes during the read stays deleted, whatever the clock of its machine says [stores-and-links R1]', async () => {
    const { groupId } = await oneGroup();
    await forget();
    const during = async () => {
      const deletion = await apply(groupId, { operation: 'delete' });
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3_600_000 });
      try {
        await deletion.record();
      } finally {
        vi.useRealTimers();
      }
    };
    await replicate('objects', disturbed('changes', 3, during, 'onTheWay'));
    expect(await displayNameOf(groupId)).toBeUndefined();
  });

  test('what Muster writes after the directory hid it is not removed [stores-and-links R3]', async () => {
    const { groupId } = await oneGroup();
    // Of fewer, one would be too many, and nobody would ask about it.
    for (let index = 0; index < 6; index += 1) await createGroup({ name: [`beside ${index}`] });
    await replicate();
    for (const run of ['deleted', 'objects'] as const) {
      let asked = 0;
      const hidden: Provider = new Proxy(provider, {
        get(target, name) {
          const value = Reflect.get(target, name) as unknown;
          if (typeof value !== 'function') return value;
          if (name === 'read')
            return async () => {
              asked += 1;
              if (asked === 1) await act(groupId, renaming(await nameNow(), `Seen by ${run}`));
              return [];
            };
          const bound = (value as (...args: unknown[]) => AsyncIterable<ChangePage>).bind(target);
          if (name !== 'search' && name !== 'changes') return bound;
          return async function* (...args: unknown[]) {
            for await (const page of bound(...args))
              yield { ...page, objects: page.objects.filter(({ id }) => id !== groupId) };
          };
        },
      });
      const nameNow = async () => (await displayNameOf(groupId)) ?? '';
      await forget();
      expect(await replicate(run, hidden), run).toMatchObject({ removed: 0 });
      expect(await displayNameOf(groupId), run).toBe(`Seen by ${run}`);
      expect(asked, run).toBe(1);
    }
  });

  test('an attribute that is added while a restore reads asks for another one [stores-and-links R5]', async () => {
    await fillLocal(raw.url, instanceId, { users: 3, groups: 1 });
    const choose = (user: readonly string[]) =>
      putStoreReplication(database.db, storeId, { attributes: { user }, restoreNeeded: true }, null);
    const needed = async () => (await getStoreReplication(database.db, storeId))?.restoreNeeded;
    await choose(['name', 'displayName']);
    await replicate(
      'restore',
      disturbed('search', 1, () => choose(['name', 'displayName', 'accountName'])),
    );
    expect(await needed()).toBe(true);
    await replicate('restore');
    expect(await needed()).toBe(false);
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
        if (name !== 'changes')
          return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
        return async function* (query: ChangesQuery) {
          for await (const page of target.changes(query)) {
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
    expect(await replicate('objects', odd)).toMatchObject({ read: 4 });
    expect((await find('group 1'))[0]?.attributes['description']).toEqual(['a\ufffdb', 'lone \ufffd']);
  });

  test('a cancelled run stops at the next page and blames nobody', async () => {
    await fillLocal(raw.url, instanceId, { users: 3000, groups: 1 });
    let cancel = (): void => undefined;
    const run = replicate(
      'objects',
      disturbed('changes', 1, () => {
        cancel();
        return Promise.resolve();
      }),
    );
    cancel = () => {
      run.environment.cancel('CANCELLED');
    };
    expect(await run).toMatchObject({ state: 'cancelled' });
    expect(await count('user')).toBeLessThan(3000);
    expect(await getStore(database.db, storeId)).toMatchObject({ health: 'unknown' });
  });
});
