import fc from 'fast-check';
import { BerReader, BerWriter, FilterParser } from 'ldapts';
import { describe, expect, test } from 'vitest';
import {
  compareText,
  everything,
  nothing,
  toLdapFilter,
} from '../../activities/providers/ldap-client/filter.ts';
import type { Filter } from '../../workflows/contracts/filter.ts';
import { hostileNames } from '../contract/hostile-names.ts';

const equals = (attribute: string, value: string): Filter => ({
  op: 'compare',
  attribute,
  test: 'equals',
  value,
});
/** Everything is native but what is called `odd`. */
const compile = (filter: Filter) =>
  toLdapFilter(filter, (comparison) =>
    comparison.attribute === 'odd' || comparison.test === 'present'
      ? null
      : compareText(comparison.attribute, comparison.test, comparison.value),
  );
const text = (filter: Filter): string | undefined => compile(filter).native?.toString();

describe('the LDAP visitor', () => {
  test('compiles the whole tree', () => {
    const filter: Filter = {
      op: 'and',
      nodes: [
        equals('cn', 'a'),
        { op: 'or', nodes: [equals('sn', 'b'), { op: 'not', node: equals('mail', 'c') }] },
        { op: 'compare', attribute: 'cn', test: 'startsWith', value: 's' },
        { op: 'compare', attribute: 'cn', test: 'endsWith', value: 'e' },
        { op: 'compare', attribute: 'cn', test: 'contains', value: 'm' },
        { op: 'compare', attribute: 'n', test: 'greaterOrEqual', value: '1' },
        { op: 'compare', attribute: 'n', test: 'lessOrEqual', value: '9' },
      ],
    };
    expect(text(filter)).toBe('(&(cn=a)(|(sn=b)(!(mail=c)))(cn=s*)(cn=*e)(cn=*m*)(n>=1)(n<=9))');
    expect(compile(filter).residual).toBeNull();
  });

  test('splits a conjunction and leaves the rest to the caller', () => {
    const odd = equals('odd', 'x');
    expect(compile({ op: 'and', nodes: [equals('cn', 'a'), odd] })).toMatchObject({ residual: odd });
    expect(text({ op: 'and', nodes: [equals('cn', 'a'), odd] })).toBe('(cn=a)');
    for (const whole of [
      { op: 'or', nodes: [equals('cn', 'a'), odd] },
      { op: 'not', node: { op: 'and', nodes: [equals('cn', 'a'), odd] } },
    ] satisfies Filter[]) {
      expect(compile(whole)).toEqual({ native: null, residual: whole });
    }
  });

  test('an empty conjunction is everything, an empty disjunction nothing', () => {
    expect(compile({ op: 'and', nodes: [] })).toEqual({ native: null, residual: null });
    expect(text({ op: 'or', nodes: [] })).toBe(nothing().toString());
    expect(text({ op: 'not', node: { op: 'and', nodes: [] } })).toBe(nothing().toString());
    expect(compile({ op: 'or', nodes: [equals('cn', 'a'), { op: 'and', nodes: [] }] })).toEqual({
      native: null,
      residual: null,
    });
    expect(everything().toString()).toBe('(objectClass=*)');
  });

  test('an empty text equals nothing and is part of everything', () => {
    expect(text(equals('cn', ''))).toBe(nothing().toString());
    expect(text({ op: 'compare', attribute: 'cn', test: 'contains', value: '' })).toBe('(cn=*)');
  });

  const wire = (value: string): string => {
    const writer = new BerWriter();
    compareText('cn', 'equals', value).write(writer);
    const parsed = FilterParser.parse(new BerReader(writer.buffer)) as { value?: string; attribute?: string };
    expect(parsed.attribute).toBe('cn');
    return parsed.value ?? '';
  };

  test.each(hostileNames)('carries $what as a value', ({ name }) => {
    expect(wire(name)).toBe(name);
  });

  test('carries every text as a value, never as syntax', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (value) => {
        expect(wire(value)).toBe(value);
      }),
    );
  });
});
