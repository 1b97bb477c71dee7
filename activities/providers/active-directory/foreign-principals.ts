/** Foreign security principals: stand-ins for accounts of other forests and for identities of Windows itself. */
import { EqualityFilter } from 'ldapts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import type { Entry } from '../ldap-client/entry.ts';
import { domainScope } from './controls.ts';
import type { Directory } from './directory.ts';
import { sidFromBytes } from './identifiers.ts';

export const isForeign = (entry: Entry): boolean =>
  entry.texts('objectClass').some((name) => name.toLowerCase() === 'foreignsecurityprincipal');

/** MS-DTYP 2.4.2.4. */
const wellKnown: Readonly<Record<string, string>> = {
  'S-1-1-0': 'Everyone',
  'S-1-5-4': 'Interactive',
  'S-1-5-7': 'Anonymous Logon',
  'S-1-5-9': 'Enterprise Domain Controllers',
  'S-1-5-11': 'Authenticated Users',
  'S-1-5-15': 'This Organization',
  'S-1-5-17': 'IUSR',
  'S-1-5-18': 'System',
  'S-1-5-19': 'Local Service',
  'S-1-5-20': 'Network Service',
};

/**
 * Names by SID, for people. What the identity is called at home only its own domain could tell; the
 * domain is named where a trust with it says so.
 */
export async function namesOfForeign(
  directory: Directory,
  connection: LdapConnection,
  sids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const strangers = sids.some((sid) => wellKnown[sid] === undefined);
  const domains = strangers ? await trustedDomains(directory, connection) : new Map<string, string>();
  return new Map(
    sids.map((sid) => {
      const domain = domains.get(sid.slice(0, sid.lastIndexOf('-')));
      return [sid, wellKnown[sid] ?? (domain === undefined ? sid : `${domain}\\${sid}`)];
    }),
  );
}

/** NetBIOS names of the domains this one trusts, by SID (MS-ADTS 6.1.6.7). */
async function trustedDomains(
  directory: Directory,
  connection: LdapConnection,
): Promise<ReadonlyMap<string, string>> {
  const { dn } = await directory.root(connection);
  const trusts = await connection.search({
    base: `CN=System,${dn}`,
    scope: 'one',
    filter: new EqualityFilter({ attribute: 'objectClass', value: 'trustedDomain' }),
    attributes: ['securityIdentifier', 'flatName'],
    controls: [domainScope()],
  });
  const found = new Map<string, string>();
  for (const trust of trusts) {
    const sid = trust.bytes('securityIdentifier')[0];
    const name = trust.text('flatName');
    if (sid !== undefined && name !== null) found.set(sidFromBytes(sid), name);
  }
  return found;
}
