/** Which domain controllers there are and in which order they are tried. [stores-and-links S10] */
import { resolveSrv } from 'node:dns/promises';
import { ProviderError } from '../contract.ts';
import type { ActiveDirectorySettings } from './settings.ts';

export interface Controller {
  /** The name its certificate must carry. */
  readonly host: string;
  /** Where to connect; the host name is looked up when null. */
  readonly address: string | null;
  readonly port: number;
}

/** @throws `provider.unavailable` when DNS does not know the domain */
export async function findControllers(settings: ActiveDirectorySettings): Promise<readonly Controller[]> {
  const port = settings.tls === 'starttls' ? 389 : 636;
  const configured = settings.domainControllers ?? [];
  if (configured.length > 0) {
    return [...configured]
      .sort((a, b) => (a.priority ?? Infinity) - (b.priority ?? Infinity) || 0)
      .map((each) => ({ host: each.host, address: each.address ?? null, port: each.port ?? port }));
  }
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
