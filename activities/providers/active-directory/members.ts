/** Who is in a group, and in which groups somebody is. [groups 3.10] */
import { EqualityFilter, type Filter as LdapFilter } from 'ldapts';
import type { DirectoryObject, ObjectKind, ObjectRef } from '../../../workflows/contracts/directory.ts';
import type { MemberRef } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import { allOf, anyOf } from '../ldap-client/filter.ts';
import { domainScope, type ExtendedDn, ExtendedDnControl, parseExtendedDn } from './controls.ts';
import { type Directory, type Located, searchBase } from './directory.ts';
import { parseDn } from '../ldap-client/dn.ts';
import { isForeign, namesOfForeign } from './foreign-principals.ts';
import { guidDn, guidFromBytes, guidToBytes, isGuid, relativeId, sidFromBytes } from './identifiers.ts';
import { kindFilter, kindOf } from './kinds.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import type { Entry } from '../ldap-client/entry.ts';
import { columns, defaultsOf, entriesById, normalPath, toObject } from './objects.ts';

/** MaxValRange of Active Directory since Server 2003; a server may send fewer. */
const valuesPerRead = 1500;
const idsPerSearch = 200;

/** {@link Membership.members}: the `member` values range by range, then those by primary group. */
export function members(
  directory: Directory,
  group: ObjectRef,
  pageSize: number,
): AsyncGenerator<readonly MemberRef[]> {
  return directory.pool.pages(async function* (connection) {
    await directory.root(connection);
    const found = await directory.locate(connection, group.id, ['objectSid', 'uSNChanged']);
    yield* linkedMembers(directory, connection, found, pageSize);
    yield* primaryMembers(directory, connection, found, pageSize);
  });
}

async function* linkedMembers(
  directory: Directory,
  connection: LdapConnection,
  group: Located,
  pageSize: number,
): AsyncGenerator<readonly MemberRef[]> {
  for await (const values of listedFrom(connection, group.id, 0, group.entry.text('uSNChanged'))) {
    for (let from = 0; from < values.length; from += pageSize) {
      yield await describeMembers(directory, connection, values.slice(from, from + pageSize));
    }
  }
}

export const memberRange = (start: number): string => `member;range=${start}-${start + valuesPerRead - 1}`;

/** What a group lists, range by range, from a position on. @param mark its uSNChanged when the position was read */
export async function* listedFrom(
  connection: LdapConnection,
  groupId: string,
  from: number | null,
  mark: string | null,
): AsyncGenerator<readonly ExtendedDn[]> {
  for (let start = from; start !== null;) {
    const [entry] = await searchBase(connection, guidDn(groupId), [memberRange(start), 'uSNChanged']);
    if (entry === undefined)
      throw new ProviderError('object.notFound', 'The group was removed while it was being read.');
    if (start > 0 && entry.text('uSNChanged') !== mark) {
      // Ranges are positions: after a change of the list, going on would skip or repeat members.
      throw new ProviderError(
        'provider.unavailable',
        'The group changed while it was being read. Muster tries again.',
      );
    }
    yield entry.texts('member').map(parseExtendedDn);
    start = entry.nextIndex('member');
  }
}

/** What members are, by id: their kinds, and which of them stand for somebody of another forest. */
export async function kindsOf(
  directory: Directory,
  connection: LdapConnection,
  ids: readonly string[],
): Promise<{ readonly kinds: ReadonlyMap<string, ObjectKind>; readonly foreign: ReadonlySet<string> }> {
  const kinds = new Map<string, ObjectKind>();
  const foreign = new Set<string>();
  const { dn } = await directory.root(connection);
  for await (const page of entriesById(connection, [dn], ids, ['objectClass', 'objectGUID'])) {
    for (const entry of page) {
      const guid = entry.bytes('objectGUID')[0];
      const kind = kindOf(entry);
      if (guid === undefined || kind === null) continue;
      const id = guidFromBytes(guid);
      kinds.set(id, kind);
      if (isForeign(entry)) foreign.add(id);
    }
  }
  return { kinds, foreign };
}

/**
 * Kinds of a page of members. Foreign security principals stay read-only, and so does one whose object
 * cannot be read here: it is a stand-in.
 */
async function describeMembers(
  directory: Directory,
  connection: LdapConnection,
  values: readonly ExtendedDn[],
): Promise<readonly MemberRef[]> {
  const ids = values.map(({ id }) => id).filter((id) => id !== null);
  const { kinds, foreign } = await kindsOf(directory, connection, ids);
  const nameIn = (text: string): string => parseDn(text)?.[0]?.value ?? text;
  // They are named by their SID.
  const names = await namesOfForeign(
    directory,
    connection,
    values.filter(({ id }) => foreign.has(id ?? '')).map((value) => nameIn(value.dn)),
  );
  return values.map((value) => {
    const kind = kinds.get(value.id ?? '');
    if (kind === undefined)
      directory.log.warn({ memberId: value.id }, 'member of another domain or of unknown kind');
    const name = nameIn(value.dn);
    return {
      kind: kind ?? 'contact',
      id: value.id ?? value.dn,
      name: names.get(name) ?? name,
      path: normalPath(value.dn),
      readOnly: kind === undefined || foreign.has(value.id ?? ''),
    };
  });
}

/** Accounts whose primary group this is: members in all but the list, not to be changed here. */
async function* primaryMembers(
  directory: Directory,
  connection: LdapConnection,
  group: Located,
  pageSize: number,
): AsyncGenerator<readonly MemberRef[]> {
  const relative = relativeIdOf(group.entry);
  if (relative === null) return;
  const query = {
    base: (await directory.root(connection)).dn,
    scope: 'sub' as const,
    filter: primaryFilter(relative),
    attributes: ['objectClass', 'objectGUID', 'name'],
    controls: [new ExtendedDnControl(), domainScope()],
  };
  for await (const { entries } of connection.searchPages(query, Math.min(pageSize, 1000))) {
    const found: MemberRef[] = [];
    for (const entry of entries) {
      const guid = entry.bytes('objectGUID')[0];
      if (guid === undefined) continue;
      found.push({
        kind: kindOf(entry) ?? 'user',
        id: guidFromBytes(guid),
        name: entry.text('name') ?? '',
        path: normalPath(parseExtendedDn(entry.dn).dn),
        readOnly: true,
      });
    }
    if (found.length > 0) yield found;
  }
}

/** What accounts name their primary group by. */
export function relativeIdOf(group: Entry): string | null {
  const sid = group.bytes('objectSid')[0];
  return sid === undefined ? null : relativeId(sidFromBytes(sid));
}

export const primaryFilter = (value: string): LdapFilter =>
  new EqualityFilter({ attribute: 'primaryGroupID', value });

/** How an id belongs to a group. */
export interface AmongMembers {
  readonly linked: ReadonlySet<string>;
  /** By primary group: in the group, and not to be removed through its list. */
  readonly primary: ReadonlySet<string>;
}

/** Which of `ids` are in the group now. The back links are asked, so the group's size does not matter. */
export async function among(
  directory: Directory,
  connection: LdapConnection,
  groupId: string,
  ids: readonly string[],
): Promise<AmongMembers> {
  const group = await directory.locate(connection, groupId, ['objectSid']);
  const { dn } = await directory.root(connection);
  const relative = relativeIdOf(group.entry);
  return {
    linked: await matching(
      connection,
      dn,
      ids,
      new EqualityFilter({ attribute: 'memberOf', value: guidDn(groupId) }),
    ),
    primary: relative === null ? new Set() : await matching(connection, dn, ids, primaryFilter(relative)),
  };
}

async function matching(
  connection: LdapConnection,
  base: string,
  ids: readonly string[],
  condition: LdapFilter,
): Promise<ReadonlySet<string>> {
  const matches = new Set<string>();
  const valid = [...new Set(ids.filter(isGuid))];
  for (let start = 0; start < valid.length; start += idsPerSearch) {
    const batch = valid.slice(start, start + idsPerSearch);
    const these = anyOf(
      batch.map((id) => new EqualityFilter({ attribute: 'objectGUID', value: guidToBytes(id) })),
    );
    const found = await connection.search({
      base,
      scope: 'sub',
      filter: allOf([these, condition]),
      attributes: ['objectGUID'],
      controls: [domainScope()],
    });
    for (const entry of found) for (const guid of entry.bytes('objectGUID')) matches.add(guidFromBytes(guid));
  }
  return matches;
}

/** {@link Membership.membersAmong} */
export function membersAmong(
  directory: Directory,
  group: ObjectRef,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  return directory.pool.use(async (connection) => {
    const { linked, primary } = await among(directory, connection, group.id, ids);
    return linked.union(primary);
  });
}

/** {@link Membership.parents}: by link and by primary group. */
export function parents(directory: Directory, ref: ObjectRef): Promise<DirectoryObject[]> {
  return directory.pool.use(async (connection) => {
    const found = await directory.locate(connection, ref.id, ['primaryGroupID']);
    const schema = await directory.schema(connection);
    const { dn } = await directory.root(connection);
    const query = {
      base: dn,
      scope: 'sub' as const,
      filter: allOf([
        kindFilter(['group']),
        anyOf([
          new EqualityFilter({ attribute: 'member', value: guidDn(ref.id) }),
          ...(await primaryGroupOf(directory, connection, found)),
        ]),
      ]),
      attributes: columns(schema, defaultsOf(['group'])),
      controls: [new ExtendedDnControl(), domainScope()],
    };
    const objects: DirectoryObject[] = [];
    for await (const { entries } of connection.searchPages(query, 1000)) {
      for (const entry of entries) {
        const object = toObject(directory, schema, entry, null);
        if (object !== null) objects.push(object);
      }
    }
    return objects;
  });
}

/** The filter that finds the account's primary group; nothing for what has none. */
async function primaryGroupOf(
  directory: Directory,
  connection: LdapConnection,
  account: Located,
): Promise<LdapFilter[]> {
  const relative = account.entry.text('primaryGroupID');
  if (relative === null) return [];
  const { sid } = await directory.root(connection);
  return [new EqualityFilter({ attribute: 'objectSid', value: `${sid}-${relative}` })];
}
