/** The servers of one directory, and the order in which they are tried. [stores-and-links S10] */

export interface LdapServer {
  /** The name its certificate must carry. */
  readonly host: string;
  /** Where to connect; the host name is looked up when null. */
  readonly address: string | null;
  readonly port: number;
}

export const isSameServer = (a: LdapServer, b: LdapServer): boolean =>
  a.host === b.host && a.address === b.address && a.port === b.port;

/** A server as a store's settings name it. */
export interface ServerSetting {
  readonly host: string;
  readonly address?: string;
  readonly port?: number;
  readonly priority?: number;
}

/** 1 first, those without a priority last, otherwise in the order given. */
export const byPriority = (servers: readonly ServerSetting[], defaultPort: number): readonly LdapServer[] =>
  [...servers]
    .sort((a, b) => (a.priority ?? Infinity) - (b.priority ?? Infinity) || 0)
    .map((each) => ({ host: each.host, address: each.address ?? null, port: each.port ?? defaultPort }));

/** Ports by IANA, where the settings name none. */
export const defaultPortOf = (tls: 'ldaps' | 'starttls'): number => (tls === 'starttls' ? 389 : 636);
