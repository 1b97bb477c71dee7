/** {@link BulkMembership}: the lists of some groups by one search. Whom they name, the caller knows of most. */
import type { KnownObjects, MemberRef, MembersPage } from '../contract.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import type { Dn } from '../ldap-client/dn.ts';
import type { Entry } from '../ldap-client/entry.ts';
import type { Directory, Root } from './directory.ts';
import { listOfEntry, standsIn } from './group-list.ts';
import { toMember } from './members.ts';
import { normalPath, parse } from './names.ts';
import { entriesById, References } from './references.ts';
import { dnOf } from './values.ts';

/** Each list comes whole, however long it is. */
const groupsPerSearch = 20;

interface Listed {
  readonly groupId: string;
  readonly group: Dn;
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
        const listed = entries.flatMap((entry) => listedIn(root, entry));
        for (let from = 0; from < listed.length; from += pageSize) {
          const some = listed.slice(from, from + pageSize);
          yield { groups: [], members: await identified(directory, connection, some, known) };
        }
      }
    }
  });
}

function listedIn({ schema, vendor }: Root, entry: Entry): Listed[] {
  const [groupId, group] = [entry.text(vendor.idAttribute), parse(entry.dn)];
  if (groupId === null || group === null) return [];
  const { attribute, byLogin } = listOfEntry(schema, entry);
  return entry.texts(attribute).map((value) => ({ groupId, group, value, byLogin }));
}

async function identified(
  directory: Directory,
  connection: LdapConnection,
  values: readonly Listed[],
  known: KnownObjects,
): Promise<MembersPage['members']> {
  const references = new References(directory, connection);
  // Each name is taken apart once; there are millions of them.
  const names = new Map<string, { readonly dn: string; readonly parsed: Dn | null; readonly path: string }>();
  const listed = values.filter(({ group, value, byLogin }) => {
    if (byLogin) return true;
    let name = names.get(value);
    if (name === undefined) {
      const dn = dnOf(value);
      name = { dn, parsed: parse(dn), path: normalPath(dn) };
      names.set(value, name);
    }
    return !standsIn(directory, group, name.parsed);
  });
  const logins = new Set(listed.filter(({ byLogin }) => byLogin).map(({ value }) => value));
  const paths = new Set([...names.values()].map(({ path }) => path));
  const ids = paths.size === 0 ? new Map<string, string>() : await known.idsAt([...paths]);
  const knownAs = new Map<string, string>();
  const unknown = new Set<string>();
  for (const { value, byLogin } of listed) {
    const name = byLogin ? undefined : names.get(value);
    if (name === undefined || knownAs.has(value)) continue;
    const id = ids.get(name.path);
    if (id !== undefined && name.parsed !== null && directory.isInside(name.parsed)) knownAs.set(value, id);
    else unknown.add(name.dn);
  }
  const byLogin = await references.withLogins([...logins]);
  const byDn = await references.named([...unknown]);
  return listed.map((one) => {
    const { groupId, value } = one;
    const id = one.byLogin ? undefined : knownAs.get(value);
    if (id !== undefined) return { groupId, id, readOnly: false };
    const member: MemberRef = toMember(
      directory,
      value,
      one.byLogin ? byLogin.get(value) : byDn.get(dnOf(value)),
    );
    return { groupId, id: member.id, readOnly: member.readOnly };
  });
}
