/** The search index in Elasticsearch: what every engine must do, and what becomes of it when the engine goes. */
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectDatabase } from '../../activities/database/client.ts';
import { indexObject, removeFromIndex } from '../../activities/database/repositories/directory-index.ts';
import { insertStore } from '../../activities/database/repositories/stores.ts';
import { searchRebuilds } from '../../activities/database/schema/search.ts';
import { identityStores } from '../../activities/database/schema/stores.ts';
import { SearchUnavailable } from '../../activities/directory-index/contract.ts';
import { writeDocuments } from '../../activities/directory-index/elasticsearch/bulk.ts';
import { feedElasticsearch } from '../../activities/directory-index/elasticsearch/feed.ts';
import {
  clearUnusedIndices,
  listUnusedIndices,
  readHealth,
} from '../../activities/directory-index/elasticsearch/health.ts';
import { aliasOf } from '../../activities/directory-index/elasticsearch/indices.ts';
import { readDocuments } from '../../activities/directory-index/elasticsearch/rows.ts';
import { openDirectoryIndex } from '../../activities/directory-index/open.ts';
import {
  askForRebuild,
  readFeedState,
  stopFeeding,
  untilSearchable,
} from '../../activities/directory-index/outbox.ts';
import { fieldsOf } from '../../activities/platform/directory-fields.ts';
import { createLogger } from '../../activities/platform/log.ts';
import { clientOptions, Elasticsearch, elasticsearchMissing } from '../support/elasticsearch/server.ts';
import { freshDatabase } from '../support/environment.ts';
import { until } from '../support/ports.ts';
import { describeDirectoryIndex } from './directory-index-suite.ts';
import { describeElasticsearchFaults, type Started } from './elasticsearch-fault-suite.ts';

const why = elasticsearchMissing === undefined ? '' : ` (skipped: ${elasticsearchMissing})`;

describe.skipIf(elasticsearchMissing !== undefined)(`Elasticsearch${why}`, () => {
  let server: Elasticsearch;
  beforeAll(async () => {
    server = await Elasticsearch.start();
  }, 120_000);
  afterAll(() => server[Symbol.asyncDispose]());

  const start = async (url = server.url): Promise<Started> => {
    const fresh = await freshDatabase();
    const database = connectDatabase(fresh.url, 8, () => undefined);
    const { db } = database;
    const nobody = { username: null, password: null, apiKey: null, caFile: null };
    const settings = { url, ...nobody, indexPrefix: `t${randomUUID().slice(0, 8)}` };
    const open = await openDirectoryIndex({ elasticsearch: settings }, db, clientOptions);
    const { elasticsearch } = open;
    if (elasticsearch === null) throw new Error('No Elasticsearch.');
    const log = createLogger('test', 'silent');
    let stopping = new AbortController();
    let feeding = feedElasticsearch({ ...elasticsearch, log }, stopping.signal);
    const stopFeed = async () => {
      stopping.abort();
      await feeding;
    };
    await until('the feed to begin', 20_000, async () => (await readFeedState(db)).enabled);
    return {
      database,
      index: open.index,
      elasticsearch,
      stopFeed,
      startFeed() {
        stopping = new AbortController();
        feeding = feedElasticsearch({ ...elasticsearch, log }, stopping.signal);
      },
      settled: () => until('the feed', 30_000, async () => (await readFeedState(db)).waiting === 0, 20),
      async [Symbol.asyncDispose]() {
        await stopFeed();
        await open[Symbol.asyncDispose]();
        await database[Symbol.asyncDispose]();
        await fresh[Symbol.asyncDispose]();
      },
    };
  };

  describeDirectoryIndex(() => start());
  describeElasticsearchFaults(() => server, start);

  describe('when the engine goes, or its indices do', () => {
    let at: Started;
    let storeId: string;
    beforeAll(async () => {
      at = await start();
      storeId = await newStore();
    }, 60_000);
    afterAll(() => at[Symbol.asyncDispose]());

    const newStore = async () => {
      const settings = { domain: 'example.org', database: 'embedded', instanceId: randomUUID() };
      const store = { name: randomUUID(), kind: 'local' as const, description: '', settings };
      return (await insertStore(at.database.db, store)).id;
    };
    const write = async (id: string, displayName: string): Promise<void> => {
      const object = { kind: 'user' as const, id, name: displayName, displayName, path: id, enabled: true };
      await indexObject(at.database.db, storeId, { ...object, attributes: {} });
    };
    const part = () => ({ storeId, kind: 'user' as const, fields: fieldsOf('users', {}) });
    const names = async () =>
      (await at.index.list([part()], { sort: [], after: null, limit: 100 })).map((row) => row.displayName);
    const failing = (yes: boolean) =>
      until(yes ? 'the feed to fail' : 'the feed to work', 30_000, async () => {
        const { failingSince } = await readFeedState(at.database.db);
        return (failingSince !== null) === yes;
      });

    test('away: writes go on, search says so and never shows an empty list, then it catches up in order [F4] [users-and-search S1.1] [stores-and-links R1]', async () => {
      await write('a', 'first');
      await at.settled();
      expect(await names()).toEqual(['first']);
      await server.stop('SIGKILL');
      await expect(names()).rejects.toThrow(SearchUnavailable);
      await expect(at.index.count([part()])).rejects.toThrow(/try again in a minute/);
      for (let index = 0; index < 30; index += 1) await write(index % 2 === 0 ? 'a' : 'b', `name ${index}`);
      await removeFromIndex(at.database.db, storeId, 'b');
      await failing(true);
      // Nobody waits for an engine that is known to be away.
      const before = performance.now();
      expect(await untilSearchable(at.database.db, storeId, ['a'], 5_000)).toBe(false);
      expect(performance.now() - before).toBeLessThan(2_000);
      await server.start();
      await at.settled();
      await failing(false);
      expect(await names()).toEqual(['name 28']);
      expect(await untilSearchable(at.database.db, storeId, ['a'], 5_000)).toBe(true);
    }, 150_000);

    test.each([
      ['read-only', 'index.blocks.write', '403'],
      ['read-only because its disk is full', 'index.blocks.read_only_allow_delete', '429'],
    ])(
      '%s: lists are old and the portal knows since when; nothing is lost [F4]',
      async (why, block, code) => {
        const { client, prefix } = at.elasticsearch;
        await client.indices.putSettings({ index: `${prefix}-*`, settings: { [block]: true } });
        await write('a', `written while ${why}`);
        await failing(true);
        const behind = await readFeedState(at.database.db);
        expect([behind.waiting, behind.waitingSince !== null]).toEqual([1, true]);
        expect(behind.failure).toContain(code);
        const filter = {
          op: 'compare',
          attribute: 'displayName',
          test: 'equals',
          value: `written while ${why}`,
        } as const;
        expect((await at.index.count([{ ...part(), filter }])).count).toBe(0);
        await client.indices.putSettings({ index: `${prefix}-*`, settings: { [block]: false } });
        await at.settled();
        await failing(false);
        expect((await at.index.count([{ ...part(), filter }])).count).toBe(1);
      },
      60_000,
    );

    test('an older write never wins over a newer one, whoever sends it', async () => {
      const { client, prefix } = at.elasticsearch;
      const alias = aliasOf(prefix, storeId, 'user');
      const [old] = await readDocuments(at.database.db, [{ storeId, objectId: 'a' }]);
      const version = 1;
      if (old === undefined) throw new Error('No document.');
      const late = [{ alias, id: 'a', document: { ...old, values: [], words: [] } }];
      expect(await writeDocuments(client, late, { version, refresh: true })).toEqual({
        refused: new Map(),
        failed: new Map(),
      });
      const filter = {
        op: 'compare',
        attribute: 'displayName',
        test: 'contains',
        value: 'read-only',
      } as const;
      expect((await at.index.count([{ ...part(), filter }])).count).toBe(1);
    });

    test('a rebuild is not seen until it is complete, and misses nothing that is written meanwhile [stores-and-links R6]', async () => {
      for (let index = 0; index < 300; index += 1) await write(`r${index}`, `rebuilt ${index}`);
      await at.settled();
      const count = async () => (await at.index.count([part()])).count;
      const whole = await count();
      await askForRebuild(at.database.db, [storeId]);
      const written: Promise<void>[] = [];
      const seen = new Set<number>();
      const asked = async () => (await at.database.db.$count(searchRebuilds)) > 0;
      for (let index = 0; await asked(); index += 1) {
        written.push(write(`r${index % 300}`, `changed ${index}`));
        seen.add(await count());
      }
      await Promise.all(written);
      await at.settled();
      expect([...seen]).toEqual([whole]);
      expect(await count()).toBe(whole);
      const filter = {
        op: 'compare',
        attribute: 'displayName',
        test: 'startsWith',
        value: 'changed',
      } as const;
      expect((await at.index.count([{ ...part(), filter }])).count).toBe(Math.min(written.length, 300));
      expect(written.length).toBeGreaterThan(0);
    }, 60_000);

    test('an index somebody deleted is unavailable, not empty, and made anew [users-and-search S1.1]', async () => {
      const { client, prefix } = at.elasticsearch;
      await at.stopFeed();
      const { [0]: index } = Object.keys(
        await client.indices.getAlias({ name: aliasOf(prefix, storeId, 'user') }),
      );
      await client.indices.delete({ index: index ?? '' });
      await expect(names()).rejects.toThrow(SearchUnavailable);
      // A kind nobody has, in a store nobody has told of yet, is empty.
      expect(await at.index.count([{ ...part(), storeId: await newStore() }])).toEqual({
        count: 0,
        exact: true,
      });
      at.startFeed();
      await until('the index', 30_000, () =>
        names().then(
          () => true,
          () => false,
        ),
      );
      expect((await names()).length).toBe(100);
    }, 60_000);

    test('health names colours, nodes and documents; indices of a deleted store are listed and cleared by name only [stores-and-links R9] [stores-and-links R10]', async () => {
      const gone = await newStore();
      await until(
        'its indices',
        30_000,
        async () =>
          (await readHealth(at.elasticsearch)).indices.filter((index) => index.storeId === gone).length === 5,
      );
      const health = await readHealth(at.elasticsearch);
      expect(['green', 'yellow']).toContain(health.cluster);
      expect(health.nodes).toEqual([
        { name: expect.any(String), master: true, diskUsed: expect.any(Number), disk: expect.any(String) },
      ]);
      const users = health.indices.find((index) => index.storeId === storeId && index.kind === 'user');
      expect([users?.colour, users?.documents]).toEqual(['green', 301]);
      expect(await listUnusedIndices(at.elasticsearch)).toEqual([]);
      await at.database.db.delete(identityStores).where(eq(identityStores.id, gone));
      const unused = (await listUnusedIndices(at.elasticsearch)).map(({ name }) => name);
      expect(unused).toHaveLength(5);
      const [first = '', second = ''] = unused;
      expect(await clearUnusedIndices(at.elasticsearch, [first, users?.name ?? ''])).toEqual([first]);
      expect((await listUnusedIndices(at.elasticsearch)).map(({ name }) => name)).toEqual(unused.slice(1));
      expect(await clearUnusedIndices(at.elasticsearch, ['*', second])).toEqual([second]);
    }, 60_000);

    test('without an engine nothing is collected, and with one again nothing is missing', async () => {
      await at.stopFeed();
      await stopFeeding(at.database.db);
      await write('a', 'nobody listens');
      expect((await readFeedState(at.database.db)).waiting).toBe(0);
      at.startFeed();
      const filter = {
        op: 'compare',
        attribute: 'displayName',
        test: 'equals',
        value: 'nobody listens',
      } as const;
      await until('the indices to be made anew', 30_000, async () => {
        return (await at.index.count([{ ...part(), filter }])).count === 1;
      });
    }, 60_000);
  });
});
