/** One modify of one object that is named by id. */
import type { Change } from 'ldapts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { isFailure, resultCode } from '../ldap-client/failure.ts';
import { type Directory, hasGone, type Located } from './directory.ts';

const maxRounds = 3;

/**
 * Reads the object, asks what to change, and does it; once more from the start where the object was
 * renamed or the values changed in between.
 */
export async function changeObject(
  directory: Directory,
  connection: LdapConnection,
  id: string,
  attributes: readonly string[],
  plan: (found: Located) => readonly Change[],
): Promise<void> {
  for (let round = 1; ; round += 1) {
    const found = await directory.locate(connection, id, attributes);
    const changes = plan(found);
    if (changes.length === 0) return;
    try {
      await connection.modify(found.dnText, [...changes], await directory.guard(connection, id));
      return;
    } catch (error) {
      const drifted =
        hasGone(error) || isFailure(error, resultCode.noSuchAttribute, resultCode.attributeOrValueExists);
      if (!drifted || round === maxRounds) throw error;
    }
  }
}
