/** Object kinds and how Active Directory tells them apart. */
import { EqualityFilter, type Filter as LdapFilter } from 'ldapts';
import type { ObjectKind } from '../../../workflows/contracts/directory.ts';
import { anyOf } from '../ldap-client/filter.ts';
import type { Entry } from '../ldap-client/entry.ts';

const classIs = (value: string): LdapFilter => new EqualityFilter({ attribute: 'objectClass', value });

/** SAM_NORMAL_USER_ACCOUNT (MS-SAMR 2.2.1.9): people, without computers and trusts; indexed. */
const normalUser = new EqualityFilter({ attribute: 'sAMAccountType', value: '805306368' });

const filters: Readonly<Record<ObjectKind, LdapFilter>> = {
  user: normalUser,
  group: classIs('group'),
  contact: classIs('contact'),
  computer: classIs('computer'),
  container: anyOf([classIs('organizationalUnit'), classIs('container'), classIs('domainDNS')]),
};

export const kindFilter = (kinds: readonly ObjectKind[]): LdapFilter =>
  anyOf(kinds.map((kind) => filters[kind]));

/** A foreign security principal stands for somebody of another forest, as a contact stands for somebody elsewhere. */
export function kindOf(entry: Entry): ObjectKind | null {
  const classes = new Set(entry.texts('objectClass').map((name) => name.toLowerCase()));
  if (classes.has('computer')) return 'computer';
  if (classes.has('user')) return 'user';
  if (classes.has('group')) return 'group';
  if (classes.has('contact') || classes.has('foreignsecurityprincipal')) return 'contact';
  if (classes.has('organizationalunit') || classes.has('container') || classes.has('domaindns'))
    return 'container';
  return null;
}
