/** Attribute values between the wire and the plain strings of the contract. */
import { EqualityFilter, type Filter as LdapFilter, PresenceFilter } from 'ldapts';
import type { Comparison, Filter } from '../../../workflows/contracts/filter.ts';
import { ProviderError } from '../contract.ts';
import { anyOf, compareText, compareWords, nothing } from '../ldap-client/filter.ts';
import { encodeValue, generalizedTime, instantOf } from '../ldap-client/values.ts';
import type { Root } from './directory.ts';
import type { Target } from './references.ts';
import type { LdapAttribute, Schema } from './schema.ts';
import { vocabulary } from './vocabulary.ts';

/** Looks a DN's object up. */
export type IdOf = (dn: string) => string | null;
/** Looks an id's object up. */
export type TargetOf = (id: string) => Target | undefined;

/** One value as the contract writes it. */
export function decode(info: LdapAttribute, value: Buffer, idOf: IdOf): string {
  if (info.type === 'binary') return value.toString('base64');
  const text = value.toString('utf8');
  switch (info.type) {
    case 'boolean':
      return text.toUpperCase() === 'TRUE' ? 'true' : 'false';
    case 'time':
      return timeFromDirectory(text);
    case 'reference':
      // Without an id the value cannot be followed; it is shown as it is rather than dropped.
      return idOf(dnOf(text)) ?? text;
    case 'integer':
    case 'text':
      return text;
  }
}

/** The DN in a value: NameAndOptionalUID may carry a bit string behind it (RFC 4517 3.3.21). */
export const dnOf = (value: string): string => value.replace(/#'[01]*'B$/, '');

/**
 * One value as the directory takes it.
 * @throws `value.invalid` naming the attribute
 */
export const encode = (info: LdapAttribute, value: string, targetOf: TargetOf): Buffer =>
  encodeValue(info, value, {
    time: timeToDirectory,
    reference: (id) => targetOf(id)?.dnText ?? null,
  });

/** `20261121054721Z` to `2026-11-21T05:47:21.000Z` (RFC 4517 3.3.13); what is not in UTC stays as it is. */
export const timeFromDirectory = (text: string): string =>
  instantOf(text, /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:[.,]\d+)?Z$/);

export function timeToDirectory(value: string): string | null {
  const time = generalizedTime(value);
  return time === null ? null : `${time}Z`;
}

/** @throws `value.invalid` for what the schema does not have */
export function mustKnow(schema: Schema, attribute: string): LdapAttribute {
  const info = schema.attribute(attribute);
  if (info !== null) return info;
  throw new ProviderError('value.invalid', `The directory has no attribute ${JSON.stringify(attribute)}.`, {
    attributes: [attribute],
  });
}

/** The ids a filter compares references with; their DNs are looked up before it is compiled. */
export function referencesOf(schema: Schema, filter: Filter): string[] {
  switch (filter.op) {
    case 'and':
    case 'or':
      return filter.nodes.flatMap((node) => referencesOf(schema, node));
    case 'not':
      return referencesOf(schema, filter.node);
    case 'compare':
      return filter.test !== 'present' && schema.attribute(filter.attribute)?.type === 'reference'
        ? [filter.value]
        : [];
  }
}

/** Groups that list this object, in whichever attribute their class has. */
export const listing = ({ dnText, logins }: Pick<Target, 'dnText' | 'logins'>): LdapFilter =>
  anyOf([
    new EqualityFilter({ attribute: 'member', value: dnText }),
    new EqualityFilter({ attribute: 'uniqueMember', value: dnText }),
    ...logins.map((value) => new EqualityFilter({ attribute: 'memberUid', value })),
  ]);

/**
 * One comparison of the portable tree; null where the attribute has no rule for it, as then the
 * server would find nothing.
 * @throws `value.invalid` for an attribute outside the schema
 */
export function compileComparison(
  { schema, vendor }: Root,
  comparison: Comparison,
  targetOf: TargetOf,
): LdapFilter | null {
  const info = mustKnow(schema, comparison.attribute);
  const isMember = info.name === vocabulary.member;
  if (comparison.test === 'present') {
    const names = isMember ? ['member', 'uniqueMember', 'memberUid'] : [info.name];
    return anyOf(names.map((attribute) => new PresenceFilter({ attribute })));
  }
  const { test, value } = comparison;
  if (info.name.toLowerCase() === vendor.idAttribute.toLowerCase()) {
    if (test !== 'equals') return null;
    return vendor.idPattern.test(value) ? compareText(info.name, test, value) : nothing();
  }
  const isOrder = test === 'greaterOrEqual' || test === 'lessOrEqual';
  const isPart = test !== 'equals' && !isOrder;
  if (value !== '' && !(test === 'equals' ? info.equality : isOrder ? info.ordering : info.substrings))
    return null;
  switch (info.type) {
    case 'reference': {
      if (test !== 'equals') return null;
      const target = targetOf(value);
      if (target === undefined) return nothing();
      return isMember ? listing(target) : new EqualityFilter({ attribute: info.name, value: target.dnText });
    }
    case 'binary':
      return test === 'equals'
        ? new EqualityFilter({ attribute: info.name, value: Buffer.from(value, 'base64') })
        : null;
    case 'boolean':
      return test === 'equals' ? compareText(info.name, test, value.toUpperCase()) : null;
    case 'integer':
      if (isPart) return null;
      return /^-?\d{1,19}$/.test(value) ? compareText(info.name, test, value) : nothing();
    case 'time': {
      if (isPart) return null;
      const time = timeToDirectory(value);
      return time === null ? nothing() : compareText(info.name, test, time);
    }
    case 'text':
      return compareWords(info.name, test, value);
  }
}
