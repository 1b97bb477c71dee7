/**
 * What changed since a moment, by `modifyTimestamp` (docs/adr/0006). Every server keeps it; removals
 * leave no trace, so the caller compares ids.
 */
import { GreaterThanEqualsFilter, LessThanEqualsFilter } from 'ldapts';
import type { ChangePage, ChangesQuery } from '../contract.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { formatDn } from '../ldap-client/dn.ts';
import { allOf } from '../ldap-client/filter.ts';
import { identityOf } from './discover.ts';
import type { Directory } from './directory.ts';
import { kindFilter } from './kinds.ts';
import { columns, defaultsOf, objectsOf } from './objects.ts';
import { References } from './references.ts';
import { timeFromDirectory, timeToDirectory } from './values.ts';

const maxPageSize = 500;
/** A change made at another server carries that server's time and may arrive here later. */
const lateMs = 5 * 60_000;

interface Cursor {
  readonly directory: string;
  /** The newest change seen, as the server writes times. */
  readonly since: string;
  /** When Muster first saw it, in ms by its own clock. */
  readonly seenAtMs: number;
}

const column = 'modifyTimestamp';
const created = 'createTimestamp';

export function changes(directory: Directory, query: ChangesQuery): AsyncGenerator<ChangePage> {
  return directory.pool.pages(async function* (connection, finish) {
    const root = await directory.root(connection);
    const identity = await identityOf(directory, connection, root);
    const cursor = readCursor(query.cursor, identity);
    const start = cursor === null ? null : startOf(cursor);
    const from = start === null || (await containersChanged(directory, connection, start)) ? null : start;
    const full = from === null;
    const native = from === null ? [] : [new GreaterThanEqualsFilter({ attribute: column, value: from })];
    const kinds = new Set(query.kinds);
    const wanted = [...columns(root, query.attributes ?? defaultsOf(root, query.kinds)), column];
    const references = new References(directory, connection);
    const seenBefore = directory.newestChange;
    let newest = cursor?.since ?? '';
    for (const base of directory.bases().map(formatDn)) {
      const filter = allOf([kindFilter(query.kinds), ...native]);
      const size = Math.min(Math.max(query.pageSize, 1), maxPageSize);
      for await (const { entries } of connection.searchPages(
        { base, scope: 'sub', filter, attributes: wanted },
        size,
      )) {
        for (const entry of entries) {
          const time = entry.text(column) ?? '';
          if (time > newest) newest = time;
        }
        const objects = (
          await objectsOf(directory, connection, entries, query.attributes ?? null, references)
        ).filter((object) => kinds.has(object.kind));
        if (objects.length > 0) yield { objects, removed: null, full, cursor: null };
      }
    }
    finish();
    // There are none of these kinds. What comes is no older than what the server had changed of others by then;
    // without any time everything would be read, and nothing found, each time.
    if (newest === '') newest = seenBefore;
    if (newest > directory.newestChange) directory.newestChange = newest;
    const seenAtMs = newest === cursor?.since ? cursor.seenAtMs : Date.now();
    const next: Cursor = { directory: identity, since: newest, seenAtMs };
    yield { objects: [], removed: null, full, cursor: JSON.stringify(next) };
  });
}

/** Null for one that is not this directory's: then everything is read. */
function readCursor(text: string | null, identity: string): Cursor | null {
  if (text === null) return null;
  try {
    const cursor = JSON.parse(text) as Partial<Cursor>;
    const { directory, since, seenAtMs } = cursor;
    if (directory !== identity || typeof since !== 'string' || typeof seenAtMs !== 'number') return null;
    return { directory, since, seenAtMs };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/**
 * Times have whole seconds, so the last second is always read again; a while longer, changes of other
 * servers may still arrive that are older. Null where the cursor holds no time.
 */
function startOf({ since, seenAtMs }: Cursor): string | null {
  const time = Date.parse(timeFromDirectory(since));
  if (Number.isNaN(time)) return null;
  const settled = Date.now() - seenAtMs > lateMs;
  return timeToDirectory(new Date(settled ? time : time - lateMs).toISOString());
}

/**
 * Whether a container that is older was changed since. It may have been renamed or moved, which gives
 * everything below another place without touching it.
 */
async function containersChanged(
  directory: Directory,
  connection: LdapConnection,
  from: string,
): Promise<boolean> {
  const filter = allOf([
    kindFilter(['container']),
    new GreaterThanEqualsFilter({ attribute: column, value: from }),
    new LessThanEqualsFilter({ attribute: created, value: from }),
  ]);
  for (const base of directory.bases().map(formatDn)) {
    const found = await connection.search({ base, scope: 'sub', filter, attributes: [created, column] });
    // One that was only made, in the very second the cursor ends in, has below it what came later still.
    if (found.some((entry) => entry.text(created) !== entry.text(column))) return true;
  }
  return false;
}
