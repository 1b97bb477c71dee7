/** Between ids, which the contract speaks, and the DNs and names that entries hold. */
import { EqualityFilter } from 'ldapts';
import { type ObjectKind } from '../../../workflows/contracts/directory.ts';
import { ProviderError } from '../contract.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { type Dn, formatDn, type Rdn } from '../ldap-client/dn.ts';
import type { Entry } from '../ldap-client/entry.ts';
import { allOf, anyOf } from '../ldap-client/filter.ts';
import { type Directory, searchBase } from './directory.ts';
import { kindFilter, kindOf } from './kinds.ts';
import { namedBy, parse } from './names.ts';
import { vocabulary } from './vocabulary.ts';

/** An object as others refer to it. */
export interface Target {
  readonly id: string;
  readonly kind: ObjectKind | null;
  readonly name: string;
  readonly dn: Dn;
  readonly dnText: string;
  /** Its login names, by which POSIX groups list it. */
  readonly logins: readonly string[];
}

/** Questions under way at once on one connection, and ids per question. */
const atOnce = 32;
const idsPerSearch = 200;

/** Everything needed to say what an entry is. */
export const targetColumns = (idAttribute: string): string[] => ['objectClass', idAttribute, 'cn', 'uid'];

/** The name people know an object by: its `cn`, the one that names it where it has several. */
export function nameOf(entry: Entry, first: Rdn | undefined): string {
  return namedBy(first, vocabulary.name) ?? entry.text(vocabulary.name) ?? first?.value ?? entry.dn;
}

function toTarget(entry: Entry, idAttribute: string): Target | null {
  const id = entry.text(idAttribute);
  const dn = parse(entry.dn);
  if (id === null || dn === null) return null;
  return {
    id,
    dn,
    dnText: entry.dn,
    kind: kindOf(entry),
    name: nameOf(entry, dn[0]),
    logins: entry.texts(vocabulary.loginName),
  };
}

/** Looks names up, each once; lives as long as one operation. */
export class References {
  readonly #directory: Directory;
  readonly #connection: LdapConnection;
  readonly #byDn = new Map<string, Target | null>();

  constructor(directory: Directory, connection: LdapConnection) {
    this.#directory = directory;
    this.#connection = connection;
  }

  /**
   * What these DNs name, in the bases; null for a DN whose object is not there (a dangling reference)
   * or lies outside. The server compares, so every spelling of a DN finds its object.
   */
  async named(dns: readonly string[]): Promise<ReadonlyMap<string, Target | null>> {
    const unknown = [...new Set(dns)].filter((dn) => !this.#byDn.has(dn));
    const { vendor } = await this.#directory.root(this.#connection);
    const look = async (text: string): Promise<void> => {
      const dn = parse(text);
      const inside = dn !== null && dn.length > 0 && this.#directory.isInside(dn);
      const [entry] = inside
        ? await searchBase(this.#connection, text, targetColumns(vendor.idAttribute))
        : [];
      this.#byDn.set(text, entry === undefined ? null : toTarget(entry, vendor.idAttribute));
    };
    for (let start = 0; start < unknown.length; start += atOnce) {
      await Promise.all(unknown.slice(start, start + atOnce).map(look));
    }
    return this.#byDn;
  }

  /** The objects of these ids; ids of nothing are absent. */
  async withIds(ids: readonly string[]): Promise<Map<string, Target>> {
    const { vendor } = await this.#directory.root(this.#connection);
    const found = new Map<string, Target>();
    for await (const page of entriesById(
      this.#directory,
      this.#connection,
      ids,
      targetColumns(vendor.idAttribute),
    )) {
      for (const entry of page) {
        const target = toTarget(entry, vendor.idAttribute);
        if (target !== null) found.set(target.id, target);
      }
    }
    return found;
  }

  /** Those who sign in with these names; a name that several have is nobody's. */
  async withLogins(logins: readonly string[]): Promise<ReadonlyMap<string, Target>> {
    const { vendor } = await this.#directory.root(this.#connection);
    const found = new Map<string, Target | null>();
    for (let start = 0; start < logins.length; start += idsPerSearch) {
      const names = logins.slice(start, start + idsPerSearch);
      const filter = allOf([
        kindFilter(['user']),
        anyOf(names.map((value) => new EqualityFilter({ attribute: vocabulary.loginName, value }))),
      ]);
      for (const base of this.#directory.bases().map(formatDn)) {
        const query = { base, scope: 'sub' as const, filter, attributes: targetColumns(vendor.idAttribute) };
        for (const entry of await this.#connection.search(query)) {
          const target = toTarget(entry, vendor.idAttribute);
          if (target === null) continue;
          // POSIX names are compared exactly.
          for (const login of target.logins) found.set(login, found.has(login) ? null : target);
        }
      }
    }
    return new Map([...found].filter((pair): pair is [string, Target] => pair[1] !== null));
  }

  /**
   * Every id names an object below the bases.
   * @throws `object.notFound`
   */
  async required(ids: readonly string[]): Promise<ReadonlyMap<string, Target>> {
    const found = await this.withIds(ids);
    const missing = [...new Set(ids)].filter((id) => !found.has(id));
    if (missing.length === 0) return found;
    throw new ProviderError(
      'object.notFound',
      `${missing.length === 1 ? 'An object that should be linked is' : `${missing.length} objects that should be linked are`} not in the directory, or outside of what this store manages.`,
      { detail: `no object with id ${missing.slice(0, 20).join(', ')}` },
    );
  }
}

/** Entries by id in batches, searched below each base: an id of something outside finds nothing. */
export async function* entriesById(
  directory: Directory,
  connection: LdapConnection,
  ids: readonly string[],
  attributes: readonly string[],
): AsyncGenerator<Entry[]> {
  const { vendor } = await directory.root(connection);
  const valid = [...new Set(ids)].filter((id) => vendor.idPattern.test(id));
  for (let start = 0; start < valid.length; start += idsPerSearch) {
    const filter = anyOf(
      valid
        .slice(start, start + idsPerSearch)
        .map((value) => new EqualityFilter({ attribute: vendor.idAttribute, value })),
    );
    const found: Entry[] = [];
    for (const base of directory.bases().map(formatDn)) {
      found.push(...(await connection.search({ base, scope: 'sub', filter, attributes })));
    }
    yield found;
  }
}
