/** Entries as objects of the contract. */
import {
  type DirectoryObject,
  type ObjectKind,
  objectKinds,
  type ObjectRef,
} from '../../../workflows/contracts/directory.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import type { Entry } from '../ldap-client/entry.ts';
import { isDisabled } from './account.ts';
import type { Directory, Root } from './directory.ts';
import { kindOf } from './kinds.ts';
import { normalPathOf, parseFirst } from './names.ts';
import { entriesById, nameOf, References, targetColumns } from './references.ts';
import type { LdapAttribute } from './schema.ts';
import { decode, dnOf, type IdOf, mustKnow } from './values.ts';
import { defaultAttributes, vocabulary } from './vocabulary.ts';

/** What to ask the server for, so that `objectsOf` can answer for `attributes`. */
export function columns({ schema, vendor }: Root, attributes: readonly string[]): string[] {
  const names = new Set([...targetColumns(vendor.idAttribute), vocabulary.displayName]);
  if (vendor.accountLock !== null) names.add(vendor.accountLock.attribute);
  for (const attribute of attributes) {
    // Asking for what does not exist would be answered with nothing, as if it were empty.
    const { name } = mustKnow(schema, attribute);
    if (name !== vocabulary.member) names.add(name);
  }
  return [...names];
}

/** Default attributes that this directory's schema has. */
export const defaultsOf = ({ schema }: Root, kinds: readonly ObjectKind[]): string[] =>
  [...new Set(kinds.flatMap((kind) => defaultAttributes[kind]))].filter(
    (name) => schema.attribute(name) !== null,
  );

/**
 * A page of entries as objects; those of no kind the contract knows are left out. What they refer to
 * is looked up for the page as a whole.
 * @param attributes null for the defaults of each kind
 */
export async function objectsOf(
  directory: Directory,
  connection: LdapConnection,
  entries: readonly Entry[],
  attributes: readonly string[] | null,
  references = new References(directory, connection),
): Promise<DirectoryObject[]> {
  const root = await directory.root(connection);
  const referring = (attributes ?? defaultsOf(root, objectKinds))
    .map((name) => mustKnow(root.schema, name))
    .filter(({ type, name }) => type === 'reference' && name !== vocabulary.member);
  const dns = entries.flatMap((entry) => referring.flatMap(({ name }) => entry.texts(name).map(dnOf)));
  const targets = await references.named(dns);
  const idOf: IdOf = (dn) => targets.get(dn)?.id ?? null;
  const known = new Map<ObjectKind, Wanted>();
  const wantedOf = (kind: ObjectKind): Wanted => {
    let wanted = known.get(kind);
    if (wanted === undefined) {
      wanted = (attributes ?? defaultsOf(root, [kind])).map((name) => [name, mustKnow(root.schema, name)]);
      known.set(kind, wanted);
    }
    return wanted;
  };
  return entries.map((entry) => toObject(root, entry, wantedOf, idOf)).filter((object) => object !== null);
}

/** Attributes by the name they were asked for. */
type Wanted = readonly (readonly [name: string, info: LdapAttribute])[];

function toObject(
  root: Root,
  entry: Entry,
  wantedOf: (kind: ObjectKind) => Wanted,
  idOf: IdOf,
): DirectoryObject | null {
  const kind = kindOf(entry);
  const id = entry.text(root.vendor.idAttribute);
  const path = normalPathOf(entry.dn);
  if (kind === null || id === null || path === null) return null;
  const name = nameOf(entry, parseFirst(entry.dn));
  const values: Record<string, readonly string[]> = {};
  for (const [attribute, info] of wantedOf(kind)) {
    const found = decoded(info, entry, idOf);
    if (found.length > 0) values[attribute] = found;
  }
  return {
    kind,
    id,
    name,
    displayName: entry.text(vocabulary.displayName) ?? name,
    path,
    enabled: kind !== 'user' || !isDisabled(root.vendor, entry),
    attributes: values,
  };
}

/** The values of one attribute. Members are never among them. */
export const valuesOf = (root: Root, entry: Entry, attribute: string, idOf: IdOf): readonly string[] =>
  decoded(mustKnow(root.schema, attribute), entry, idOf);

const decoded = (info: LdapAttribute, entry: Entry, idOf: IdOf): readonly string[] =>
  info.name === vocabulary.member ? [] : entry.bytes(info.name).map((value) => decode(info, value, idOf));

/** {@link Read.read} */
export function readObjects(
  directory: Directory,
  refs: readonly ObjectRef[],
  attributes?: readonly string[],
): Promise<DirectoryObject[]> {
  if (refs.length === 0) return Promise.resolve([]);
  return directory.pool.use(async (connection) => {
    const root = await directory.root(connection);
    const wanted = columns(root, attributes ?? defaultsOf(root, objectKinds));
    const references = new References(directory, connection);
    const objects: DirectoryObject[] = [];
    const ids = refs.map(({ id }) => id);
    for await (const page of entriesById(directory, connection, ids, wanted)) {
      objects.push(...(await objectsOf(directory, connection, page, attributes ?? null, references)));
    }
    return objects;
  });
}
