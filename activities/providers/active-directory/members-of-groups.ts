/** {@link BulkMembership}: the lists of some groups by one search, and by one more whose primary group they are. */
import type { KnownObjects, MembersPage } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { formatDn } from '../ldap-client/dn.ts';
import type { Entry } from '../ldap-client/entry.ts';
import { anyOf } from '../ldap-client/filter.ts';
import { domainScope, type ExtendedDn, parseExtendedDn } from './controls.ts';
import type { Directory } from './directory.ts';
import { guidFromBytes } from './identifiers.ts';
import { kindsOf, listedFrom, memberRange, primaryFilter, relativeIdOf } from './members.ts';
import { entriesById } from './objects.ts';

/** Each list comes with its first range. */
const groupsPerSearch = 25;

type Members = MembersPage['members'];
interface Group {
  readonly id: string;
  readonly entry: Entry;
}

/** {@link BulkMembership.membersOfGroups} */
export function membersOfGroups(
  directory: Directory,
  groupIds: readonly string[],
  pageSize: number,
  known: KnownObjects,
): AsyncGenerator<MembersPage> {
  return directory.pool.pages(async function* (connection) {
    await directory.root(connection);
    const bases = directory.bases().map(formatDn);
    for (let start = 0; start < groupIds.length; start += groupsPerSearch) {
      const ids = groupIds.slice(start, start + groupsPerSearch);
      const wanted = ['objectGUID', 'objectSid', 'uSNChanged', memberRange(0)];
      for await (const entries of entriesById(connection, bases, ids, wanted)) {
        const groups = entries.flatMap((entry) =>
          entry.bytes('objectGUID').map((guid) => ({ id: guidFromBytes(guid), entry })),
        );
        yield { groups: groups.map(({ id }) => id), members: [] };
        for await (const listed of listedIn(connection, groups)) {
          for (let from = 0; from < listed.length; from += pageSize) {
            const some = listed.slice(from, from + pageSize);
            yield { groups: [], members: await identified(directory, connection, some, known) };
          }
        }
        yield* primaryMembers(directory, connection, groups, pageSize);
      }
    }
  });
}

interface Listed {
  readonly groupId: string;
  readonly value: ExtendedDn;
}

/** First what came with the groups, then the rest of the long lists. */
async function* listedIn(connection: LdapConnection, groups: readonly Group[]): AsyncGenerator<Listed[]> {
  const of = (groupId: string, values: readonly ExtendedDn[]): Listed[] =>
    values.map((value) => ({ groupId, value }));
  yield groups.flatMap(({ id, entry }) => of(id, entry.texts('member').map(parseExtendedDn)));
  for (const { id, entry } of groups) {
    const rest = listedFrom(connection, id, entry.nextIndex('member'), entry.text('uSNChanged'));
    try {
      for await (const values of rest) yield of(id, values);
    } catch (error) {
      if (!(error instanceof ProviderError) || error.code !== 'object.notFound') throw error;
      // A part of it has been given out; the next try does not find it.
      throw new ProviderError(
        'provider.unavailable',
        'A group was removed while it was being read. Muster tries again.',
        { cause: error },
      );
    }
  }
}

async function identified(
  directory: Directory,
  connection: LdapConnection,
  listed: readonly Listed[],
  known: KnownObjects,
): Promise<Members> {
  const ids = [...new Set(listed.map(({ value }) => value.id).filter((id) => id !== null))];
  const own = await known.ownAmong(ids);
  const strangers = ids.filter((id) => !own.has(id));
  const { kinds, foreign } = await kindsOf(directory, connection, strangers);
  return listed.map(({ groupId, value: { id, dn } }) => ({
    groupId,
    id: id ?? dn,
    readOnly: id === null || !(own.has(id) || (kinds.has(id) && !foreign.has(id))),
  }));
}

/** Accounts whose primary group one of these is: members in all but the list, not to be changed here. */
async function* primaryMembers(
  directory: Directory,
  connection: LdapConnection,
  groups: readonly Group[],
  pageSize: number,
): AsyncGenerator<MembersPage> {
  const byRelativeId = new Map(
    groups.flatMap(({ id, entry }) => {
      const relative = relativeIdOf(entry);
      return relative === null ? [] : [[relative, id] as const];
    }),
  );
  if (byRelativeId.size === 0) return;
  const query = {
    base: (await directory.root(connection)).dn,
    scope: 'sub' as const,
    filter: anyOf([...byRelativeId.keys()].map(primaryFilter)),
    attributes: ['objectGUID', 'primaryGroupID'],
    controls: [domainScope()],
  };
  for await (const { entries } of connection.searchPages(query, Math.min(pageSize, 1000))) {
    const members = entries.flatMap((entry) => {
      const [guid, groupId] = [
        entry.bytes('objectGUID')[0],
        byRelativeId.get(entry.text('primaryGroupID') ?? ''),
      ];
      return guid === undefined || groupId === undefined
        ? []
        : [{ groupId, id: guidFromBytes(guid), readOnly: true }];
    });
    if (members.length > 0) yield { groups: [], members };
  }
}
