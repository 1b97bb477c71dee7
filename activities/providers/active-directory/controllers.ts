/** Which domain controllers there are and in which order they are tried. [stores-and-links S10] */
import dns from 'node:dns/promises';
import { ProviderError } from '../contract.ts';
import { byPriority, defaultPortOf, type LdapServer } from '../ldap-client/servers.ts';
import type { ActiveDirectorySettings } from './settings.ts';

/**
 * Those that the settings name, by priority; all of the domain by DNS when they name none.
 * @throws `provider.unavailable` when DNS is asked and does not know the domain
 */
export async function findControllers(settings: ActiveDirectorySettings): Promise<readonly LdapServer[]> {
  const named = settings.domainControllers ?? [];
  if (named.length === 0) return locate(settings);
  return byPriority(named, defaultPortOf(settings.tls ?? 'ldaps'));
}

/** Those that stand in when none of the named ones answers. */
export async function furtherControllers(settings: ActiveDirectorySettings): Promise<readonly LdapServer[]> {
  return (settings.domainControllers ?? []).length === 0 ? [] : locate(settings);
}

/**
 * The order of Active Directory's own locator (RFC 2782), the heaviest of equals first.
 *
 * Only hosts below the domain's own name count: the service account's password is sent to them, and a forged
 * answer could lead to a host with a certificate that is in order for its own name (RFC 6125 6.2.1). A
 * controller of another name can be named in the settings.
 */
async function locate({ domain, tls }: ActiveDirectorySettings): Promise<readonly LdapServer[]> {
  const name = `_ldap._tcp.dc._msdcs.${domain}`;
  const records = await dns.resolveSrv(name).catch((error: unknown) => {
    throw new ProviderError(
      'provider.unavailable',
      `DNS knows no domain controllers for ${domain}. Check the domain name and the DNS servers of this machine, or name the domain controllers in the store's settings.`,
      { detail: `${name}: ${error instanceof Error ? error.message : 'lookup failed'}`, cause: error },
    );
  });
  const own = records.filter((record) => record.name.toLowerCase().endsWith(`.${domain.toLowerCase()}`));
  if (own.length === 0) {
    throw new ProviderError(
      'provider.unavailable',
      `DNS names domain controllers for ${domain} whose names do not end in ${domain}. Name the domain controllers in the store's settings if they are yours.`,
      { detail: `${name}: ${records.map((record) => record.name).join(', ')}` },
    );
  }
  return (
    own
      .sort((a, b) => a.priority - b.priority || b.weight - a.weight)
      // The record's port is that of plain LDAP; LDAPS has its own.
      .map((record) => ({
        host: record.name,
        address: null,
        port: tls === 'starttls' ? record.port : defaultPortOf('ldaps'),
      }))
  );
}
