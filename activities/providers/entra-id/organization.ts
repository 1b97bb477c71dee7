/** The tenant itself. */
import { ProviderError } from '../contract.ts';
import type { GraphConnection, Json } from './connection.ts';
import { textOf } from './objects.ts';

export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly domains: readonly string[];
}

export async function organizationOf(connection: GraphConnection): Promise<Organization> {
  const { value } = await connection.page('/organization?$select=id,displayName,verifiedDomains');
  const [found] = value;
  const id = found === undefined ? null : textOf(found, 'id');
  if (found === undefined || id === null) {
    throw new ProviderError(
      'provider.forbidden',
      'The application may not read the tenant. Grant it Organization.Read.All or Directory.Read.All.',
    );
  }
  const domains = Array.isArray(found['verifiedDomains']) ? (found['verifiedDomains'] as Json[]) : [];
  return {
    id,
    name: textOf(found, 'displayName') ?? connection.settings.domain,
    domains: domains.flatMap((domain) => textOf(domain, 'name') ?? []),
  };
}
