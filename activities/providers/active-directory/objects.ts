/** Directory entries as objects of the contract. */
import { EqualityFilter } from 'ldapts';
import {
  type DirectoryObject,
  type ObjectKind,
  objectKinds,
  type ObjectRef,
} from '../../../workflows/contracts/directory.ts';
import { ProviderError } from '../contract.ts';
import { anyOf } from '../ldap-client/filter.ts';
import { domainScope, ExtendedDnControl, parseExtendedDn } from './controls.ts';
import { type Directory, searchBase } from './directory.ts';
import { formatDn, parseDn } from '../ldap-client/dn.ts';
import type { Entry } from '../ldap-client/entry.ts';
import { categoryOf, scopeOf } from './group-type.ts';
import { guidDn, guidFromBytes, guidToBytes, isGuid } from './identifiers.ts';
import { kindOf } from './kinds.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { protectionAttributes, protectionOf } from './protection.ts';
import { hasMailboxOf, recipientType } from './recipient-type.ts';
import type { Schema } from './schema.ts';
import { decode } from './values.ts';
import { defaultAttributes, hasMailbox, virtualAttributes, vocabulary } from './vocabulary.ts';

/** ACCOUNTDISABLE of `userAccountControl` (MS-ADTS 2.2.16). */
export const accountDisabled = 0x2;
/** Ids per search by id: about 10 KB of filter. */
const idsPerSearch = 200;

/** Read of every object, whatever was asked for. */
const always = [
  'objectClass',
  'objectGUID',
  'name',
  'displayName',
  'userAccountControl',
  ...protectionAttributes,
];

/** What to ask the server for, so that `toObject` can answer for `attributes`. */
export function columns(schema: Schema, attributes: readonly string[]): string[] {
  const names = new Set(always);
  for (const attribute of attributes) {
    const info = schema.attribute(attribute);
    // Asking for what does not exist would be answered with nothing, as if it were empty.
    if (info === null) {
      throw new ProviderError(
        'value.invalid',
        `Active Directory has no attribute ${JSON.stringify(attribute)}.`,
        {
          attributes: [attribute],
        },
      );
    }
    if (info.name === vocabulary.member) continue;
    if (info.name === hasMailbox) {
      if (schema.knowsMailboxes) names.add(recipientType);
      continue;
    }
    names.add(isVirtual(info.name) ? 'groupType' : info.name);
  }
  return [...names];
}

export const isVirtual = (name: string): boolean =>
  (Object.values(virtualAttributes) as string[]).includes(name);

/** Null for entries of no kind the contract knows. */
export function toObject(
  directory: Directory,
  schema: Schema,
  entry: Entry,
  attributes: readonly string[] | null,
): DirectoryObject | null {
  const kind = kindOf(entry);
  const guid = entry.bytes('objectGUID')[0];
  if (kind === null || guid === undefined) return null;
  const path = parseExtendedDn(entry.dn).dn;
  const dn = parseDn(path);
  const name = entry.text('name') ?? '';
  const flags = entry.integer('userAccountControl') ?? 0;
  const values: Record<string, readonly string[]> = {};
  for (const attribute of attributes ?? defaultAttributes[kind]) {
    const found = valuesOf(schema, entry, attribute);
    if (found.length > 0) values[attribute] = found;
  }
  const protection = protectionOf(entry, path);
  return {
    kind,
    id: guidFromBytes(guid),
    name,
    displayName: entry.text('displayName') ?? name,
    path: dn === null ? path : formatDn(dn),
    enabled: kind === 'user' ? (flags & accountDisabled) === 0 : true,
    ...(protection === null ? {} : { protection }),
    ...(dn !== null && directory.isExcluded(dn) ? { excluded: true as const } : {}),
    attributes: values,
  };
}

/** One spelling of a DN, whichever escapes the server chose. */
export function normalPath(text: string): string {
  const dn = parseDn(text);
  return dn === null ? text : formatDn(dn);
}

/** The values of one attribute, the virtual ones included. */
export function valuesOf(schema: Schema, entry: Entry, attribute: string): readonly string[] {
  const info = schema.attribute(attribute);
  if (info === null || info.name === vocabulary.member) return [];
  if (isVirtual(info.name)) {
    const groupType = entry.integer('groupType');
    if (groupType === null) return [];
    const value = info.name === virtualAttributes.category ? categoryOf(groupType) : scopeOf(groupType);
    return value === null ? [] : [value];
  }
  if (info.name === hasMailbox) {
    const known = schema.knowsMailboxes ? hasMailboxOf(entry) : null;
    return known === null ? [] : [String(known)];
  }
  return entry.bytes(info.name).map((value) => decode(info, value));
}

/** All default attributes of these kinds. */
export const defaultsOf = (kinds: readonly ObjectKind[]): string[] => [
  ...new Set(kinds.flatMap((kind) => defaultAttributes[kind])),
];

/**
 * Entries by id in batches, searched below each base: an id of something outside finds nothing.
 * @param bases DNs to search below
 */
export async function* entriesById(
  connection: LdapConnection,
  bases: readonly string[],
  ids: readonly string[],
  attributes: readonly string[],
): AsyncGenerator<Entry[]> {
  const valid = [...new Set(ids.filter(isGuid))];
  for (let start = 0; start < valid.length; start += idsPerSearch) {
    const batch = valid.slice(start, start + idsPerSearch);
    const filter = anyOf(
      batch.map((id) => new EqualityFilter({ attribute: 'objectGUID', value: guidToBytes(id) })),
    );
    const found: Entry[] = [];
    for (const base of bases) {
      const controls = [new ExtendedDnControl(), domainScope()];
      found.push(...(await connection.search({ base, scope: 'sub', filter, attributes, controls })));
    }
    yield found;
  }
}

/** {@link Read.read} */
export function readObjects(
  directory: Directory,
  refs: readonly ObjectRef[],
  attributes?: readonly string[],
): Promise<DirectoryObject[]> {
  if (refs.length === 0) return Promise.resolve([]);
  return directory.pool.use(async (connection) => {
    await directory.root(connection);
    const schema = await directory.schema(connection);
    const ids = [...new Set(refs.map(({ id }) => id))];
    const wanted = columns(schema, attributes ?? defaultsOf(objectKinds));
    const objects: DirectoryObject[] = [];
    const bases = directory.bases().map(formatDn);
    for await (const page of entriesById(connection, bases, ids, wanted)) {
      for (const entry of page) {
        await completeRanges(connection, entry, wanted);
        const object = toObject(directory, schema, entry, attributes ?? null);
        if (object !== null) objects.push(object);
      }
    }
    return objects;
  });
}

/** Reads on where the server sent only the first part of an attribute's values (MaxValRange). */
export async function completeRanges(
  connection: LdapConnection,
  entry: Entry,
  attributes: readonly string[],
): Promise<void> {
  for (const attribute of attributes) {
    for (let next = entry.nextIndex(attribute); next !== null; next = entry.nextIndex(attribute)) {
      const guid = entry.bytes('objectGUID')[0];
      const base = guid === undefined ? parseExtendedDn(entry.dn).dn : guidDn(guidFromBytes(guid));
      const [more] = await searchBase(connection, base, [`${attribute};range=${next}-*`]);
      if (more === undefined || more.bytes(attribute).length === 0) {
        throw new ProviderError(
          'provider.unavailable',
          'An object changed while it was being read. Muster tries again.',
        );
      }
      entry.append(attribute, more);
    }
  }
}
