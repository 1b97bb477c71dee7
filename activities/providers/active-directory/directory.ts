/** One domain as all operations see it: its connections, its root, its schema, its bounds. */
import { EqualityFilter } from 'ldapts';
import type { ProviderLog } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import { allOf, everything } from '../ldap-client/filter.ts';
import { Bounds, noDn } from '../ldap-client/bounds.ts';
import { isAnonymous } from './anonymous.ts';
import { findControllers, furtherControllers } from './controllers.ts';
import { domainScope, ExtendedDnControl, parseExtendedDn } from './controls.ts';
import { type Dn, equalDn, isWithin, parseDn } from '../ldap-client/dn.ts';
import { domainDn } from './domain-dn.ts';
import type { Entry } from '../ldap-client/entry.ts';
import { guidDn, isGuid, sidFromBytes } from './identifiers.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { isFailure, resultCode } from '../ldap-client/failure.ts';
import { translate } from './errors.ts';
import { trustOf } from '../ldap-client/connect.ts';
import { Schema } from './schema.ts';
import { SessionPool } from '../ldap-client/session-pool.ts';
import type { ActiveDirectorySettings } from './settings.ts';

/** What does not change while a domain lives. */
export interface DomainRoot {
  readonly dn: string;
  readonly schemaDn: string;
  readonly configurationDn: string;
  readonly sid: string;
  /** The name before the backslash in `CORP\name`. */
  readonly netbiosName: string;
}

export interface Located {
  readonly id: string;
  readonly dn: Dn;
  readonly entry: Entry;
}

/** What a new domain holds beside CN=Users and CN=Computers (MS-ADTS 6.1.1.4); nothing of people's belongs there. */
const reservedContainers: readonly string[] = [
  'System',
  'Builtin',
  'Configuration',
  'Deleted Objects',
  'ForeignSecurityPrincipals',
  'Infrastructure',
  'Keys',
  'LostAndFound',
  'Managed Service Accounts',
  'NTDS Quotas',
  'Program Data',
  'TPM Devices',
];

export class Directory extends Bounds<ActiveDirectorySettings> {
  readonly pool: SessionPool;
  readonly log: ProviderLog;
  #root: DomainRoot | null = null;
  #schema: Schema | null = null;
  #exclusions: readonly Dn[] | null = null;

  constructor(settings: ActiveDirectorySettings, password: string, log: ProviderLog) {
    super(settings);
    this.log = log;
    this.pool = new SessionPool({
      noun: 'domain controller',
      tls: settings.tls ?? 'ldaps',
      connectTimeoutMs: settings.connectTimeoutMs,
      operationTimeoutMs: settings.operationTimeoutMs,
      // References lead to other partitions; those are stores of their own.
      references: 'ignore',
      account: settings.serviceAccount,
      password,
      log,
      trust: () => trustOf(settings.caCertificate),
      servers: () => findControllers(settings),
      furtherServers: () => furtherControllers(settings),
      isAnonymous,
      translate,
    });
  }

  /** @throws `config.invalid` when the server serves another domain than the settings name */
  async root(connection: LdapConnection): Promise<DomainRoot> {
    this.#root ??= await this.#readRoot(connection);
    return this.#root;
  }

  async schema(connection: LdapConnection): Promise<Schema> {
    this.#schema ??= await Schema.load(connection, (await this.root(connection)).schemaDn);
    return this.#schema;
  }

  protected override parse(text: string, field: string): Dn {
    const dn = parseDn(text);
    if (dn !== null) return dn;
    throw noDn(text, field, 'OU=Groups,DC=example,DC=com');
  }

  /** The whole domain when none is named. */
  protected override configuredBases(): readonly Dn[] {
    const named = (this.settings.baseDns ?? []).map((text) => this.parse(text, 'baseDns'));
    return named.length === 0 ? [domainDn(this.settings.domain)] : named;
  }

  /** Where nothing is replicated or searchable, and everything else can be done. [stores-and-links S9] */
  exclusions(): readonly Dn[] {
    this.#exclusions ??= (this.settings.excludedContainers ?? []).map((text) =>
      this.parse(text, 'excludedContainers'),
    );
    return this.#exclusions;
  }

  isExcluded(dn: Dn): boolean {
    return this.exclusions().some((excluded) => isWithin(dn, excluded));
  }

  protected override fallbackContainer(): Dn {
    const users: Dn = [{ type: 'CN', value: 'Users' }, ...domainDn(this.settings.domain)];
    return this.isInside(users) ? users : super.fallbackContainer();
  }

  /** In none of the containers that the directory keeps for itself, unless a base lies there too. */
  override container(text: string, field = 'container'): Dn {
    const dn = super.container(text, field);
    if (!this.isReserved(dn) || this.bases().some((base) => this.isReserved(base))) return dn;
    throw new ProviderError(
      'value.invalid',
      `The container ${text} belongs to Active Directory itself. Choose another one.`,
      { attributes: [field] },
    );
  }

  private isReserved(dn: Dn): boolean {
    const domain = domainDn(this.settings.domain);
    return reservedContainers.some((value) => isWithin(dn, [{ type: 'CN', value }, ...domain]));
  }

  /**
   * Finds an object by id, wherever it is now.
   * @returns null when it does not exist
   * @throws `object.notFound` when it lies outside of the bases
   */
  async find(
    connection: LdapConnection,
    id: string,
    attributes: readonly string[] = [],
  ): Promise<Located | null> {
    if (!isGuid(id)) return null;
    const [entry] = await searchBase(connection, guidDn(id), attributes);
    if (entry === undefined) return null;
    const dn = parseDn(parseExtendedDn(entry.dn).dn);
    if (dn === null || !this.isInside(dn)) {
      throw new ProviderError('object.notFound', 'The object lies outside of what this store manages.');
    }
    return { id, dn, entry };
  }

  /** @throws `object.notFound` */
  async locate(connection: LdapConnection, id: string, attributes: readonly string[] = []): Promise<Located> {
    const found = await this.find(connection, id, attributes);
    if (found !== null) return found;
    throw new ProviderError('object.notFound', 'The object is no longer in Active Directory.');
  }

  async #readRoot(connection: LdapConnection): Promise<DomainRoot> {
    const [dse] = await searchBase(connection, '', [
      'defaultNamingContext',
      'schemaNamingContext',
      'configurationNamingContext',
    ]);
    const dn = dse?.text('defaultNamingContext') ?? '';
    const wanted = domainDn(this.settings.domain);
    const found = parseDn(dn);
    if (found === null || !equalDn(found, wanted)) {
      throw new ProviderError(
        'config.invalid',
        `${connection.host} serves the domain ${dn === '' ? 'of no Active Directory' : dn}, not ${this.settings.domain}. Correct the domain or the domain controllers.`,
        { attributes: ['domain'] },
      );
    }
    const configurationDn = dse?.text('configurationNamingContext') ?? '';
    const [domain] = await searchBase(connection, dn, ['objectSid']);
    const sid = domain?.bytes('objectSid')[0];
    const [partition] = await connection.search({
      base: `CN=Partitions,${configurationDn}`,
      scope: 'one',
      filter: allOf([
        new EqualityFilter({ attribute: 'objectClass', value: 'crossRef' }),
        new EqualityFilter({ attribute: 'nCName', value: dn }),
      ]),
      attributes: ['nETBIOSName'],
    });
    if (sid === undefined) {
      throw new ProviderError(
        'provider.forbidden',
        'The service account may not read the domain. Give it the right to read, as members of Domain Users have.',
      );
    }
    return {
      dn,
      schemaDn: dse?.text('schemaNamingContext') ?? '',
      configurationDn,
      sid: sidFromBytes(sid),
      netbiosName: partition?.text('nETBIOSName') ?? '',
    };
  }
}

/** Reads one entry; nothing when it is not there. References come with ids. */
export async function searchBase(
  connection: LdapConnection,
  base: string,
  attributes: readonly string[],
): Promise<Entry[]> {
  try {
    return await connection.search({
      base,
      scope: 'base',
      filter: everything(),
      attributes: attributes.length === 0 ? ['objectClass'] : attributes,
      // rootDSE knows no extended DNs.
      controls: base === '' ? [] : [new ExtendedDnControl(), domainScope()],
    });
  } catch (error) {
    if (isFailure(error, resultCode.noSuchObject)) return [];
    throw error;
  }
}
