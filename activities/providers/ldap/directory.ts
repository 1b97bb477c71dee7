/** One LDAP directory as all operations see it: its connections, what it is, its schema, its bounds. */
import { type Control, EqualityFilter } from 'ldapts';
import type { ProviderLog } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import { Bounds, noDn } from '../ldap-client/bounds.ts';
import { trustOf } from '../ldap-client/connect.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { type Dn, formatDn } from '../ldap-client/dn.ts';
import type { Entry } from '../ldap-client/entry.ts';
import { isFailure, resultCode } from '../ldap-client/failure.ts';
import { everything } from '../ldap-client/filter.ts';
import { byPriority, defaultPortOf } from '../ldap-client/servers.ts';
import { SessionPool } from '../ldap-client/session-pool.ts';
import { AssertionControl } from './controls.ts';
import { translate } from './errors.ts';
import { parse } from './names.ts';
import { Schema } from './schema.ts';
import type { LdapSettings } from './settings.ts';
import { rootDseAttributes, type Vendor, vendorOf } from './vendor.ts';

/** What does not change while a directory lives. */
export interface Root {
  readonly vendor: Vendor;
  readonly schema: Schema;
  readonly namingContexts: readonly string[];
}

export interface Located {
  readonly id: string;
  readonly dn: Dn;
  /** As the server writes it. */
  readonly dnText: string;
  readonly entry: Entry;
}

/** @throws `provider.credentials` when the account may do nothing but change its password */
async function isAnonymous(connection: LdapConnection): Promise<boolean> {
  try {
    return (await connection.whoAmI()) === '';
  } catch (error) {
    if (!isFailure(error, resultCode.unwillingToPerform)) throw error;
    throw new ProviderError(
      'provider.credentials',
      `The LDAP server ${connection.host} signs the service account in but refuses to work for it: it must change its password first. Set a new one there and enter it here.`,
      { detail: error.message, cause: error },
    );
  }
}

export class Directory extends Bounds<LdapSettings> {
  readonly pool: SessionPool;
  readonly log: ProviderLog;
  /** The newest change of any object that a read of changes has met, as the server writes times; empty before the first. */
  newestChange = '';
  #root: Root | null = null;

  constructor(settings: LdapSettings, password: string, log: ProviderLog) {
    super(settings);
    this.log = log;
    const tls = settings.tls ?? 'ldaps';
    this.pool = new SessionPool({
      noun: 'LDAP server',
      tls,
      connectTimeoutMs: settings.connectTimeoutMs,
      operationTimeoutMs: settings.operationTimeoutMs,
      references: 'refuse',
      account: settings.serviceAccount,
      password,
      log,
      trust: () => trustOf(settings.caCertificate),
      servers: () => Promise.resolve(byPriority(settings.servers, defaultPortOf(tls))),
      isAnonymous,
      translate,
    });
  }

  async root(connection: LdapConnection): Promise<Root> {
    this.#root ??= await readRoot(connection);
    return this.#root;
  }

  protected override parse(text: string, field: string): Dn {
    const dn = parse(text);
    if (dn !== null) return dn;
    throw noDn(text, field, 'ou=groups,dc=example,dc=com');
  }

  protected override configuredBases(): readonly Dn[] {
    return this.settings.baseDns.map((text) => this.parse(text, 'baseDns'));
  }

  /** Finds an object by id below the bases, wherever it is now; null when it is not there. */
  async find(
    connection: LdapConnection,
    id: string,
    attributes: readonly string[] = [],
  ): Promise<Located | null> {
    const { vendor } = await this.root(connection);
    if (!vendor.idPattern.test(id)) return null;
    for (const base of this.bases()) {
      const [entry] = await connection.search({
        base: formatDn(base),
        scope: 'sub',
        filter: new EqualityFilter({ attribute: vendor.idAttribute, value: id }),
        attributes: attributes.length === 0 ? ['objectClass'] : attributes,
      });
      const dn = entry === undefined ? null : parse(entry.dn);
      if (entry !== undefined && dn !== null) return { id, dn, dnText: entry.dn, entry };
    }
    return null;
  }

  /** @throws `object.notFound` */
  async locate(connection: LdapConnection, id: string, attributes: readonly string[] = []): Promise<Located> {
    const found = await this.find(connection, id, attributes);
    if (found !== null) return found;
    throw new ProviderError(
      'object.notFound',
      'The object is no longer in the directory, or outside of what this store manages.',
    );
  }

  /**
   * Lets the server itself make sure that the object of that DN is still the one meant; LDAP changes
   * objects by DN, and somebody may have put another one there since the DN was read.
   */
  async guard(connection: LdapConnection, id: string): Promise<Control[]> {
    const { vendor } = await this.root(connection);
    if (!vendor.assertion) return [];
    return [new AssertionControl(new EqualityFilter({ attribute: vendor.idAttribute, value: id }))];
  }
}

/** Results that say the object is no longer at the DN that was read for it. */
export const hasGone = (error: unknown): boolean =>
  isFailure(error, resultCode.noSuchObject, resultCode.assertionFailed);

async function readRoot(connection: LdapConnection): Promise<Root> {
  const [dse] = await searchBase(connection, '', rootDseAttributes);
  const subschema = dse?.text('subschemaSubentry') ?? 'cn=Subschema';
  const [definitions] = await searchBase(connection, subschema, ['attributeTypes', 'objectClasses']);
  if (dse === undefined || definitions === undefined || definitions.texts('attributeTypes').length === 0) {
    throw new ProviderError(
      'provider.forbidden',
      'The service account may not read the schema of the directory. Ask its administrator to let it read rootDSE and the subschema entry.',
    );
  }
  const schema = new Schema(definitions);
  return {
    schema,
    vendor: vendorOf(dse, (attribute) => schema.attribute(attribute) !== null),
    namingContexts: dse.texts('namingContexts'),
  };
}

/** Reads one entry by DN; nothing when it is not there. */
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
    });
  } catch (error) {
    if (isFailure(error, resultCode.noSuchObject)) return [];
    throw error;
  }
}
