/**
 * What every engine of the search index must do, told without knowing which it is. Objects, members
 * and settings are written to PostgreSQL, the complete copy; the engine under test answers.
 */
import { randomUUID } from 'node:crypto';
import { inArray } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseConnection } from '../../activities/database/client.ts';
import {
  indexObject,
  removeFromIndex,
  setMembers,
} from '../../activities/database/repositories/directory-index.ts';
import { applySettings } from '../../activities/database/repositories/groups.ts';
import { insertStore } from '../../activities/database/repositories/stores.ts';
import {
  additionalOwners,
  directoryMembers,
  directoryObjects,
  groupSettings,
} from '../../activities/database/schema/directory.ts';
import type { DirectoryIndex, ListPart } from '../../activities/directory-index/contract.ts';
import { below } from '../../activities/directory-index/place-filter.ts';
import { quickTextProblem } from '../../activities/directory-index/quick-text.ts';
import { fieldsOf, ownField } from '../../activities/platform/directory-fields.ts';
import { fold, foldCase } from '../../activities/platform/fold.ts';
import { storeVocabulary } from '../../activities/platform/live-directory.ts';
import { placeKey } from '../../activities/platform/place-key.ts';
import { type Attributes, type ObjectKind, objectKinds } from '../../workflows/contracts/directory.ts';
import type { Filter } from '../../workflows/contracts/filter.ts';
import { filterOf, hostileTexts, matches } from '../support/filters.ts';
import { quickMatches } from '../support/quick-search.ts';

export interface IndexUnderTest extends AsyncDisposable {
  readonly database: DatabaseConnection;
  readonly index: DirectoryIndex;
  /** Resolves when what PostgreSQL has, the engine has. */
  settled(): Promise<void>;
}

const words = storeVocabulary('local');
const users = fieldsOf('users', words);
const groups = fieldsOf('groups', words);
const compare = (attribute: string, test: string, value?: string) =>
  ({ op: 'compare', attribute, test, ...(value === undefined ? {} : { value }) }) as Filter;
const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

export function describeDirectoryIndex(start: () => Promise<IndexUnderTest>): void {
  let at: IndexUnderTest;
  beforeAll(async () => {
    at = await start();
  }, 90_000);
  afterAll(() => at[Symbol.asyncDispose]());

  /** An engine makes indices for each store, which takes its time: what a test has done with serves the next. */
  const free: string[] = [];
  const used: string[] = [];
  afterEach(async () => {
    if (used.length === 0) return;
    free.push(...used.splice(0));
    const { db } = at.database;
    for (const table of [directoryObjects, directoryMembers, groupSettings, additionalOwners]) {
      await db.delete(table).where(inArray(table.storeId, free));
    }
  });
  const newStore = async (): Promise<string> => {
    const known = free.pop();
    const storeId = known ?? (await keptStore());
    used.push(storeId);
    return storeId;
  };
  const keptStore = async (): Promise<string> => {
    const settings = { domain: 'example.org', database: 'embedded', instanceId: randomUUID() };
    const store = { name: randomUUID(), kind: 'local' as const, description: '', settings };
    return (await insertStore(at.database.db, store)).id;
  };

  const add = async (
    storeId: string,
    displayName: string,
    attributes: Attributes = {},
    kind: ObjectKind = 'user',
    id: string = randomUUID(),
  ): Promise<string> => {
    const object = { kind, id, name: displayName, displayName, path: `People/${displayName}`, enabled: true };
    await indexObject(at.database.db, storeId, { ...object, attributes });
    return id;
  };
  const addGroup = (storeId: string, name: string, attributes: Attributes = {}) =>
    add(storeId, name, attributes, 'group');
  const hold = (storeId: string, groupId: string, ...members: string[]) =>
    setMembers(at.database.db, storeId, groupId, { add: members, remove: [] });

  const list = (part: ListPart, sort: readonly string[] = [], limit = 200) =>
    at.index.list([part], { sort: sortOf(sort), after: null, limit });
  const sortOf = (sort: readonly string[]) =>
    sort.map((key) => ({ field: key.replace('-', ''), descending: key.startsWith('-') }));
  const idsOf = (rows: readonly { objectId: string }[]) => rows.map(({ objectId }) => objectId);
  const names = async (part: ListPart, limit?: number) =>
    (await list(part, [], limit)).map(({ displayName }) => displayName);

  describe('quick search [users-and-search S2.2]', () => {
    const fields = ['displayName', 'firstName', 'mail'];
    let part: ListPart;
    beforeAll(async () => {
      const storeId = await keptStore();
      part = { storeId, kind: 'user', fields: users };
      await add(storeId, 'Anna-Lena Müller', {
        mail: ['anna.mueller@example.org'],
        firstName: ['Anna-Lena'],
      });
      await add(storeId, 'Jean O’Neill (External)', { mail: ['jean@example.org'] });
      await add(storeId, 'Łukasz Żółć', { mail: ['zolc@example.org'] });
      await add(storeId, 'Zoe Zimmermann', { mail: ['anna@example.org'], loginName: ['zz'] });
      await add(storeId, 'Anna', { mail: ['first@example.org'] });
      await add(storeId, '100% _sure_ * \\ "quoted"', {});
      await at.settled();
    });
    const find = (text: string) => names({ ...part, quick: { text, fields } });

    test.each([
      ['ann', ['Anna', 'Anna-Lena Müller', 'Zoe Zimmermann']],
      ['LENA', ['Anna-Lena Müller']],
      ['mull ann', ['Anna-Lena Müller']],
      ['müller', ['Anna-Lena Müller']],
      ['lukasz zolc', ['Łukasz Żółć']],
      ['neill', ['Jean O’Neill (External)']],
      ['(ext', ['Jean O’Neill (External)']],
      ['mueller@exa', ['Anna-Lena Müller']],
      ['uller', []],
      ['example', []],
      ['z*mann', ['Zoe Zimmermann']],
      ['*mann', ['Zoe Zimmermann']],
      ['*ller', ['Anna-Lena Müller']],
      ['an*na', ['Anna', 'Anna-Lena Müller', 'Zoe Zimmermann']],
      ['zoe*mann', []],
      ['100%', ['100% _sure_ * \\ "quoted"']],
      ['_sure_ "quo', ['100% _sure_ * \\ "quoted"']],
      ['.*', []],
      ['\\', ['100% _sure_ * \\ "quoted"']],
    ])('%j finds %j', async (text, found) => {
      expect(quickTextProblem(text)).toBe(null);
      expect(await find(text)).toEqual(found);
      const total = await at.index.count([{ ...part, quick: { text, fields } }]);
      expect(total).toEqual({ count: found.length, exact: true });
    });

    test('finds people by what they are less known by as well', async () => {
      const storeId = await newStore();
      const own = { storeId, fields: users } as const;
      await add(storeId, 'Ines Berg', { title: ['Head of sales/north'], department: ["O'Neill's \\ lab"] });
      await add(storeId, 'Nora Stein', { title: ['Nurse'] });
      await at.settled();
      const found = (text: string, fields: readonly string[]) => names({ ...own, quick: { text, fields } });
      expect(await found('nor', ['displayName', 'title'])).toEqual(['Ines Berg', 'Nora Stein']);
      expect(await found('n*r', ['displayName', 'title'])).toEqual(['Ines Berg', 'Nora Stein']);
      expect(await found('ine head', ['displayName', 'title'])).toEqual(['Ines Berg']);
      expect(await found('nor', ['title'])).toEqual(['Ines Berg']);
      expect(await found("o'nei", ['department'])).toEqual(['Ines Berg']);
      expect(await found('nor', ['firstName'])).toEqual([]);
    });

    test('who has it as mail or login name comes first, in pages too, and is not repeated', async () => {
      expect(await find('anna@example.org')).toEqual(['Zoe Zimmermann']);
      expect(await find('ZZ')).toEqual(['Zoe Zimmermann']);
      const storeId = await newStore();
      const own = { storeId, kind: 'user', fields: users } as const;
      for (let index = 0; index < 9; index += 1) await add(storeId, `max ${index}`, {});
      await add(storeId, 'Zoe', { loginName: ['max'] });
      await add(storeId, 'Max Zander', { mail: ['max'] });
      await at.settled();
      const seen: string[] = [];
      let after: readonly string[] | null = null;
      for (;;) {
        const rows = await at.index.list([{ ...own, quick: { text: 'Max', fields } }], {
          sort: sortOf(['-displayName']),
          after,
          limit: 1,
        });
        if (rows[0] === undefined) break;
        seen.push(rows[0].displayName);
        after = rows[0].position;
      }
      expect(seen).toEqual(['Zoe', 'Max Zander', ...[8, 7, 6, 5, 4, 3, 2, 1, 0].map((n) => `max ${n}`)]);
      const suggested = await at.index.suggest([own], { text: 'max', fields }, 3);
      expect(suggested.map(({ displayName }) => displayName)).toEqual(['Max Zander', 'Zoe', 'max 0']);
    });

    test.each([
      ['*', 'must hold'],
      ['   ', 'must hold'],
      ['*ab', 'needs 3 more characters'],
      ['abc *x', 'needs 3 more characters'],
    ])('%j is refused', (text, reason) => {
      expect(quickTextProblem(text)).toContain(reason);
    });

    test('any text is only text, and means what it means in words', async () => {
      const storeId = await newStore();
      const objects = new Map<string, Attributes>();
      for (const [index, text] of hostileTexts.entries()) {
        const values = { firstName: [hostileTexts[(index * 5 + 2) % hostileTexts.length] ?? ''] };
        const name = text.trim() === '' ? `n${index}` : text;
        objects.set(await add(storeId, name, values), { displayName: [name], ...values });
      }
      await at.settled();
      const typed = fc.oneof(
        fc.constantFrom(...hostileTexts),
        fc.constantFrom(...hostileTexts).map((text) => text.slice(0, 3)),
        fc.constantFrom(...hostileTexts).map((text) => `*${text.slice(1, 6)}`),
        fc.string({ unit: 'grapheme', maxLength: 4 }),
        fc.string({
          unit: fc.constantFrom('a', 'r', '*', '\\', '%', '_', ' ', '(', 's', 't', '.'),
          maxLength: 5,
        }),
      );
      await fc.assert(
        fc.asyncProperty(typed, async (text) => {
          if (quickTextProblem(text) !== null) return;
          const found = await list({
            storeId,
            fields: users,
            quick: { text, fields: ['displayName', 'firstName'] },
          });
          const wanted = [...objects].filter(([, values]) =>
            quickMatches(text, Object.values(values).flat().map(fold)),
          );
          expect(idsOf(found).toSorted()).toEqual(wanted.map(([id]) => id).toSorted());
        }),
        { numRuns: 60 },
      );
    }, 60_000);
  });

  test('a filter means what it means in words, for hostile values [users-and-search S3.1]', async () => {
    const storeId = await newStore();
    const objects = new Map<string, Attributes>();
    const long = [`${'ä'.repeat(5000)}end`, `begin${'x'.repeat(9000)}`, '🎉'.repeat(3000)];
    const texts = [...hostileTexts, ...long];
    for (const [index, text] of texts.entries()) {
      const other = texts[(index * 7 + 3) % texts.length] ?? '';
      const name = text.trim() === '' || text.length > 300 ? `n${index}` : text;
      const attributes = {
        name: [name],
        ...(index % 3 === 0 ? {} : { description: [other] }),
        ...(index % 4 === 0 ? { mail: [text, `${other}@x`] } : {}),
      };
      const id = await addGroup(storeId, name, attributes);
      objects.set(id, { displayName: [name], path: [`People/${name}`], ...attributes });
    }
    await at.settled();
    const part = { storeId, kind: 'group' as const, fields: groups };
    await fc.assert(
      fc.asyncProperty(filterOf(['displayName', 'name', 'description', 'mail', 'path']), async (filter) => {
        const rows = await list({ ...part, filter });
        const wanted = [...objects].filter(([, values]) => matches(filter, values)).map(([id]) => id);
        expect(idsOf(rows).toSorted()).toEqual(wanted.toSorted());
        expect(await at.index.count([{ ...part, filter }])).toEqual({ count: wanted.length, exact: true });
      }),
      { numRuns: 60 },
    );
    for (const [test, value] of [
      ['contains', 'xxxend'],
      ['endsWith', 'aend'],
      ['endsWith', 'xend'],
      ['startsWith', 'beginxx'],
      ['contains', '🎉🎉🎉'],
      ['equals', 'begin'],
    ] as const) {
      const filter = compare('description', test, value);
      const wanted = [...objects].filter(([, values]) => matches(filter, values)).map(([id]) => id);
      expect(idsOf(await list({ ...part, filter })).toSorted(), `${test} ${value}`).toEqual(
        wanted.toSorted(),
      );
    }
  }, 90_000);

  test('an attribute known by its own name only is compared like any other [users-and-search S3.1]', async () => {
    const storeId = await newStore();
    const room = await add(storeId, 'In a room', { roomNumber: ['4711 Süd'] });
    const other = await add(storeId, 'Elsewhere', { roomNumber: ['12'] });
    const nowhere = await add(storeId, 'Nowhere');
    await at.settled();
    const part = { storeId, fields: new Map([...users, ['roomNumber', ownField('roomNumber')]]) };
    for (const [filter, wanted] of [
      [compare('roomNumber', 'equals', '4711 sud'), [room]],
      [compare('roomNumber', 'contains', '11 s'), [room]],
      [compare('roomNumber', 'startsWith', '1'), [other]],
      [compare('roomNumber', 'endsWith', 'üd'), [room]],
      [compare('roomNumber', 'present'), [other, room]],
      [{ op: 'not', node: compare('roomNumber', 'present') }, [nowhere]],
    ] as const) {
      expect(idsOf(await list({ ...part, filter })), JSON.stringify(filter)).toEqual(wanted);
    }
  });

  test.each(['', '-displayName', 'mail', '-mail,name', 'securityType,-displayName', 'kind,-path'])(
    'pages by %j neither repeat nor lose a row while others come and go [users-and-search S5.2]',
    async (order) => {
      const [one, two] = [await newStore(), await newStore()];
      const sort = order === '' ? [] : order.split(',');
      const stays = new Set<string>();
      const goes: [string, string][] = [];
      const kinds = ['group', 'user'] as const;
      for (let index = 0; index < 45; index += 1) {
        const storeId = index % 3 === 0 ? two : one;
        const name = ['Z', 'ä', '🎉', '\ufffd', 'ﬁ'][index % 5] ?? '';
        const mail = index % 2 === 0 ? { mail: [`${name}${index % 7}@x`, 'a@x'] } : {};
        const id = await add(storeId, `${name} ${index % 13}`, mail, kinds[index % 2]);
        if (index % 4 === 1)
          await applySettings(at.database.db, storeId, id, { securityType: { old: null, new: 'public' } });
        if (index % 5 === 4) goes.push([storeId, id]);
        else stays.add(id);
      }
      await at.settled();
      const fields = new Map([...groups, ...fieldsOf('members', words)]);
      const parts = [one, two].map((storeId) => ({ storeId, fields }));
      const seen: string[] = [];
      let last: readonly string[] | null = null;
      for (;;) {
        const rows = await at.index.list(parts, { sort: sortOf(sort), after: last, limit: 13 });
        const position = rows.at(-1)?.position;
        if (position === undefined) break;
        seen.push(...idsOf(rows));
        last = position;
        await add(seen.length % 2 === 0 ? one : two, `ä ${seen.length % 13}`, { mail: ['m@x'] }, 'group');
        const gone = goes.pop();
        if (gone !== undefined) await removeFromIndex(at.database.db, gone[0], gone[1]);
        await at.settled();
      }
      expect(new Set(seen).size).toBe(seen.length);
      for (const id of stays) expect(seen).toContain(id);
    },
    60_000,
  );

  test('names are in the order of code points, rows without a value last', async () => {
    const storeId = await newStore();
    const letters = ['b', '\ufffd', '🎉', 'é', 'z', '~', '_', 'A', '\u{10ffff}', 'ß', 'я'];
    for (const name of letters) await add(storeId, `${name}x`, name === 'z' ? {} : { title: [`${name}y`] });
    await at.settled();
    const part = { storeId, fields: users };
    const sorted = letters.toSorted((a, b) => byCodePoint(fold(`${a}x`), fold(`${b}x`)));
    expect(await names(part)).toEqual(sorted.map((name) => `${name}x`));
    const down = (await list(part, ['-title'])).map(({ displayName }) => displayName);
    expect(down).toEqual([...sorted.filter((name) => name !== 'z').toReversed(), 'z'].map((n) => `${n}x`));
  });

  test('counts are exact to their bound, then more', async () => {
    const storeId = await newStore();
    for (let index = 0; index < 12; index += 1) await add(storeId, `n ${index}`);
    await at.settled();
    const part = { storeId, fields: users };
    expect(await at.index.count([part], 12)).toEqual({ count: 12, exact: true });
    expect(await at.index.count([part], 11)).toEqual({ count: 11, exact: false });
    expect(await at.index.count([part, { storeId: await newStore(), fields: users }])).toEqual({
      count: 12,
      exact: true,
    });
    expect([await at.index.count([]), await at.index.list([], { sort: [], after: null, limit: 5 })]).toEqual([
      { count: 0, exact: true },
      [],
    ]);
  });

  test('members and groups at any depth, both ways; circles end [users-and-search U2.10] [groups 5]', async () => {
    const storeId = await newStore();
    const other = await newStore();
    const [ann, bob, eve] = [await add(storeId, 'Ann'), await add(storeId, 'Bob'), await add(storeId, 'Eve')];
    const [top, middle, low] = [
      await addGroup(storeId, 'Top'),
      await addGroup(storeId, 'Middle'),
      await addGroup(storeId, 'Low'),
    ];
    await addGroup(storeId, 'Empty');
    await hold(storeId, top, middle, eve);
    await hold(storeId, middle, low, bob);
    await hold(storeId, low, ann, top);
    // The same ids in another store have nothing to do with these.
    await add(other, 'Ann elsewhere', {}, 'user', ann);
    await at.settled();
    const part = { storeId, fields: groups };
    const membersOf = (groupId: string, nested: boolean) =>
      names({ ...part, membersOf: { groupId, nested } });
    const groupsOf = (memberId: string, nested: boolean) =>
      names({ ...part, groupsOf: { memberId, nested } });
    expect(await membersOf(top, false)).toEqual(['Eve', 'Middle']);
    expect(await membersOf(top, true)).toEqual(['Ann', 'Bob', 'Eve', 'Low', 'Middle', 'Top']);
    expect(await groupsOf(ann, false)).toEqual(['Low']);
    expect(await groupsOf(ann, true)).toEqual(['Low', 'Middle', 'Top']);
    expect(
      await names({ storeId: other, fields: groups, groupsOf: { memberId: ann, nested: true } }),
    ).toEqual([]);
    const nested = { ...part, kind: 'user' as const, membersOf: { groupId: top, nested: true } };
    expect(await at.index.count([nested])).toEqual({ count: 3, exact: true });
    expect(await names({ ...nested, filter: compare('displayName', 'startsWith', 'b') })).toEqual(['Bob']);
    const filtered = (filter: Filter) => names({ ...part, kind: 'group', filter });
    expect(await filtered(compare('member', 'equals', bob))).toEqual(['Middle']);
    expect(await filtered(compare('effectiveMember', 'equals', bob))).toEqual(['Low', 'Middle', 'Top']);
    expect(await filtered({ op: 'not', node: compare('effectiveMember', 'equals', bob) })).toEqual(['Empty']);
    expect(await filtered(compare('member', 'present'))).toEqual(['Low', 'Middle', 'Top']);
    // Without its only member a group is empty, and whoever left is found there no more.
    await setMembers(at.database.db, storeId, low, { add: [], remove: [ann, top] });
    await at.settled();
    expect(await filtered(compare('member', 'present'))).toEqual(['Middle', 'Top']);
    expect([await groupsOf(ann, true), await membersOf(low, false)]).toEqual([[], []]);
  });

  test('private groups and search scopes stay in force, whatever is asked for [groups 4.1] [users-and-search S1.2]', async () => {
    const storeId = await newStore();
    const secret = await addGroup(storeId, 'Merger with Initech', { description: ['secret'] });
    const own = await addGroup(storeId, 'Merger with Globex', { description: ['secret'] });
    const open = await addGroup(storeId, 'Merger canteen', { description: ['lunch'] });
    for (const id of [secret, own])
      await applySettings(at.database.db, storeId, id, { securityType: { old: null, new: 'private' } });
    await at.settled();
    const part = { storeId, kind: 'group' as const, fields: groups };
    const visible = { privateGroups: [own] };
    const quick = { text: 'merger', fields: ['displayName'] };
    await fc.assert(
      fc.asyncProperty(
        filterOf(['displayName', 'description', 'path']),
        fc.boolean(),
        async (some, quickly) => {
          const filter: Filter = { op: 'or', nodes: [some, compare('securityType', 'equals', 'private')] };
          const asked = { ...part, visible, filter, ...(quickly ? { quick } : {}) };
          const rows = await list(asked);
          expect(idsOf(rows)).not.toContain(secret);
          expect(idsOf(rows)).toContain(own);
          expect((await at.index.count([asked])).count).toBe(rows.length);
        },
      ),
      { numRuns: 25 },
    );
    expect(idsOf(await list({ ...part, visible: { only: [open] } }))).toEqual([open]);
    expect(await list({ ...part, visible: { only: [] } })).toEqual([]);
    // A scope's fields are its own: a reader need not be able to ask for them.
    const { description, displayName } = Object.fromEntries(groups);
    if (description === undefined || displayName === undefined) throw new Error('No such fields.');
    const scope = {
      filter: compare('description', 'equals', 'lunch'),
      fields: new Map([['description', description]]),
    };
    const narrow = { ...part, fields: new Map([['displayName', displayName]]), scope, quick };
    expect(idsOf(await list(narrow))).toEqual([open]);
    expect(await at.index.count([narrow])).toEqual({ count: 1, exact: true });
  });

  test('a scope bound to a container shows what stands below it and nothing else, whatever names are like [users-and-search S1.2]', async () => {
    const storeId = await newStore();
    const odd = [
      'Sales',
      'sales',
      'Sales East',
      'Sale',
      'Sal%s',
      'S_les',
      'Sälés',
      'East,OU=Sales',
      'Sales\\',
      '(*)',
    ];
    const rdn = (name: string) => name.replace(/[\\,]/gu, String.raw`\$&`);
    const objects = odd.flatMap((container) =>
      [[], ['Deep']].flatMap((deeper) =>
        ['Ann', 'Bo,OU=Sales', 'Cy\\'].map((name) => ({ name, around: [container, ...deeper] })),
      ),
    );
    const top = ['Ann', 'Bo,OU=Sales'].map((name) => ({ name, around: [] as string[] }));
    const ids = new Map<string, (typeof top)[number]>();
    for (const object of [...objects, ...top]) {
      const id = randomUUID();
      const path = [
        `CN=${rdn(object.name)}`,
        ...object.around.toReversed().map((one) => `OU=${rdn(one)}`),
        'DC=corp',
      ];
      const names = { name: object.name, displayName: `Some ${object.name}`, path: path.join(',') };
      await indexObject(at.database.db, storeId, {
        kind: 'user',
        id,
        enabled: true,
        attributes: {},
        ...names,
      });
      ids.set(id, object);
    }
    await at.settled();
    for (const container of odd) {
      const filter = below(placeKey('dn', `OU=${rdn(container)},DC=corp`));
      const part = { storeId, kind: 'user' as const, fields: users, scope: { filter, fields: users } };
      const expected = [...ids].filter(([, { around }]) => foldCase(around[0] ?? '') === foldCase(container));
      expect(expected.length).toBeGreaterThan(0);
      for (const asked of [part, { ...part, quick: { text: 'some', fields: ['displayName'] } }]) {
        const found = idsOf(await list(asked)).toSorted();
        expect([container, found]).toEqual([container, expected.map(([id]) => id).toSorted()]);
        expect(await at.index.count([asked])).toEqual({ count: expected.length, exact: true });
      }
    }
  });

  test('owners, kinds and whether one may sign in can be asked for', async () => {
    const storeId = await newStore();
    const ann = await add(storeId, 'Ann');
    const mine = await addGroup(storeId, 'Mine', { owner: [ann] });
    const also = await addGroup(storeId, 'Also', {});
    await addGroup(storeId, 'Other', { owner: [randomUUID()] });
    await applySettings(at.database.db, storeId, also, { additionalOwners: { add: [ann], remove: [] } });
    await at.settled();
    const part = { storeId, fields: groups };
    const by = (filter: Filter) => names({ ...part, kind: 'group', filter });
    expect(await by(compare('owner', 'equals', ann))).toEqual(['Also', 'Mine']);
    expect(await by(compare('owner', 'present'))).toEqual(['Also', 'Mine', 'Other']);
    expect(await by(compare('securityType', 'equals', 'semi-private'))).toEqual(['Also', 'Mine', 'Other']);
    expect(await names({ ...part, kind: ['user', 'contact'] })).toEqual(['Ann']);
    expect(await names({ ...part, kind: ['user', 'group'], search: 'in' })).toEqual(['Mine']);
    const members = fieldsOf('members', words);
    const enabled = (value: string) =>
      names({ storeId, fields: members, filter: compare('enabled', 'equals', value), kind: 'user' });
    expect([await enabled('true'), await enabled('false')]).toEqual([['Ann'], []]);
    expect(await names({ storeId, fields: members, filter: compare('kind', 'equals', 'user') })).toEqual([
      'Ann',
    ]);
    expect(mine).toBeDefined();
  });

  test('what is hidden from the reader is in no row, and no text is found in it [users-and-search S1.3]', async () => {
    const storeId = await newStore();
    await add(storeId, 'Ann', { mail: ['zq7@example.org'], loginName: ['ann.zq7'], title: ['Chief zq7'] });
    await add(storeId, 'Zq7 Boats', { mail: ['boats@example.org'], accountName: ['boats'] });
    await at.settled();
    const part = { storeId, fields: users, search: 'zq7' };
    expect(await names(part)).toEqual(['Ann', 'Zq7 Boats']);
    const attributes = new Set(['mail', 'loginName']);
    const hidden = new Map(objectKinds.map((kind) => [kind, attributes]));
    expect(await names({ ...part, hidden })).toEqual(['Zq7 Boats']);
    // Names, and what is not hidden, are found as before, each word for itself.
    expect(await names({ ...part, hidden, search: 'boats zq7' })).toEqual(['Zq7 Boats']);
    expect(await names({ ...part, hidden, search: 'example' })).toEqual([]);
    expect((await at.index.count([{ ...part, hidden }])).count).toBe(1);
    const [ann] = await list({ storeId, fields: users, hidden });
    expect(ann?.attributes).toEqual({ title: ['Chief zq7'] });
    // Neither in what is compared, nor in the text of all values.
    const { searchText, folded, words: found } = ann ?? {};
    expect(JSON.stringify([searchText, folded, found])).not.toContain('example.org');
  });

  test('what is written is found, what is changed is found as it is now, what is gone is not', async () => {
    const storeId = await newStore();
    const part = { storeId, fields: users };
    const id = await add(storeId, 'Before', { title: ['Clerk'] });
    await at.settled();
    expect(await names(part)).toEqual(['Before']);
    await add(storeId, 'After', { title: ['Chief'] }, 'user', id);
    await at.settled();
    expect(await names({ ...part, filter: compare('title', 'equals', 'CHIEF') })).toEqual(['After']);
    expect(await names({ ...part, filter: compare('title', 'present') })).toEqual(['After']);
    expect(await names({ ...part, search: 'before' })).toEqual([]);
    await removeFromIndex(at.database.db, storeId, id);
    await at.settled();
    expect(await names(part)).toEqual([]);
    expect((await at.index.count([part])).count).toBe(0);
  });
}
