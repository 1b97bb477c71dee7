/** Another DN for the same object. */
import { ProviderError } from '../contract.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { type Dn, equalDn, formatDn, formatRdn } from '../ldap-client/dn.ts';
import { isFailure, resultCode } from '../ldap-client/failure.ts';
import { replaced } from '../ldap-client/modification.ts';
import { checkName, placeTaken } from './create.ts';
import { type Directory, hasGone, type Located, searchBase } from './directory.ts';
import { listOfEntry, lists } from './group-list.ts';
import { kindOf } from './kinds.ts';
import { renamed } from './names.ts';

/** Gives the attribute that names the object another value. @returns the new path */
export function renameBy(
  directory: Directory,
  connection: LdapConnection,
  id: string,
  attribute: string,
  value: string,
): Promise<string> {
  checkName(value);
  return relocate(directory, connection, id, ([rdn, ...container]) =>
    rdn === undefined ? [] : [renamed(rdn, attribute, value), ...container],
  );
}

/** The DN is read right before; where somebody renamed the object in between, both are done once more. */
export async function relocate(
  directory: Directory,
  connection: LdapConnection,
  id: string,
  target: (dn: Dn) => Dn,
): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const found = await directory.locate(connection, id, ['objectClass', 'uid']);
    const wanted = target(found.dn);
    const [rdn] = wanted;
    if (rdn === undefined)
      throw new ProviderError('value.invalid', 'The root of a directory has no other place.');
    const isThere = equalDn(found.dn, wanted) && formatDn(found.dn) === formatDn(wanted);
    if (isThere) return formatDn(wanted);
    const container = formatDn(wanted.slice(1));
    const isMove = !equalDn(found.dn.slice(1), wanted.slice(1));
    const undo = await takeAlong(directory, connection, found, wanted);
    try {
      const guard = await directory.guard(connection, id);
      await connection.modifyDn(found.dnText, formatRdn(rdn), isMove ? container : undefined, guard);
      return formatDn(wanted);
    } catch (error) {
      if (isFailure(error) && !hasGone(error)) await undo();
      const { vendor } = await directory.root(connection);
      if (isFailure(error, resultCode.entryAlreadyExists)) {
        const [existing] = await searchBase(connection, formatDn(wanted), [vendor.idAttribute]);
        throw placeTaken(wanted, existing?.text(vendor.idAttribute) ?? null);
      }
      if (
        isMove &&
        hasGone(error) &&
        (await searchBase(connection, container, ['objectClass'])).length === 0
      ) {
        throw new ProviderError('value.invalid', `The container ${container} does not exist.`, {
          attributes: ['container'],
          cause: error,
        });
      }
      if (!hasGone(error) || attempt === 2) throw error;
    }
  }
}

/**
 * An empty group may stand in its own list (see group-list.ts); that value has to follow the group.
 * Written before the rename: a run that is killed in between finds it done and goes on.
 * @returns what takes it back when the rename is refused
 */
async function takeAlong(
  directory: Directory,
  connection: LdapConnection,
  found: Located,
  wanted: Dn,
): Promise<() => Promise<void>> {
  const nothing = (): Promise<void> => Promise.resolve();
  if (kindOf(found.entry) !== 'group') return nothing;
  const list = listOfEntry((await directory.root(connection)).schema, found.entry);
  if (!list.required || !(await lists(connection, found, list, found.dnText))) return nothing;
  const guard = await directory.guard(connection, found.id);
  const swap = async (from: string, to: string): Promise<void> => {
    await connection.modify(found.dnText, replaced(list.attribute, from, to), guard);
  };
  // A spelling that only differs in case is the same DN to the directory.
  if (equalDn(found.dn, wanted)) return nothing;
  await swap(found.dnText, formatDn(wanted));
  return () => swap(formatDn(wanted), found.dnText);
}
