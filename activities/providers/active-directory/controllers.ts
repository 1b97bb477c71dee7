/** Which domain controllers there are and in which order they are tried. [stores-and-links S10] */
import { resolveSrv } from 'node:dns/promises';
import { ProviderError } from '../contract.ts';
import { byPriority, defaultPortOf, type LdapServer } from '../ldap-client/servers.ts';
import type { ActiveDirectorySettings } from './settings.ts';

/** @throws `provider.unavailable` when DNS does not know the domain */
export async function findControllers(settings: ActiveDirectorySettings): Promise<readonly LdapServer[]> {
  const port = defaultPortOf(settings.tls ?? 'ldaps');
  const configured = settings.domainControllers ?? [];
  if (configured.length > 0) return byPriority(configured, port);
  const name = `_ldap._tcp.dc._msdcs.${settings.domain}`;
  try {
    const records = await resolveSrv(name);
    return (
      records
        .sort((a, b) => a.priority - b.priority || b.weight - a.weight)
        // The record's port is that of plain LDAP; LDAPS has its own.
        .map((record) => ({
          host: record.name,
          address: null,
          port: settings.tls === 'starttls' ? record.port : port,
        }))
    );
  } catch (error) {
    throw new ProviderError(
      'provider.unavailable',
      `DNS knows no domain controllers for ${settings.domain}. Check the domain name and the DNS servers of this machine, or name the domain controllers in the store's settings.`,
      { detail: `${name}: ${error instanceof Error ? error.message : 'lookup failed'}`, cause: error },
    );
  }
}
