/** Where a group of a certain class keeps its members, and what stands in for them when there are none. */
import type { LdapConnection } from '../ldap-client/connection.ts';
import { type Dn, equalDn } from '../ldap-client/dn.ts';
import type { Entry } from '../ldap-client/entry.ts';
import { EqualityFilter } from 'ldapts';
import type { Directory, Located } from './directory.ts';
import { classesOf } from './kinds.ts';
import { parse } from './names.ts';
import type { Target } from './references.ts';
import type { Schema } from './schema.ts';
import { dnOf } from './values.ts';

export interface GroupList {
  readonly attribute: 'member' | 'uniqueMember' | 'memberUid';
  /** POSIX groups list login names, all others DNs. */
  readonly byLogin: boolean;
  /** The class allows no group without members (RFC 4519 3.5). */
  readonly required: boolean;
}

/** By class, DNs before names: a POSIX group that is a groupOfNames too is led by `member`. */
export function groupListOf(schema: Schema, classNames: Iterable<string>): GroupList {
  const classes = new Set([...classNames].map((name) => name.toLowerCase()));
  const required = schema.required([...classes]);
  if (classes.has('groupofuniquenames')) {
    return { attribute: 'uniqueMember', byLogin: false, required: required.has('uniquemember') };
  }
  const isPosixOnly =
    classes.has('posixgroup') &&
    !['groupofnames', 'groupofmembers', 'groupofentries'].some((name) => classes.has(name));
  return isPosixOnly
    ? { attribute: 'memberUid', byLogin: true, required: false }
    : { attribute: 'member', byLogin: false, required: required.has('member') };
}

export const listOfEntry = (schema: Schema, entry: Entry): GroupList => groupListOf(schema, classesOf(entry));

/** What stands in an empty group of that DN. */
export function placeholderOf(directory: Directory, ownDn: string): string {
  const configured = directory.settings.emptyGroupMember;
  return configured === undefined || configured === '' ? ownDn : configured;
}

/** Whether a value is there only because a group may not be empty: the configured DN, the group itself, or no DN at all. */
export const isPlaceholder = (directory: Directory, own: Dn, value: string): boolean =>
  standsIn(directory, own, parse(dnOf(value)));

/** {@link isPlaceholder} of a value that was parsed already. */
export function standsIn(directory: Directory, own: Dn, dn: Dn | null): boolean {
  if (dn === null) return false;
  if (dn.length === 0 || equalDn(dn, own)) return true;
  const configured = parse(directory.settings.emptyGroupMember ?? '');
  return configured !== null && configured.length > 0 && equalDn(dn, configured);
}

/** The values of one object in such a list. */
export const valuesIn = (list: GroupList, target: Target): readonly string[] =>
  list.byLogin ? target.logins : [target.dnText];

/** Whether the group lists the value; the server compares, and nothing of the list is sent. */
export async function lists(
  connection: LdapConnection,
  group: Pick<Located, 'dnText'>,
  list: GroupList,
  value: string,
): Promise<boolean> {
  const found = await connection.search({
    base: group.dnText,
    scope: 'base',
    filter: new EqualityFilter({ attribute: list.attribute, value }),
    attributes: ['1.1'],
  });
  return found.length > 0;
}

const atOnce = 32;

/** Which of the objects the group lists, by id. */
export async function listedAmong(
  connection: LdapConnection,
  group: Located,
  list: GroupList,
  targets: Iterable<Target>,
): Promise<Set<string>> {
  const present = new Set<string>();
  const all = [...targets].filter(({ id }) => id !== group.id);
  for (let start = 0; start < all.length; start += atOnce) {
    await Promise.all(
      all.slice(start, start + atOnce).map(async (target) => {
        for (const value of valuesIn(list, target)) {
          if (await lists(connection, group, list, value)) present.add(target.id);
        }
      }),
    );
  }
  return present;
}
