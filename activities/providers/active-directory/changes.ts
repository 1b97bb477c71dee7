/**
 * What changed since a change number of one domain controller (docs/adr/0007).
 *
 * The newest number is read before the objects, so that what changes meanwhile comes again next time.
 */
import { type Filter as LdapFilter, GreaterThanEqualsFilter, NotFilter } from 'ldapts';
import type { DirectoryObject } from '../../../workflows/contracts/directory.ts';
import type { ChangePage, ChangesQuery } from '../contract.ts';
import type { LdapConnection, SearchOptions } from '../ldap-client/connection.ts';
import { formatDn, parseDn } from '../ldap-client/dn.ts';
import type { Entry } from '../ldap-client/entry.ts';
import { allOf } from '../ldap-client/filter.ts';
import { type Cursor, formatCursor, readCursor } from './change-cursor.ts';
import { domainScope, ExtendedDnControl, parseExtendedDn } from './controls.ts';
import { dayMs, deletedSince, deletionLifetimeMs, seesDeletions } from './deleted-objects.ts';
import type { Directory } from './directory.ts';
import { guidDn, guidFromBytes } from './identifiers.ts';
import { kindFilter } from './kinds.ts';
import { columns, completeRanges, defaultsOf, toObject } from './objects.ts';
import { placedAtUsn } from './replication-metadata.ts';
import type { Schema } from './schema.ts';
import { type ServerMark, serverMark } from './server-mark.ts';

/** MaxPageSize of Active Directory: a larger page is a size-limit error. */
const maxPageSize = 1000;

/**
 * {@link Changes.changes}. The controller of the cursor is asked while it answers; what another one
 * counts has nothing to do with it, and is read in full.
 */
export function changes(directory: Directory, query: ChangesQuery): AsyncGenerator<ChangePage> {
  const asked = readCursor(query.cursor);
  return directory.pool.pages(async function* (connection, finish) {
    await directory.root(connection);
    const mark = await serverMark(connection);
    const scope = scopeOf(directory);
    const start = asked !== null && goesOn(asked, mark, scope) ? asked : null;
    const ageMs = start === null ? 0 : Date.now() - start.atMs;
    // Lifetimes are whole days, so most of the time nobody needs to ask.
    const isTooOld = ageMs >= dayMs && ageMs >= (await deletionLifetimeMs(directory, connection));
    const cursor = isTooOld ? null : start;
    const deletions = cursor?.deletions === true || (await seesDeletions(directory));
    const reading = new Reading(directory, connection, await directory.schema(connection), query);
    if (cursor === null) yield* reading.all();
    else yield* reading.since(cursor.usn + 1n, deletions);
    finish();
    const next: Cursor = { ...mark, host: connection.host, scope, deletions, atMs: Date.now() };
    const removed = deletions || cursor === null ? [] : null;
    yield { objects: [], removed, full: cursor === null, cursor: formatCursor(next) };
  }, asked?.host);
}

/** Other settings take in what has not changed since, and let go what has not either. */
const scopeOf = (directory: Directory): string =>
  [...directory.bases().map(formatDn), ...directory.exclusions().map((dn) => `not ${formatDn(dn)}`)].join(
    '\n',
  );

/** The same history of the same server, which is not older than it was, and the same part of it. */
const goesOn = (cursor: Cursor, mark: ServerMark, scope: string): boolean =>
  cursor.service === mark.service &&
  cursor.invocationId === mark.invocationId &&
  cursor.usn <= mark.usn &&
  cursor.scope === scope;

const from = (attribute: 'uSNChanged' | 'uSNCreated', usn: bigint): LdapFilter =>
  new GreaterThanEqualsFilter({ attribute, value: String(usn) });

/** The pages of one answer. */
class Reading {
  readonly #directory: Directory;
  readonly #connection: LdapConnection;
  readonly #schema: Schema;
  readonly #query: ChangesQuery;
  readonly #pageSize: number;

  constructor(directory: Directory, connection: LdapConnection, schema: Schema, query: ChangesQuery) {
    this.#directory = directory;
    this.#connection = connection;
    this.#schema = schema;
    this.#query = query;
    this.#pageSize = Math.min(Math.max(query.pageSize, 1), maxPageSize);
  }

  async *all(): AsyncGenerator<ChangePage> {
    for (const base of this.#directory.bases().map(formatDn)) {
      for await (const { objects } of this.#objects(base, [])) {
        if (objects.length > 0) yield { objects, removed: [], full: true, cursor: null };
      }
    }
  }

  /** @param deletions whether the service account sees them */
  async *since(usn: bigint, deletions: boolean): AsyncGenerator<ChangePage> {
    const page = (objects: readonly DirectoryObject[], removed: readonly string[]): ChangePage => ({
      objects,
      removed: deletions ? removed : null,
      full: false,
      cursor: null,
    });
    const { dn } = await this.#directory.root(this.#connection);
    // Everywhere in the domain: what was moved out of the bases is found where it is now.
    for await (const { objects, outside } of this.#objects(dn, [from('uSNChanged', usn)])) {
      if (objects.length + outside.length > 0) yield page(objects, outside);
    }
    for (const container of await this.#moved(usn)) {
      for await (const { objects, outside } of this.#objects(container, [])) {
        if (objects.length + outside.length > 0) yield page(objects, outside);
      }
    }
    if (!deletions) return;
    for await (const ids of deletedSince(this.#directory, this.#connection, usn, this.#pageSize)) {
      if (ids.length > 0) yield page([], ids);
    }
  }

  async *#objects(
    base: string,
    conditions: readonly LdapFilter[],
  ): AsyncGenerator<{ readonly objects: DirectoryObject[]; readonly outside: string[] }> {
    const { kinds, attributes } = this.#query;
    const wanted = columns(this.#schema, attributes ?? defaultsOf(kinds));
    const search = this.#searchOptions(base, allOf([kindFilter(kinds), ...conditions]), wanted);
    for await (const { entries } of this.#connection.searchPages(search, this.#pageSize)) {
      const objects: DirectoryObject[] = [];
      const outside: string[] = [];
      for (const entry of entries) {
        await completeRanges(this.#connection, entry, wanted);
        const object = toObject(this.#directory, this.#schema, entry, attributes ?? null);
        if (object === null || !kinds.includes(object.kind)) continue;
        if (object.excluded !== true && this.#isInside(entry)) objects.push(object);
        else outside.push(object.id);
      }
      yield { objects, outside };
    }
  }

  /**
   * Containers that are older and stand at another place or under another name since: everything
   * below has another path then, without having changed itself.
   */
  async #moved(usn: bigint): Promise<string[]> {
    const { dn } = await this.#directory.root(this.#connection);
    const filter = allOf([
      kindFilter(['container']),
      from('uSNChanged', usn),
      new NotFilter({ filter: from('uSNCreated', usn) }),
    ]);
    const search = this.#searchOptions(dn, filter, ['objectGUID', 'replPropertyMetaData']);
    const moved: string[] = [];
    for await (const { entries } of this.#connection.searchPages(search, this.#pageSize)) {
      for (const entry of entries) {
        const guid = entry.bytes('objectGUID')[0];
        const placedAt = placedAtUsn(entry.bytes('replPropertyMetaData')[0]);
        // Who may not read when it was placed has to look below.
        if (guid !== undefined && (placedAt === null || placedAt >= usn))
          moved.push(guidDn(guidFromBytes(guid)));
      }
    }
    return moved;
  }

  #searchOptions(base: string, filter: LdapFilter, attributes: readonly string[]): SearchOptions {
    return { base, scope: 'sub', filter, attributes, controls: [new ExtendedDnControl(), domainScope()] };
  }

  #isInside(entry: Entry): boolean {
    const dn = parseDn(parseExtendedDn(entry.dn).dn);
    return dn !== null && this.#directory.isInside(dn);
  }
}
