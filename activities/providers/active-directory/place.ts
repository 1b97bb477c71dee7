/** Rename, move and removal. */
import type { ObjectRef } from '../../../workflows/contracts/directory.ts';
import type { UpdateResult } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import { checkName, placeTaken } from './create.ts';
import { type Directory, searchBase } from './directory.ts';
import { type Dn, equalDn, formatDn, formatRdn } from '../ldap-client/dn.ts';
import { guidDn } from './identifiers.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { isFailure, resultCode } from '../ldap-client/failure.ts';

export async function rename(directory: Directory, ref: ObjectRef, name: string): Promise<UpdateResult> {
  checkName(name);
  return directory.pool.use(async (connection) => ({
    path: await renameTo(directory, connection, ref.id, name),
  }));
}

export async function renameTo(
  directory: Directory,
  connection: LdapConnection,
  id: string,
  name: string,
): Promise<string> {
  checkName(name);
  return relocate(directory, connection, id, (dn) => [
    { type: dn[0]?.type ?? 'CN', value: name },
    ...dn.slice(1),
  ]);
}

export async function move(directory: Directory, ref: ObjectRef, container: string): Promise<UpdateResult> {
  const target = directory.container(container);
  return directory.pool.use(async (connection) => ({
    path: await relocate(directory, connection, ref.id, (dn) => [...dn.slice(0, 1), ...target]),
  }));
}

/** {@link Remove.remove} by id, so that no other object of that name can be hit. */
export function remove(directory: Directory, ref: ObjectRef): Promise<void> {
  return directory.pool.use(async (connection) => {
    if ((await directory.find(connection, ref.id)) === null) return;
    try {
      await connection.remove(guidDn(ref.id));
    } catch (error) {
      if (!isFailure(error, resultCode.noSuchObject)) throw error;
    }
  });
}

/**
 * ModifyDN takes no id on every server (Samba does not), so the DN is read right before. Where
 * somebody renamed the object in between, the read and the change are done once more.
 */
async function relocate(
  directory: Directory,
  connection: LdapConnection,
  id: string,
  target: (dn: Dn) => Dn,
): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const { dn } = await directory.locate(connection, id);
    const wanted = target(dn);
    const [rdn] = wanted;
    if (rdn === undefined)
      throw new ProviderError('value.invalid', 'The root of a domain has no other place.');
    const isThere = equalDn(dn, wanted) && dn[0]?.value === rdn.value;
    if (isThere) return formatDn(dn);
    const isMove = !equalDn(dn.slice(1), wanted.slice(1));
    try {
      await connection.modifyDn(formatDn(dn), formatRdn(rdn), isMove ? formatDn(wanted.slice(1)) : undefined);
      return formatDn(wanted);
    } catch (error) {
      if (isFailure(error, resultCode.entryAlreadyExists)) {
        const [existing] = await searchBase(connection, formatDn(wanted), ['objectGUID']);
        throw placeTaken(formatDn(wanted), existing);
      }
      if (!isFailure(error, resultCode.noSuchObject) || attempt === 2) throw error;
      if (isMove && (await searchBase(connection, formatDn(wanted.slice(1)), ['objectClass'])).length === 0) {
        throw new ProviderError(
          'value.invalid',
          `The container ${formatDn(wanted.slice(1))} does not exist.`,
          {
            attributes: ['container'],
            cause: error,
          },
        );
      }
    }
  }
}
