/** Attribute values between the wire and the plain strings of the contract. */
import {
  EqualityFilter,
  ExtensibleFilter,
  type Filter as LdapFilter,
  NotFilter,
  PresenceFilter,
} from 'ldapts';
import type { Comparison } from '../../../workflows/contracts/filter.ts';
import type { AttributeInfo } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import { allOf, compareText, compareWords, nothing } from '../ldap-client/filter.ts';
import { encodeValue, generalizedTime, instantOf } from '../ldap-client/values.ts';
import { parseExtendedDn } from './controls.ts';
import { scopeBits } from './group-type.ts';
import { guidDn, guidFromBytes, guidToBytes, isGuid, sidFromBytes } from './identifiers.ts';
import { mailboxFilter } from './recipient-type.ts';
import type { Schema } from './schema.ts';
import { hasMailbox, virtualAttributes } from './vocabulary.ts';

const guidAttribute = 'objectGUID';
const sidAttributes = new Set(['objectSid', 'sIDHistory', 'securityIdentifier']);

/** One value as the contract writes it. */
export function decode(info: AttributeInfo, value: Buffer): string {
  if (info.name === guidAttribute) return guidFromBytes(value);
  if (sidAttributes.has(info.name)) return sidFromBytes(value);
  const text = value.toString('utf8');
  switch (info.type) {
    case 'binary':
      return value.toString('base64');
    case 'boolean':
      return text === 'TRUE' ? 'true' : 'false';
    case 'time':
      return timeFromDirectory(text);
    case 'reference': {
      const { id, dn } = parseExtendedDn(text);
      // Without an id the value cannot be followed; it is shown as it is rather than dropped.
      return id ?? dn;
    }
    case 'integer':
    case 'text':
      return info.name === 'distinguishedName' ? parseExtendedDn(text).dn : text;
  }
}

/**
 * One value as the directory takes it.
 * @throws `value.invalid` naming the attribute
 */
export const encode = (info: AttributeInfo, value: string): Buffer =>
  encodeValue(info, value, {
    time: timeToDirectory,
    reference: (id) => (isGuid(id) ? guidDn(id) : null),
  });

/** `20261121054721.0Z` to `2026-11-21T05:47:21.000Z` (X.208 GeneralizedTime). */
const timeFromDirectory = (text: string): string => instantOf(text, /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/);

function timeToDirectory(value: string): string | null {
  const time = generalizedTime(value);
  return time === null ? null : `${time}.0Z`;
}

/** LDAP_MATCHING_RULE_BIT_AND (MS-ADTS 3.1.1.3.4.4.1). */
const bitAnd = '1.2.840.113556.1.4.803';
const hasBits = (bits: number): LdapFilter =>
  new ExtensibleFilter({ matchType: 'groupType', rule: bitAnd, value: String(bits) });

/**
 * One comparison of the portable tree, for {@link toLdapFilter}.
 * @throws `value.invalid` for an attribute outside the schema
 */
export function compileComparison(schema: Schema, comparison: Comparison): LdapFilter | null {
  const info = schema.attribute(comparison.attribute);
  if (info === null) {
    throw new ProviderError(
      'value.invalid',
      `Active Directory has no attribute ${JSON.stringify(comparison.attribute)}.`,
      {
        attributes: [comparison.attribute],
      },
    );
  }
  if (info.name === hasMailbox) {
    if (!schema.knowsMailboxes) return nothing();
    return comparison.test === 'equals' && comparison.value.toLowerCase() === 'true' ? mailboxFilter() : null;
  }
  if (comparison.test === 'present') {
    const isVirtual = (Object.values(virtualAttributes) as string[]).includes(info.name);
    return new PresenceFilter({ attribute: isVirtual ? 'groupType' : info.name });
  }
  const { test, value } = comparison;
  if (info.name === virtualAttributes.category) return test === 'equals' ? compareCategory(value) : null;
  if (info.name === virtualAttributes.scope) return test === 'equals' ? compareScope(value) : null;
  if (info.name === guidAttribute || (info.type === 'binary' && !sidAttributes.has(info.name))) {
    if (test !== 'equals') return null;
    if (info.name === guidAttribute && !isGuid(value)) return nothing();
    const bytes = info.name === guidAttribute ? guidToBytes(value) : Buffer.from(value, 'base64');
    return new EqualityFilter({ attribute: info.name, value: bytes });
  }
  switch (info.type) {
    case 'reference':
      if (test !== 'equals') return null;
      return isGuid(value) ? new EqualityFilter({ attribute: info.name, value: guidDn(value) }) : nothing();
    case 'boolean':
      return test === 'equals' ? compareText(info.name, test, value.toUpperCase()) : null;
    case 'integer':
      if (test === 'startsWith' || test === 'endsWith' || test === 'contains') return null;
      return /^-?\d{1,19}$/.test(value) ? compareText(info.name, test, value) : nothing();
    case 'time': {
      if (test === 'startsWith' || test === 'endsWith' || test === 'contains') return null;
      const time = timeToDirectory(value);
      return time === null ? nothing() : compareText(info.name, test, time);
    }
    case 'binary':
      return test === 'equals' ? compareText(info.name, test, value) : null;
    case 'text':
      return compareWords(info.name, test, value);
  }
}

export const securityGroups = (): LdapFilter => hasBits(0x80000000);

function compareCategory(value: string): LdapFilter {
  const isGroup = new PresenceFilter({ attribute: 'groupType' });
  const security = securityGroups();
  if (value === 'security') return security;
  return value === 'distribution' ? allOf([isGroup, new NotFilter({ filter: security })]) : nothing();
}

const compareScope = (value: string): LdapFilter =>
  Object.hasOwn(scopeBits, value) ? hasBits(scopeBits[value as keyof typeof scopeBits]) : nothing();
