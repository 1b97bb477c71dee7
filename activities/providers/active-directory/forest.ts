/** The other domains of the forest. One store is one domain; each further one is a store of its own (docs/adr/0007). */
import { EqualityFilter, PresenceFilter } from 'ldapts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { allOf } from '../ldap-client/filter.ts';
import { domainScope } from './controls.ts';
import type { Directory } from './directory.ts';

/** DNS names, from the cross references of the configuration partition; only those of domains have a NetBIOS name. */
async function otherDomains(directory: Directory, connection: LdapConnection): Promise<string[]> {
  const { configurationDn, netbiosName } = await directory.root(connection);
  const references = await connection.search({
    base: `CN=Partitions,${configurationDn}`,
    scope: 'one',
    filter: allOf([
      new EqualityFilter({ attribute: 'objectClass', value: 'crossRef' }),
      new PresenceFilter({ attribute: 'nETBIOSName' }),
    ]),
    attributes: ['nETBIOSName', 'dnsRoot'],
    controls: [domainScope()],
  });
  return references
    .filter((each) => each.text('nETBIOSName') !== netbiosName)
    .map((each) => each.text('dnsRoot') ?? each.text('nETBIOSName') ?? '')
    .sort();
}

/** What the check says of them. [stores-and-links S9] */
export async function describeForest(directory: Directory, connection: LdapConnection): Promise<string> {
  const domains = await otherDomains(directory, connection);
  if (domains.length === 0) return 'It is the only domain of its forest.';
  const own = `.${directory.settings.domain.toLowerCase()}`;
  const named = domains.map((name) => (name.toLowerCase().endsWith(own) ? `${name} (a child of it)` : name));
  return `The forest also has ${named.join(', ')}. Connect each domain that Muster should manage as a store of its own.`;
}
