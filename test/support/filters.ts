/** Filters for tests: hostile ones by the dozen, and what they mean, told without a database. */
import fc from 'fast-check';
import { fold } from '../../activities/platform/fold.ts';
import type { Comparison, Filter } from '../../workflows/contracts/filter.ts';
import { comparisons } from '../../workflows/contracts/filter.ts';

/**
 * What has broken queries elsewhere: LDAP, OData, SQL, LIKE, JSON and Unicode. The same for every directory and
 * both indexes, so that what one of them takes for the same or another text is asked of all of them.
 */
export const hostileTexts = [
  '*()\\',
  "'; drop table directory_objects; --",
  '100%_sure',
  '%',
  '_',
  '\\',
  '"quoted"',
  '","name":["',
  'Ärger mit Öl',
  'ARGER MIT OL',
  'Straße',
  'strasse',
  'İstanbul ısparta',
  '🎉 party 👩‍👩‍👧',
  '\u{10FFFF}',
  'line\nbreak\ttab',
  '  two   spaces ',
  'e\u0301cole',
  '$1 {"$path": 1}',
  '?|&@>',
  'محمد',
  '=1+1',
  'a',
  '*',
  'a)(|(cn=*',
  '\\2a',
  "O'Neill, Jean",
  '"quoted"; <b>&amp;</b>',
  'ärger mit öl',
  'Arger mit Ol',
  'STRASSE',
  'party 🎉 people',
  'قسم المبيعات',
  'école',
  '100',
  '99',
  '-5',
  '2026-11-21T05:47:21.000Z',
  '20261121054721.0Z',
  'true',
  "' or 1=1 --",
  '100%_sure $filter eq null',
  '#first',
  // As long as the API takes a value.
  `long ${'x'.repeat(247)} end`,
  '',
] as const;

const value = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.constantFrom(...hostileTexts).chain((text) => {
    const characters = Array.from(text);
    return fc
      .tuple(fc.nat(characters.length), fc.nat(characters.length))
      .map(([a, b]) => characters.slice(Math.min(a, b), Math.max(a, b)).join(''));
  }),
  fc.string({ unit: 'grapheme', maxLength: 6 }).filter((text) => text.isWellFormed() && !text.includes('\0')),
);

export const filterOf = (attributes: readonly string[]): fc.Arbitrary<Filter> =>
  fc.letrec<{ tree: Filter; leaf: Comparison }>((tie) => ({
    leaf: fc.oneof(
      {
        arbitrary: fc.record({
          op: fc.constant('compare' as const),
          attribute: fc.constantFrom(...attributes),
          test: fc.constantFrom(...comparisons),
          value,
        }),
        weight: 6,
      },
      {
        arbitrary: fc.record({
          op: fc.constant('compare' as const),
          attribute: fc.constantFrom(...attributes),
          test: fc.constant('present' as const),
        }),
        weight: 1,
      },
    ),
    tree: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      tie('leaf'),
      fc.record({ op: fc.constant('not' as const), node: tie('tree') }),
      fc.record({
        op: fc.constantFrom('and' as const, 'or' as const),
        nodes: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
      }),
    ),
  })).tree;

const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

function holds(test: Comparison['test'], own: string, wanted: string): boolean {
  switch (test) {
    case 'equals':
      return own === wanted;
    case 'startsWith':
      return own.startsWith(wanted);
    case 'endsWith':
      return own.endsWith(wanted);
    case 'contains':
      return own.includes(wanted);
    case 'greaterOrEqual':
      return byCodePoint(own, wanted) >= 0;
    case 'lessOrEqual':
      return byCodePoint(own, wanted) <= 0;
    case 'present':
      return true;
  }
}

/** The meaning of a filter, written down once more. */
export function matches(filter: Filter, values: Readonly<Record<string, readonly string[]>>): boolean {
  switch (filter.op) {
    case 'and':
      return filter.nodes.every((node) => matches(node, values));
    case 'or':
      return filter.nodes.some((node) => matches(node, values));
    case 'not':
      return !matches(filter.node, values);
    case 'compare': {
      const own = values[filter.attribute] ?? [];
      const wanted = filter.test === 'present' ? '' : fold(filter.value);
      return own.some((one) => holds(filter.test, fold(one), wanted));
    }
  }
}
