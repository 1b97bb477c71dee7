/** {@link BulkMembership}: the lists of some groups by one search. Whom they name, the caller knows of most. */
import type { KnownObjects, MemberRef, MembersPage } from '../contract.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import type { Entry } from '../ldap-client/entry.ts';
import type { Directory, Root } from './directory.ts';
import { isPlaceholder, listOfEntry } from './group-list.ts';
import { toMember } from './members.ts';
import { normalPath, parse } from './names.ts';
import { entriesById, References } from './references.ts';
import { dnOf } from './values.ts';

/** Each list comes whole, however long it is. */
const groupsPerSearch = 20;

interface Listed {
  readonly groupId: string;
  readonly value: string;
  readonly byLogin: boolean;
}

/** {@link BulkMembership.membersOfGroups} */
export function membersOfGroups(
  directory: Directory,
  groupIds: readonly string[],
  pageSize: number,
  known: KnownObjects,
): AsyncGenerator<MembersPage> {
  return directory.pool.pages(async function* (connection) {
    const root = await directory.root(connection);
    const { idAttribute } = root.vendor;
    const wanted = [idAttribute, 'objectClass', 'member', 'uniqueMember', 'memberUid'];
    for (let start = 0; start < groupIds.length; start += groupsPerSearch) {
      const ids = groupIds.slice(start, start + groupsPerSearch);
      for await (const entries of entriesById(directory, connection, ids, wanted)) {
        yield { groups: entries.flatMap((entry) => entry.texts(idAttribute)), members: [] };
        const listed = entries.flatMap((entry) => listedIn(directory, root, entry));
        for (let from = 0; from < listed.length; from += pageSize) {
          const some = listed.slice(from, from + pageSize);
          yield { groups: [], members: await identified(directory, connection, some, known) };
        }
      }
    }
  });
}

function listedIn(directory: Directory, { schema, vendor }: Root, entry: Entry): Listed[] {
  const [groupId, dn] = [entry.text(vendor.idAttribute), parse(entry.dn)];
  if (groupId === null || dn === null) return [];
  const { attribute, byLogin } = listOfEntry(schema, entry);
  return entry
    .texts(attribute)
    .filter((value) => byLogin || !isPlaceholder(directory, dn, value))
    .map((value) => ({ groupId, value, byLogin }));
}

async function identified(
  directory: Directory,
  connection: LdapConnection,
  listed: readonly Listed[],
  known: KnownObjects,
): Promise<MembersPage['members']> {
  const references = new References(directory, connection);
  const logins = new Set(listed.filter(({ byLogin }) => byLogin).map(({ value }) => value));
  const dns = new Set(listed.filter(({ byLogin }) => !byLogin).map(({ value }) => dnOf(value)));
  const paths = new Map([...dns].map((dn) => [dn, normalPath(dn)]));
  const ids = dns.size === 0 ? new Map<string, string>() : await known.idsAt([...new Set(paths.values())]);
  const knownAs = (dn: string): string | undefined => {
    const id = ids.get(paths.get(dn) ?? '');
    const parsed = id === undefined ? null : parse(dn);
    return parsed !== null && directory.isInside(parsed) ? id : undefined;
  };
  const byLogin = await references.withLogins([...logins]);
  const byDn = await references.named([...dns].filter((dn) => knownAs(dn) === undefined));
  return listed.map((one) => {
    const { groupId, value } = one;
    const id = one.byLogin ? undefined : knownAs(dnOf(value));
    if (id !== undefined) return { groupId, id, readOnly: false };
    const member: MemberRef = toMember(
      directory,
      value,
      one.byLogin ? byLogin.get(value) : byDn.get(dnOf(value)),
    );
    return { groupId, id: member.id, readOnly: member.readOnly };
  });
}
