/** {@link Restore.restore}: what was deleted comes back under its id (MS-ADTS 3.1.1.5.3.7, docs/adr/0007). */
import type { DirectoryObject, ObjectRef } from '../../../workflows/contracts/directory.ts';
import { ProviderError } from '../contract.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { type Dn, formatDn, parseDn } from '../ldap-client/dn.ts';
import type { Entry } from '../ldap-client/entry.ts';
import { isFailure, resultCode } from '../ldap-client/failure.ts';
import { modification } from '../ldap-client/modification.ts';
import { parseExtendedDn, showDeleted } from './controls.ts';
import { placeTaken } from './create.ts';
import { findDeleted } from './deleted-objects.ts';
import { type Directory, searchBase } from './directory.ts';
import { columns, defaultsOf, toObject } from './objects.ts';

/** Containers in containers that are restored along. */
const maxDepth = 20;
/** Stands between the name an object had and the id, in the name it gets when it is deleted. */
const deletedMark = '\nDEL:';

/** The containers it was in come back with it, where they were deleted too. */
export function restore(directory: Directory, ref: ObjectRef): Promise<DirectoryObject> {
  return directory.pool.use(async (connection) => {
    await directory.root(connection);
    await bringBack(directory, connection, ref.id, 0);
    const schema = await directory.schema(connection);
    const { entry } = await directory.locate(connection, ref.id, columns(schema, defaultsOf([ref.kind])));
    const object = toObject(directory, schema, entry, null);
    if (object !== null) return object;
    throw new ProviderError('operation.unsupported', 'This kind of object is not managed here.');
  });
}

/** @returns where it stands now */
async function bringBack(
  directory: Directory,
  connection: LdapConnection,
  id: string,
  depth: number,
): Promise<Dn> {
  const deleted = await findDeleted(connection, id, ['lastKnownParent', 'msDS-LastKnownRDN']);
  if (deleted === null) return (await directory.locate(connection, id)).dn;
  const parent = parseExtendedDn(deleted.text('lastKnownParent') ?? '');
  if (parent.id === null || depth === maxDepth) throw noContainer(parent.dn);
  const container = await containerOf(directory, connection, parent.id, depth);
  // Named by the same kind of attribute, CN or OU.
  const [rdn] = parseDn(parseExtendedDn(deleted.dn).dn) ?? [];
  const place: Dn = [{ type: rdn?.type ?? 'CN', value: nameBefore(deleted, rdn?.value ?? '') }, ...container];
  const changes = [
    modification('delete', 'isDeleted', []),
    modification('replace', 'distinguishedName', [formatDn(place)]),
  ];
  try {
    // By DN: Samba takes no id here. The id is part of that DN, so that it can be no other object's.
    await connection.modify(parseExtendedDn(deleted.dn).dn, changes, [showDeleted()]);
  } catch (error) {
    if (isFailure(error, resultCode.noSuchObject)) return (await directory.locate(connection, id)).dn;
    if (!isFailure(error, resultCode.entryAlreadyExists)) throw error;
    const [existing] = await searchBase(connection, formatDn(place), ['objectGUID']);
    throw placeTaken(formatDn(place), existing);
  }
  return place;
}

async function containerOf(
  directory: Directory,
  connection: LdapConnection,
  id: string,
  depth: number,
): Promise<Dn> {
  const container = await bringBack(directory, connection, id, depth + 1).catch((error: unknown) => {
    if (error instanceof ProviderError && error.code === 'object.notFound') throw noContainer(id, error);
    throw error;
  });
  return directory.container(formatDn(container));
}

const noContainer = (detail: string, cause?: unknown): ProviderError =>
  new ProviderError(
    'object.state',
    'The container it was in does not exist any more, or lies outside of what this store manages. Make an object of that name anew instead.',
    { detail: `last known parent ${detail}`, cause },
  );

/** The name it had: kept whole only in the recycle bin, else as far as it fitted before the id. */
function nameBefore(deleted: Entry, mangled: string): string {
  const kept = deleted.text('msDS-LastKnownRDN');
  if (kept !== null) return kept;
  const end = mangled.lastIndexOf(deletedMark);
  return end < 0 ? mangled : mangled.slice(0, end);
}
