/** Who is in a group, and in which groups somebody is. [groups 3.10] */
import type { DirectoryObject, ObjectRef } from '../../../workflows/contracts/directory.ts';
import type { MemberRef } from '../contract.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { formatDn } from '../ldap-client/dn.ts';
import type { Entry } from '../ldap-client/entry.ts';
import { allOf, anyOf } from '../ldap-client/filter.ts';
import type { Directory } from './directory.ts';
import { isPlaceholder, listedAmong, listOfEntry } from './group-list.ts';
import { kindFilter } from './kinds.ts';
import { normalPath, parse } from './names.ts';
import { columns, defaultsOf, objectsOf } from './objects.ts';
import { References, type Target, targetColumns } from './references.ts';
import { dnOf, listing } from './values.ts';

const pageOfGroups = 500;
/** Objects per search for the groups above them. */
const atOnce = 50;

/** {@link Membership.members}. The list comes in one answer, so it is of one moment; what it names is looked up page by page. */
export function members(
  directory: Directory,
  group: ObjectRef,
  pageSize: number,
): AsyncGenerator<readonly MemberRef[]> {
  return directory.pool.pages(async function* (connection) {
    const { schema } = await directory.root(connection);
    const found = await directory.locate(connection, group.id, [
      ...['objectClass', 'member', 'uniqueMember', 'memberUid'],
    ]);
    const list = listOfEntry(schema, found.entry);
    const values = found.entry
      .texts(list.attribute)
      .filter((value) => list.byLogin || !isPlaceholder(directory, found.dn, value));
    for (let start = 0; start < values.length; start += pageSize) {
      const some = values.slice(start, start + pageSize);
      const references = new References(directory, connection);
      const targets = list.byLogin
        ? await references.withLogins(some)
        : await references.named(some.map(dnOf));
      yield some.map((value) => toMember(directory, value, targets.get(list.byLogin ? value : dnOf(value))));
    }
  });
}

/** A value whose object is gone, or outside of the bases, is shown as it stands: it is neither dropped nor cleaned up. */
export function toMember(directory: Directory, value: string, target: Target | null | undefined): MemberRef {
  if (target === null || target === undefined || target.kind === null) {
    directory.log.warn(
      { value },
      'a group lists somebody who is not in the directory, or outside of the store',
    );
    const dn = parse(dnOf(value));
    return {
      kind: 'contact',
      id: value,
      name: dn?.[0]?.value ?? value,
      path: normalPath(value),
      readOnly: true,
    };
  }
  return {
    kind: target.kind,
    id: target.id,
    name: target.name,
    path: formatDn(target.dn),
    readOnly: false,
  };
}

/** {@link Membership.membersAmong} */
export function membersAmong(
  directory: Directory,
  group: ObjectRef,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  return directory.pool.use(async (connection) => {
    const { schema } = await directory.root(connection);
    const found = await directory.locate(connection, group.id, ['objectClass']);
    const targets = await new References(directory, connection).withIds(ids);
    return listedAmong(connection, found, listOfEntry(schema, found.entry), targets.values());
  });
}

/** {@link Membership.parents}. `memberOf` is not asked: where it exists it may be incomplete. */
export function parents(directory: Directory, ref: ObjectRef): Promise<DirectoryObject[]> {
  return directory.pool.use(async (connection) => {
    const root = await directory.root(connection);
    await directory.locate(connection, ref.id);
    const targets = await new References(directory, connection).withIds([ref.id]);
    const wanted = columns(root, defaultsOf(root, ['group']));
    const entries = await holding(directory, connection, [...targets.values()], wanted);
    const groups = await objectsOf(directory, connection, entries, null);
    // A group that stands in its own empty list is no member of itself.
    return groups.filter(({ kind, id }) => kind === 'group' && id !== ref.id);
  });
}

/** {@link Membership.effectiveGroups}: level by level, each group once, so it ends on cycles. */
export function effectiveGroups(directory: Directory, ref: ObjectRef): Promise<ReadonlySet<string>> {
  return directory.pool.use(async (connection) => {
    const { vendor } = await directory.root(connection);
    await directory.locate(connection, ref.id);
    const all = new Set<string>();
    let level = [...(await new References(directory, connection).withIds([ref.id])).values()];
    while (level.length > 0) {
      const above: Target[] = [];
      for (let start = 0; start < level.length; start += atOnce) {
        const some = level.slice(start, start + atOnce);
        for (const entry of await holding(directory, connection, some, targetColumns(vendor.idAttribute))) {
          const id = entry.text(vendor.idAttribute);
          const dn = parse(entry.dn);
          if (id === null || dn === null || all.has(id) || isOnlyItself(some, id)) continue;
          all.add(id);
          above.push({ id, dn, dnText: entry.dn, kind: 'group', name: '', logins: [] });
        }
      }
      level = above;
    }
    return all;
  });
}

/** The object the walk began with is found again only by the placeholder in its own list, or by a cycle that names others too. */
const isOnlyItself = (level: readonly Target[], id: string): boolean =>
  level.length === 1 && level[0]?.id === id;

async function holding(
  directory: Directory,
  connection: LdapConnection,
  objects: readonly Target[],
  attributes: readonly string[],
): Promise<Entry[]> {
  if (objects.length === 0) return [];
  const found: Entry[] = [];
  const filter = allOf([kindFilter(['group']), anyOf(objects.map(listing))]);
  for (const base of directory.bases().map(formatDn)) {
    const pages = connection.searchPages({ base, scope: 'sub', filter, attributes }, pageOfGroups);
    for await (const { entries } of pages) found.push(...entries);
  }
  return found;
}
