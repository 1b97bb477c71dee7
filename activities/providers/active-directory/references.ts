/** Checks ids before they are written as references. */
import type { Attributes } from '../../../workflows/contracts/directory.ts';
import { ProviderError } from '../contract.ts';
import type { Directory } from './directory.ts';
import { formatDn } from '../ldap-client/dn.ts';
import { guidFromBytes } from './identifiers.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { entriesById } from './objects.ts';
import type { Schema } from './schema.ts';

/** The ids in the values of reference attributes. */
export function referencesIn(schema: Schema, attributes: Attributes): string[] {
  return Object.entries(attributes).flatMap(([name, values]) =>
    schema.attribute(name)?.type === 'reference' ? values : [],
  );
}

/**
 * Every id names an object below the bases.
 * @throws `object.notFound` naming the first that does not
 */
export async function requireObjects(
  directory: Directory,
  connection: LdapConnection,
  ids: readonly string[],
): Promise<void> {
  const missing = new Set(ids);
  if (missing.size === 0) return;
  const bases = directory.bases().map(formatDn);
  for await (const page of entriesById(connection, bases, ids, ['objectGUID'])) {
    for (const entry of page)
      for (const guid of entry.bytes('objectGUID')) missing.delete(guidFromBytes(guid));
  }
  const [first] = missing;
  if (first === undefined) return;
  throw new ProviderError(
    'object.notFound',
    `${missing.size === 1 ? 'An object that should be linked is' : `${missing.size} objects that should be linked are`} not in Active Directory, or outside of what this store manages.`,
    { detail: `no object with id ${[...missing].slice(0, 20).join(', ')}` },
  );
}
