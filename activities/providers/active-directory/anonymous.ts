import { PresenceFilter } from 'ldapts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { sidFromBytes } from './identifiers.ts';

const anonymousSid = 'S-1-5-7';

/**
 * Who am I (RFC 4532); where the server does not know that operation (Samba before 4.18), the SIDs
 * of the session as rootDSE gives them (MS-ADTS 3.1.1.3.2).
 */
export async function isAnonymous(connection: LdapConnection): Promise<boolean> {
  const identity = await connection.whoAmI();
  if (identity !== null) return identity === '';
  const [root] = await connection.search({
    base: '',
    scope: 'base',
    filter: new PresenceFilter({ attribute: 'objectClass' }),
    attributes: ['tokenGroups'],
  });
  const sids = (root?.bytes('tokenGroups') ?? []).map(sidFromBytes);
  return sids.length === 0 || sids.includes(anonymousSid);
}
