import { describe, expect, test } from 'vitest';
import { compileFilter } from '../../activities/providers/entra-id/filter.ts';
import { entraId } from '../../activities/providers/entra-id/manifest.ts';
import { filterText, isAdvanced } from '../../activities/providers/entra-id/odata.ts';
import { retryAfterMs } from '../../activities/providers/entra-id/refusal.ts';
import type { EntraKind } from '../../activities/providers/entra-id/schema.ts';
import type { PlanContext } from '../../activities/change/context.ts';
import { requireOwners } from '../../activities/change/planners/group-policies.ts';
import { RequestRefused } from '../../activities/change/refused.ts';
import { policiesOf } from '../../workflows/contracts/policies.ts';
import { accountNameFrom } from '../../activities/change/planners/group-fields.ts';
import { groupRules } from '../../activities/providers/entra-id/schema.ts';
import type { ComparisonTest, Filter } from '../../workflows/contracts/filter.ts';

const compare = (attribute: string, test: ComparisonTest, value: string): Filter => ({
  op: 'compare',
  attribute,
  test,
  value,
});
const compiled = (filter: Filter, kind: EntraKind = 'user') => {
  const { native, residual } = compileFilter(kind, filter, { user: new Map(), group: new Map() });
  const isConstant = native.op === 'constant';
  return {
    text: isConstant ? native.value : filterText(native),
    advanced: isAdvanced(native),
    residual,
  };
};

describe('filters in OData', () => {
  test.each([
    [compare('displayName', 'equals', 'Anna'), "displayName eq 'Anna'", false],
    [compare('displayName', 'equals', "O'Neil' or 1 eq 1"), "displayName eq 'O''Neil'' or 1 eq 1'", false],
    [compare('companyName', 'equals', 'x'), "companyName eq 'x'", true],
    [compare('userPrincipalName', 'endsWith', '@a.test'), "endsWith(userPrincipalName,'@a.test')", true],
    [
      compare('extensionAttribute3', 'startsWith', 'x'),
      "startsWith(onPremisesExtensionAttributes/extensionAttribute3,'x')",
      true,
    ],
    [compare('accountEnabled', 'equals', 'true'), 'accountEnabled eq true', false],
    [
      compare('createdDateTime', 'greaterOrEqual', '2026-01-02'),
      'createdDateTime ge 2026-01-02T00:00:00.000Z',
      true,
    ],
    [{ op: 'not', node: compare('city', 'equals', 'Bonn') }, "not(city eq 'Bonn')", true],
    [{ op: 'compare', attribute: 'mail', test: 'present' }, 'mail ne null', true],
  ] as const)('%j', (filter, text, advanced) => {
    expect(compiled(filter)).toEqual({ text, advanced, residual: null });
  });

  test('what no user has is nothing, and its opposite everything', () => {
    const described = compare('description', 'equals', 'x');
    expect(compiled(described)).toEqual({ text: false, advanced: false, residual: null });
    expect(compiled({ op: 'not', node: described }).text).toBe(true);
    expect(compiled({ op: 'or', nodes: [described, compare('city', 'equals', 'Bonn')] }).text).toBe(
      "city eq 'Bonn'",
    );
    expect(compiled({ op: 'and', nodes: [described, compare('city', 'equals', 'Bonn')] }).text).toBe(false);
  });

  test('what Graph cannot compare is left over, of a conjunction only that part', () => {
    const contains = compare('displayName', 'contains', 'x');
    const native = compare('city', 'equals', 'Bonn');
    expect(compiled(contains)).toMatchObject({ text: true, residual: contains });
    expect(compiled({ op: 'and', nodes: [native, contains] })).toMatchObject({
      text: "city eq 'Bonn'",
      residual: contains,
    });
    const either: Filter = { op: 'or', nodes: [native, contains] };
    expect(compiled(either)).toMatchObject({ text: true, residual: either });
    const many: Filter = {
      op: 'or',
      nodes: Array.from({ length: 16 }, (_, index) => compare('city', 'equals', String(index))),
    };
    expect(compiled(many)).toMatchObject({ text: true, residual: many });
  });

  test('values that can stand nowhere match nothing; unknown attributes are refused', () => {
    expect(compiled(compare('city', 'equals', 'a\0b')).text).toBe(false);
    expect(compiled(compare('city', 'equals', '\ud800')).text).toBe(false);
    expect(() => compiled(compare('city eq null or id', 'equals', 'x'))).toThrow('has no attribute');
  });

  test('the kind of a group is put together from what Graph has [stores-and-links S12]', () => {
    expect(compiled(compare('groupCategory', 'equals', 'security'), 'group').text).toBe(
      "(securityEnabled eq true and not(groupTypes/any(v:v eq 'Unified')))",
    );
  });
});

describe('waiting', () => {
  test.each([
    ['2.128', 2128],
    ['0', 0],
    ['120', 120_000],
    ['Sat, 21 Nov 2026 10:00:30 GMT', 30_000],
    ['Sat, 21 Nov 2026 09:00:00 GMT', 0],
    ['soon', null],
    ['', null],
    [null, null],
  ])('Retry-After %j is %j ms', (header, expected) => {
    expect(retryAfterMs(header, Date.parse('2026-11-21T10:00:00Z'))).toBe(expected);
  });
});

describe('settings', () => {
  const settings = {
    domain: 'contoso.onmicrosoft.com',
    cloud: 'global' as const,
    applicationId: '00000000-0000-4000-8000-000000000000',
  };
  const fields = (changes: object): string[] =>
    entraId.validate({ ...settings, ...changes }).map(({ field }) => field);

  test('take a secret or a certificate, not both and not none', () => {
    expect(fields({ clientSecret: 'x' })).toEqual([]);
    expect(fields({})).toEqual(['clientSecret']);
    expect(fields({ clientSecret: 'x', certificate: 'y' })).toEqual(['certificate']);
    expect(fields({ certificate: 'no PEM' })).toEqual(['certificate']);
  });

  test("a domain of one's own needs the initial one beside it", () => {
    const secret = { clientSecret: 'x' };
    expect(fields({ ...secret, domain: 'contoso.com' })).toEqual(['primaryDomain']);
    const primaryDomain = 'contoso.onmicrosoft.com';
    expect(fields({ ...secret, domain: 'contoso.com', primaryDomain })).toEqual([]);
    expect(fields({ ...secret, domain: 'contoso.partner.onmschina.cn', cloud: 'china' })).toEqual([]);
  });

  test('a custom cloud gives both addresses, any other none', () => {
    const secret = { clientSecret: 'x' };
    expect(fields({ ...secret, cloud: 'custom' })).toEqual(['authorityUrl', 'graphUrl']);
    expect(fields({ ...secret, graphUrl: 'https://graph.example.com' })).toEqual(['graphUrl']);
    expect(fields({ ...secret, caCertificate: 'no PEM' })).toEqual(['caCertificate']);
  });
});

test('a group keeps at least one primary owner [stores-and-links S12]', () => {
  const { groupOwners } = policiesOf({});
  const context = (kind: string) =>
    ({
      store: { kind },
      actor: { policies: { groupOwners: { ...groupOwners, primaryRequired: false } } },
    }) as PlanContext;
  const none = { primary: null, additional: [] };
  const one = { primary: 'anna', additional: [] };
  for (const before of [null, one]) {
    expect(() => {
      requireOwners(context('entra-id'), before, none);
    }).toThrow(RequestRefused);
    expect(() => {
      requireOwners(context('ldap'), before, none);
    }).not.toThrow();
    expect(() => {
      requireOwners(context('entra-id'), before, { primary: 'ben', additional: ['anna'] });
    }).not.toThrow();
  }
  // One that has none already can be changed otherwise.
  expect(() => {
    requireOwners(context('entra-id'), none, none);
  }).not.toThrow();
});

test('an account name made from a name holds what Entra takes', () => {
  expect(accountNameFrom(groupRules, 'Größe (Köln)')).toBe('Grosse__Koln_');
  expect(accountNameFrom(groupRules, 'قسم')).toBe('___');
});
