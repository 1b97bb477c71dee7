/** Faults of Elasticsearch that only touch a part of it, or that nobody is told of. */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { indexObject, removeFromIndex } from '../../activities/database/repositories/directory-index.ts';
import { insertStore } from '../../activities/database/repositories/stores.ts';
import { searchRebuilds } from '../../activities/database/schema/search.ts';
import { type ListPart, SearchUnavailable } from '../../activities/directory-index/contract.ts';
import {
  aliasOf,
  definition,
  type ElasticsearchIndex,
} from '../../activities/directory-index/elasticsearch/indices.ts';
import { askForRebuild, readFeedState, untilSearchable } from '../../activities/directory-index/outbox.ts';
import { fieldsOf } from '../../activities/platform/directory-fields.ts';
import type { ObjectKind } from '../../workflows/contracts/directory.ts';
import type { Elasticsearch } from '../support/elasticsearch/server.ts';
import { until } from '../support/ports.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';
import type { IndexUnderTest } from './directory-index-suite.ts';

export interface Started extends IndexUnderTest {
  readonly elasticsearch: ElasticsearchIndex;
  stopFeed(): Promise<void>;
  startFeed(): void;
}

export function describeElasticsearchFaults(
  server: () => Elasticsearch,
  start: (url?: URL) => Promise<Started>,
): void {
  describe('when a part of the engine fails, or an answer is lost', () => {
    let proxy: TcpProxy;
    let at: Started;
    let storeId: string;
    let other: string;
    beforeAll(async () => {
      proxy = await TcpProxy.start(Number(server().url.port));
      at = await start(new URL(proxy.base.replace('localhost', '127.0.0.1')));
      [storeId, other] = [await newStore(), await newStore()];
      await write(storeId, 'a', 'first');
      await write(other, 'a', 'first elsewhere');
      await write(other, 'g', 'a group', 'group');
      await at.settled();
    }, 90_000);
    afterAll(async () => {
      await at[Symbol.asyncDispose]();
      await proxy[Symbol.asyncDispose]();
    });

    const newStore = async () => {
      const settings = { domain: 'example.org', database: 'embedded', instanceId: randomUUID() };
      const store = { name: randomUUID(), kind: 'local' as const, description: '', settings };
      return (await insertStore(at.database.db, store)).id;
    };
    const write = async (store: string, id: string, displayName: string, kind: ObjectKind = 'user') => {
      const object = { kind, id, name: displayName, displayName, path: id, enabled: true };
      await indexObject(at.database.db, store, { ...object, attributes: {} });
    };
    const names = async (store: string, kind: ListPart['kind'] = 'user') => {
      const part = { storeId: store, kind, fields: fieldsOf('users', {}) } as ListPart;
      const rows = await at.index.list([part], { sort: [], after: null, limit: 100 });
      return rows.map(({ displayName }) => displayName);
    };
    const state = () => readFeedState(at.database.db);
    const works = () => until('the feed to work', 30_000, async () => (await state()).failingSince === null);
    const indexOf = async (store: string, kind: ObjectKind) => {
      const alias = aliasOf(at.elasticsearch.prefix, store, kind);
      return Object.keys(await at.elasticsearch.client.indices.getAlias({ name: alias }))[0] ?? '';
    };
    /** As if somebody else had made it, with other ideas of what a document is. */
    const replaceByAnother = async (store: string, made: string) => {
      const { client, prefix } = at.elasticsearch;
      await client.indices.delete({ index: await indexOf(store, 'user') });
      const { properties, ...mappings } = definition.mappings;
      await client.indices.create({
        index: `${prefix}-${store}-user-other`,
        settings: definition.settings,
        mappings: { ...mappings, _meta: { made }, properties: { ...properties, words: { type: 'integer' } } },
        aliases: { [aliasOf(prefix, store, 'user')]: {} },
      });
    };

    test('it hangs, and the worker is cut off from PostgreSQL, too: nobody waits for long, nothing is lost or done twice [F4] [F5] [stores-and-links R1]', async () => {
      proxy.mute = true;
      proxy.silence('');
      await write(storeId, 'a', 'second');
      await write(storeId, 'b', 'new');
      await removeFromIndex(at.database.db, other, 'a');
      expect(await untilSearchable(at.database.db, storeId, ['a'], 300)).toBe(false);
      await expect(names(storeId)).rejects.toThrow(SearchUnavailable);
      // The engine has written all of it by now and said so to nobody.
      await at.database.db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and state = 'idle in transaction'`);
      proxy.mute = false;
      proxy.cut();
      await at.settled();
      await works();
      expect([await names(storeId), await names(other)]).toEqual([['new', 'second'], []]);
      await write(other, 'a', 'first elsewhere');
    }, 60_000);

    test('one index closed or without a place: lists over it are refused whole, other stores go on [users-and-search S1.1]', async () => {
      const { client, prefix } = at.elasticsearch;
      // A rebuild that was interrupted before would put a new index in the place of the closed one.
      await until('the rebuilds', 30_000, async () => (await at.database.db.$count(searchRebuilds)) === 0);
      await at.settled();
      const index = await indexOf(other, 'user');
      await client.indices.close({ index });
      await expect(names(other, ['user', 'group'])).rejects.toThrow(SearchUnavailable);
      expect(await names(other, 'group')).toEqual(['a group']);
      await write(other, 'a', 'written while closed');
      await write(storeId, 'b', 'not held up');
      await until('the other store', 10_000, async () => (await names(storeId)).includes('not held up'));
      await until('only one to wait', 10_000, async () => (await state()).waiting === 1);
      const { failingSince, refused } = await state();
      expect([failingSince !== null, refused]).toEqual([true, 0]);
      // In its stead one that no node may hold: its shard has no place, and the engine would answer without it.
      const [alias, placeless] = [aliasOf(prefix, other, 'user'), `${index}0`];
      const settings = { ...definition.settings, 'index.routing.allocation.require._name': 'nobody' };
      await client.indices.create({ index: placeless, ...definition, settings, wait_for_active_shards: 0 });
      const name = (from: string, to: string) =>
        client.indices.updateAliases({
          actions: [{ remove: { index: from, alias } }, { add: { index: to, alias } }],
        });
      await name(index, placeless);
      await expect(names(other, ['user', 'group'])).rejects.toThrow(SearchUnavailable);
      await client.indices.open({ index });
      await name(placeless, index);
      await client.indices.delete({ index: placeless });
      await at.settled();
      await works();
      expect(await names(other, ['user', 'group'])).toEqual(['a group', 'written while closed']);
    }, 60_000);

    test('a bulk partly refused: what can be written is, what cannot is told of, and a rebuild heals it [F11] [stores-and-links R6]', async () => {
      await at.stopFeed();
      await replaceByAnother(storeId, definition.mappings._meta.made);
      for (let index = 0; index < 3; index += 1) await write(storeId, 'a', `refused ${index}`);
      await write(storeId, 'x'.repeat(600), 'no such id');
      await write(other, 'a', 'taken');
      at.startFeed();
      await at.settled();
      expect(await names(other)).toEqual(['taken']);
      expect([(await state()).refused, (await state()).failingSince]).toEqual([2, null]);
      expect(await untilSearchable(at.database.db, storeId, ['a'], 5_000)).toBe(false);
      await askForRebuild(at.database.db, [storeId]);
      await until(
        'the rebuild',
        20_000,
        async () => (await at.database.db.$count(searchRebuilds)) === 0 && (await state()).waiting === 0,
      );
      expect(await names(storeId)).toEqual(['not held up', 'refused 2']);
      expect((await state()).refused).toBe(1);
      await removeFromIndex(at.database.db, storeId, 'x'.repeat(600));
      await at.settled();
      expect((await state()).refused).toBe(0);
    }, 60_000);

    test('an index of another make is made anew without being asked for [stores-and-links R6]', async () => {
      await at.stopFeed();
      await replaceByAnother(storeId, 'another version');
      // And a second index under the name, which would give every row twice.
      const { client, prefix } = at.elasticsearch;
      const name = aliasOf(prefix, storeId, 'user');
      await client.indices.create({ index: `${name}-twice`, ...definition, aliases: { [name]: {} } });
      at.startFeed();
      await until('the new index', 20_000, async () =>
        (await names(storeId).catch((): string[] => [])).includes('refused 2'),
      );
      expect(await names(storeId)).toEqual(['not held up', 'refused 2']);
      expect(Object.keys(await client.indices.getAlias({ name }))).toHaveLength(1);
    }, 60_000);

    test('while indices are made anew, what is written is searchable at once [stores-and-links R1] [stores-and-links R6]', async () => {
      const { db } = at.database;
      const alias = aliasOf(at.elasticsearch.prefix, storeId, 'user');
      await db.transaction(async (tx) => {
        // The rebuild waits for this lock: it takes as long as this test wants.
        await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`search-index:${alias}`}, 0))`);
        await askForRebuild(db, [storeId]);
        await until('the rebuild to wait', 20_000, async () => {
          const { rows } = await db.execute(sql`select from pg_stat_activity
            where datname = current_database() and wait_event = 'advisory'`);
          return rows.length > 0;
        });
        await write(storeId, 'b', 'written meanwhile');
        expect(await untilSearchable(db, storeId, ['b'], 5_000)).toBe(true);
        expect(await names(storeId)).toEqual(['refused 2', 'written meanwhile']);
      });
      await until('the rebuild', 20_000, async () => (await db.$count(searchRebuilds)) === 0);
      expect(await names(storeId)).toEqual(['refused 2', 'written meanwhile']);
    }, 60_000);
  });
}
