/**
 * Every operator of the filter tree, for hostile values, means the same in every directory as in plain
 * words: text is compared without regard to case, accents count, and what the directory cannot
 * evaluate it leaves to the caller by name.
 */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { NewObject, Provider } from '../../activities/providers/contract.ts';
import { matchesFilter } from '../../activities/providers/evaluate-filter.ts';
import { hostileTexts } from '../support/filters.ts';
import { foldCase } from '../../activities/platform/fold.ts';
import type { Attributes, Concept, DirectoryObject } from '../../workflows/contracts/directory.ts';
import { comparisons, type Filter } from '../../workflows/contracts/filter.ts';

/** What this part needs of the suite. */
interface FilterSuite {
  readonly provider: Provider;
  word(concept: Concept): string;
  group(name?: string, extra?: Attributes): NewObject;
  create(object: NewObject): Promise<DirectoryObject>;
  below(): { readonly container?: string };
}

/**
 * Each is the description of one group. An empty one is none in a directory; and whether a letter and its accent
 * are the same in one character or in two, directories tell differently: the index folds both.
 */
const texts = hostileTexts.filter((text) => text !== '' && text === text.normalize('NFC'));

const letters = (text: string) => Array.from(text);
const value = fc.oneof(
  { arbitrary: fc.constantFrom(...texts), weight: 3 },
  {
    arbitrary: fc.constantFrom(...texts).chain((text) => {
      const all = letters(text);
      return fc
        .tuple(fc.nat(all.length), fc.nat(all.length))
        .map(([a, b]) => all.slice(Math.min(a, b), Math.max(a, b)).join(''));
    }),
    weight: 4,
  },
  { arbitrary: fc.constantFrom(...texts).map((text) => text.toUpperCase()), weight: 1 },
  { arbitrary: fc.constantFrom('', '\0', 'a\0b', '%', '_', ' ', 'nobody has this'), weight: 2 },
);

const compared = (attribute: string): fc.Arbitrary<Filter> =>
  fc.oneof(
    {
      arbitrary: fc.record({
        op: fc.constant('compare' as const),
        attribute: fc.constant(attribute),
        test: fc.constantFrom(...comparisons),
        value,
      }),
      weight: 8,
    },
    {
      arbitrary: fc.constant({ op: 'compare' as const, attribute, test: 'present' as const }),
      weight: 1,
    },
  );

const tree = (attribute: string): fc.Arbitrary<Filter> =>
  fc.letrec<{ tree: Filter }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      compared(attribute),
      fc.record({ op: fc.constant('not' as const), node: tie('tree') }),
      fc.record({
        op: fc.constantFrom('and' as const, 'or' as const),
        nodes: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
      }),
    ),
  })).tree;

/** Elsewhere more runs than in every test: `FILTER_RUNS=1000`. */
const numRuns = Number(process.env.FILTER_RUNS ?? 40);

const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
const inOrder = (_attribute: string, a: string, b: string): number => byCodePoint(foldCase(a), foldCase(b));

export function filterContract(suite: FilterSuite): void {
  describe('filters', () => {
    const marker = `filter${Date.now().toString(36)}`;
    /** By name, as the directory gives it back. */
    const kept = new Map<string, readonly string[]>();

    beforeAll(async () => {
      const description = suite.word('description');
      const made = new Map<string, DirectoryObject>();
      for (const [index, text] of [...texts, null].entries()) {
        const name = `${marker} ${String(index).padStart(2, '0')}`;
        const extra = text === null ? {} : { [description]: [text] };
        made.set(name, await suite.create(suite.group(name, extra)));
      }
      const read = await suite.provider.read([...made.values()], [suite.word('name'), description]);
      for (const one of read) kept.set(one.name, one.attributes[description] ?? []);
      expect(kept.size).toBe(texts.length + 1);
    }, 60_000);

    const found = async (filter: Filter): Promise<string[]> => {
      const description = suite.word('description');
      const ours: Filter = {
        op: 'compare',
        attribute: suite.word('name'),
        test: 'startsWith',
        value: marker,
      };
      const names: string[] = [];
      for await (const { objects, residual } of suite.provider.search({
        kinds: ['group'],
        filter: { op: 'and', nodes: [ours, filter] },
        attributes: [suite.word('name'), description],
        pageSize: 100,
        ...suite.below(),
      })) {
        for (const one of objects) {
          const values = (attribute: string) => one.attributes[attribute] ?? [];
          if (residual === null || matchesFilter(residual, values, inOrder)) names.push(one.name);
        }
      }
      return names.sort();
    };
    const wanted = (filter: Filter): string[] =>
      [...kept]
        .filter(([, values]) => meaning(filter, values))
        .map(([name]) => name)
        .sort();

    test('every operator means what it means in words, for hostile values [groups 5.3] [users-and-search S4.1]', async () => {
      await fc.assert(
        fc.asyncProperty(tree(suite.word('description')), async (filter) => {
          expect(await found(filter), JSON.stringify(filter)).toEqual(wanted(filter));
        }),
        { numRuns },
      );
    }, 120_000);

    test.each([
      // What was found once, by chance.
      ['lessOrEqual', ''],
      ['equals', ''],
      ['contains', ''],
      ['equals', 'a\0b'],
      ['greaterOrEqual', 'a\0b'],
      ['lessOrEqual', 'a\0b'],
      ['contains', ' '],
      ['startsWith', ' '],
      ['endsWith', ' '],
      ['greaterOrEqual', '99'],
      ['lessOrEqual', '100'],
      ['equals', 'strasse'],
      ['equals', 'ÄRGER MIT ÖL'],
      ['contains', '🎉'],
    ] as const)('%s %j', async (how, text) => {
      const filter: Filter = {
        op: 'compare',
        attribute: suite.word('description'),
        test: how,
        value: text,
      };
      expect(await found(filter)).toEqual(wanted(filter));
      expect(await found({ op: 'not', node: filter })).toEqual(wanted({ op: 'not', node: filter }));
    });
  });
}

/** Written down once more, without the product's own evaluation. */
function meaning(filter: Filter, values: readonly string[]): boolean {
  switch (filter.op) {
    case 'and':
      return filter.nodes.every((node) => meaning(node, values));
    case 'or':
      return filter.nodes.some((node) => meaning(node, values));
    case 'not':
      return !meaning(filter.node, values);
    case 'compare': {
      if (filter.test === 'present') return values.length > 0;
      if (filter.value.includes('\0')) return false;
      const asked = foldCase(filter.value);
      return values.map(foldCase).some((own) => {
        switch (filter.test) {
          case 'equals':
            return own === asked;
          case 'startsWith':
            return own.startsWith(asked);
          case 'endsWith':
            return own.endsWith(asked);
          case 'contains':
            return own.includes(asked);
          case 'greaterOrEqual':
            return byCodePoint(own, asked) >= 0;
          case 'lessOrEqual':
            return byCodePoint(own, asked) <= 0;
        }
      });
    }
  }
}
