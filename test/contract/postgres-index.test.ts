/** The search index in PostgreSQL. */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { connectDatabase } from '../../activities/database/client.ts';
import { foldOlderRows } from '../../activities/database/repositories/directory-fold.ts';
import { insertStore } from '../../activities/database/repositories/stores.ts';
import { directoryObjects } from '../../activities/database/schema/directory.ts';
import { createPostgresIndex } from '../../activities/directory-index/postgres/engine.ts';
import { fieldsOf } from '../../activities/platform/directory-fields.ts';
import { storeVocabulary } from '../../activities/platform/live-directory.ts';
import type { ListPart } from '../../activities/directory-index/contract.ts';
import { below } from '../../activities/directory-index/place-filter.ts';
import { placeKey } from '../../activities/platform/place-key.ts';
import { copyObjects } from '../bench/copy-objects.ts';
import { freshDatabase } from '../support/environment.ts';
import { describeDirectoryIndex } from './directory-index-suite.ts';

describeDirectoryIndex(async () => {
  const fresh = await freshDatabase();
  const database = connectDatabase(fresh.url, 8, () => undefined);
  return {
    database,
    index: createPostgresIndex(database.db),
    settled: () => Promise.resolve(),
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]();
      await fresh[Symbol.asyncDispose]();
    },
  };
});

test('pages have no gap and no repeat, by whichever way the rows are found; older rows are completed [users-and-search S5.2]', async () => {
  await using fresh = await freshDatabase();
  await using database = connectDatabase(fresh.url, 4, () => undefined);
  const { db, pool } = database;
  const settings = { domain: 'example.org', database: 'embedded', instanceId: randomUUID() };
  const storeId = (await insertStore(db, { name: 'Many', kind: 'local', description: '', settings })).id;
  // Most of those looked for stand at the end of the order, more than are collected at once.
  const kindOf = (at: number) => (at % 3 === 0 ? ('group' as const) : ('user' as const));
  const isPilot = (at: number) => at % 7 === 0;
  const objects = Array.from({ length: 10_500 }, (_, at) => {
    const name = `${at >= 9_200 ? 'Zoe' : at % 1_000 === 0 ? 'Amy Zoe' : 'Ben'} ${String(at).padStart(5, '0')}`;
    const around = at % 100 === 0 ? 'People/Few' : 'People/Many';
    return {
      kind: kindOf(at),
      id: `id-${at}`,
      name,
      displayName: name,
      path: `${around}/${name}`,
      enabled: true,
      attributes: { title: [isPilot(at) ? 'Pilot' : 'Clerk'] },
    };
  });
  const client = await pool.connect();
  await copyObjects(client, storeId, objects);
  client.release();
  await db.execute(sql`update ${directoryObjects} set place = null where object_id like '%7'`);
  await db.execute(sql`update ${directoryObjects} set words = null, folded = null where object_id like '%9'`);
  await foldOlderRows(db);
  // Before they are completed, rows are found by what they have.
  await db.execute(
    sql`update ${directoryObjects} set word_marks = null, value_marks = null where object_id like '%3'`,
  );

  const index = createPostgresIndex(db);
  const fields = fieldsOf('objects', storeVocabulary('local'));
  const pilots = {
    filter: { op: 'compare', attribute: 'title', test: 'equals', value: 'PILOT' },
    fields,
  } as const;
  const parts = (quick: string, more: Partial<ListPart> = {}): ListPart[] =>
    (['user', 'group'] as const).map((kind) => ({ storeId, kind, fields, ...asked(quick), ...more }));
  const given = new Map<string, Pick<ListPart, 'quick'>>();
  const asked = (text: string) => {
    const known = given.get(text) ?? { quick: { text, fields: ['displayName'] } };
    given.set(text, known);
    return known;
  };
  const pages = ['zoe', 'zo', 'zoe 0', 'zoe 0930', 'zoe 09300'].flatMap((text) =>
    [{}, { scope: pilots }, { scope: pilots, quick: undefined, search: text }].flatMap((more) =>
      [false, true].map((descending) => ({ text, more, descending })),
    ),
  );
  for (const { text, more, descending } of pages) {
    const found: string[] = [];
    for (let after: readonly string[] | null = null; ;) {
      const page = await index.list(parts(text, more), {
        sort: [{ field: 'displayName', descending }],
        after,
        limit: 400,
      });
      found.push(...page.map(({ objectId }) => objectId));
      after = page.at(-1)?.position ?? null;
      if (page.length < 400) break;
    }
    const words = text.split(' ');
    const expected = objects
      .filter((_object, at) => !('scope' in more) || isPilot(at))
      .filter(({ name }) =>
        words.every((word) =>
          name
            .toLowerCase()
            .split(' ')
            .some((one) => ('search' in more ? one.includes(word) : one.startsWith(word))),
        ),
      )
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ id }) => id);
    expect([text, more, descending, found]).toEqual([
      text,
      more,
      descending,
      descending ? expected.toReversed() : expected,
    ]);
  }
  expect(await index.count(parts('zoe'), 1_000)).toEqual({ count: 1_000, exact: false });

  // Beside a store where all of them stand at the beginning: their page must wait for those of the other.
  const other = (await insertStore(db, { name: 'Few', kind: 'local', description: '', settings })).id;
  const late = Array.from({ length: 60 }, (_, at) => `Zz Zoe ${String(at).padStart(5, '0')}`);
  const further = await pool.connect();
  await copyObjects(
    further,
    other,
    late.map((name) => ({
      ...{ kind: 'user' as const, id: name, name, displayName: name, path: `People/Few/${name}` },
      ...{ enabled: true, attributes: {} },
    })),
  );
  further.release();
  const both = (['zo', 'zoe'] as const).flatMap((text) =>
    [undefined, 'People/Few', 'People'].map((place) => ({ text, place })),
  );
  for (const { text, place } of both) {
    const scope = place === undefined ? undefined : { filter: below(placeKey('slashes', place)), fields };
    const first = await index.list(
      [storeId, other].map((id) => ({ storeId: id, fields, scope, ...asked(text) })),
      { sort: [], after: null, limit: 50 },
    );
    const named = objects
      .filter(
        ({ name, path }) => name.includes('Zoe') && (place === undefined || path.startsWith(`${place}/`)),
      )
      .map(({ name }) => name);
    const expected = [...named, ...late].toSorted().slice(0, 50);
    expect([text, place, first.map(({ displayName }) => displayName)]).toEqual([text, place, expected]);
  }
}, 60_000);
