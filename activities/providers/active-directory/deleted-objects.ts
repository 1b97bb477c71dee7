/** What was deleted, as far as the directory still knows it: tombstones, and what lies in the recycle bin. */
import { AndFilter, EqualityFilter, GreaterThanEqualsFilter } from 'ldapts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { formatDn } from '../ldap-client/dn.ts';
import type { Entry } from '../ldap-client/entry.ts';
import { everything } from '../ldap-client/filter.ts';
import { isFailure, resultCode } from '../ldap-client/failure.ts';
import { domainScope, ExtendedDnControl, showDeleted } from './controls.ts';
import { type Directory, searchBase } from './directory.ts';
import { domainDn } from './domain-dn.ts';
import { guidDn, guidFromBytes, isGuid } from './identifiers.ts';

export const dayMs = 24 * 3_600_000;
/** Where the lifetime of a tombstone is not configured, it has the one of the first release (MS-ADTS 6.1.5.2). */
const oldestLifetimeDays = 60;

const container = (directory: Directory): string =>
  formatDn([{ type: 'CN', value: 'Deleted Objects' }, ...domainDn(directory.settings.domain)]);

/** Ids of what was deleted from a change number on, in pages. */
export async function* deletedSince(
  directory: Directory,
  connection: LdapConnection,
  usn: bigint,
  pageSize: number,
): AsyncGenerator<string[]> {
  const query = {
    base: container(directory),
    scope: 'one' as const,
    filter: new AndFilter({
      filters: [
        new EqualityFilter({ attribute: 'isDeleted', value: 'TRUE' }),
        new GreaterThanEqualsFilter({ attribute: 'uSNChanged', value: String(usn) }),
      ],
    }),
    attributes: ['objectGUID'],
    controls: [showDeleted(), domainScope()],
  };
  for await (const { entries } of connection.searchPages(query, pageSize)) {
    yield entries.flatMap((entry) => entry.bytes('objectGUID').map(guidFromBytes));
  }
}

/**
 * Whether the service account sees tombstones at all. The container alone proves nothing: it may be
 * visible while what is in it is not.
 */
export async function seesDeletions(directory: Directory): Promise<boolean> {
  // Left at its first page, on a connection of its own.
  const pages = directory.pool.pages((connection) => deletedSince(directory, connection, 1n, 1));
  for await (const ids of pages) if (ids.length > 0) return true;
  return false;
}

/** How long a deletion can be seen: a day or more. */
export async function deletionLifetimeMs(directory: Directory, connection: LdapConnection): Promise<number> {
  const { configurationDn } = await directory.root(connection);
  const [service] = await searchBase(
    connection,
    `CN=Directory Service,CN=Windows NT,CN=Services,${configurationDn}`,
    ['tombstoneLifetime', 'msDS-DeletedObjectLifetime'],
  );
  const tombstones = service?.integer('tombstoneLifetime') ?? oldestLifetimeDays;
  const days = Math.min(tombstones, service?.integer('msDS-DeletedObjectLifetime') ?? tombstones);
  return days * dayMs;
}

/** A deleted object by its id; null when the directory has forgotten it, or when it is not deleted. */
export async function findDeleted(
  connection: LdapConnection,
  id: string,
  attributes: readonly string[],
): Promise<Entry | null> {
  if (!isGuid(id)) return null;
  try {
    const [entry] = await connection.search({
      base: guidDn(id),
      scope: 'base',
      filter: everything(),
      attributes: [...attributes, 'isDeleted'],
      controls: [showDeleted(), new ExtendedDnControl(), domainScope()],
    });
    return entry?.text('isDeleted') === 'TRUE' ? entry : null;
  } catch (error) {
    if (isFailure(error, resultCode.noSuchObject)) return null;
    throw error;
  }
}
