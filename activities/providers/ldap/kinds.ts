/** Object kinds by object class. A person without a login name is a contact: nobody can sign in as one. */
import { EqualityFilter, type Filter as LdapFilter, NotFilter, PresenceFilter } from 'ldapts';
import type { ObjectKind } from '../../../workflows/contracts/directory.ts';
import type { Entry } from '../ldap-client/entry.ts';
import { allOf, anyOf } from '../ldap-client/filter.ts';
import { vocabulary } from './vocabulary.ts';

const people = ['person', 'organizationalPerson', 'inetOrgPerson', 'account', 'posixAccount'];
/** Groups by DN first: many POSIX groups are both. */
const groups = ['groupOfNames', 'groupOfMembers', 'groupOfEntries', 'groupOfUniqueNames', 'posixGroup'];
const computers = ['device', 'ipHost'];
const containers = [
  ...['organizationalUnit', 'organization', 'domain', 'dcObject', 'locality', 'country'],
  ...['nsContainer', 'container'],
];

const ofClass = (names: readonly string[]): LdapFilter =>
  anyOf(names.map((value) => new EqualityFilter({ attribute: 'objectClass', value })));
const hasLogin = (): LdapFilter => new PresenceFilter({ attribute: vocabulary.loginName });

const filters: Readonly<Record<ObjectKind, () => LdapFilter>> = {
  user: () => allOf([ofClass(people), hasLogin()]),
  group: () => ofClass(groups),
  contact: () => allOf([ofClass(people), new NotFilter({ filter: hasLogin() })]),
  computer: () => ofClass(computers),
  container: () => ofClass(containers),
};

export const kindFilter = (kinds: readonly ObjectKind[]): LdapFilter =>
  anyOf(kinds.map((kind) => filters[kind]()));

const inSmallLetters = (names: readonly string[]): ReadonlySet<string> =>
  new Set(names.map((name) => name.toLowerCase()));
const classes = {
  group: inSmallLetters(groups),
  person: inSmallLetters(people),
  computer: inSmallLetters(computers),
  container: inSmallLetters(containers),
} as const;

/** Needs `objectClass` and the login name. */
export function kindOf(entry: Entry): ObjectKind | null {
  const own = entry.texts('objectClass').map((name) => name.toLowerCase());
  const isOne = (of: keyof typeof classes): boolean => own.some((name) => classes[of].has(name));
  if (isOne('group')) return 'group';
  if (isOne('person')) return entry.bytes(vocabulary.loginName).length === 0 ? 'contact' : 'user';
  if (isOne('computer')) return 'computer';
  return isOne('container') ? 'container' : null;
}

/** In small letters. */
export const classesOf = (entry: Entry): ReadonlySet<string> =>
  new Set(entry.texts('objectClass').map((name) => name.toLowerCase()));
