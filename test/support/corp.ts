/**
 * The company of the tests: a Samba domain with people and groups, connected to a whole Muster
 * through its API, as an administrator would do it.
 */
import { randomUUID } from 'node:crypto';
import { ApiClient } from './client.ts';
import { type Samba, startSamba } from './samba.ts';
import type { Stack } from './stack.ts';

export const password = 'Winter-is-c0ming';
export const people = ['olga.owner', 'uwe.user', 'ada.admin', 'ben.biker', 'eva.extra'] as const;
export type PersonName = (typeof people)[number];

export interface CorpOptions {
  /** Settings of the store beyond those that reach the domain. */
  readonly settings?: Record<string, unknown>;
  /** A domain that runs already. */
  readonly samba?: Samba;
}

export class Corp implements AsyncDisposable {
  readonly samba: Samba;
  readonly stack: Stack;
  readonly storeId: string;
  /** Object ids by account name. */
  readonly ids: ReadonlyMap<string, string>;
  readonly admin: ApiClient;

  private constructor(
    samba: Samba,
    stack: Stack,
    storeId: string,
    ids: ReadonlyMap<string, string>,
    admin: ApiClient,
  ) {
    this.samba = samba;
    this.stack = stack;
    this.storeId = storeId;
    this.ids = ids;
    this.admin = admin;
  }

  /** Seeds a domain, connects it and binds its roles. The stack must be running. */
  static async connect(stack: Stack, extra: CorpOptions = {}): Promise<Corp> {
    const samba = extra.samba ?? (await startSamba());
    const dns = await samba.seedUsers(
      people.map((name) => ({
        name,
        password,
        attributes: { mail: `${name}@${samba.domain}`, displayName: name },
      })),
    );
    const dnOf = (name: PersonName) => dns[people.indexOf(name)] ?? '';
    await samba.seedGroups([{ name: 'Muster Administrators', members: [dnOf('ada.admin')] }]);
    const local = await stack.bootstrap();
    const made = await local.post('/stores', {
      name: `Corp ${randomUUID().slice(0, 8)}`,
      kind: 'active-directory',
      historyViews: true,
      // Its administrators run the whole installation, as in a company whose directory this is.
      administersAll: true,
      settings: { ...storeSettings(samba), ...extra.settings },
    });
    if (made.status !== 201)
      throw new Error(`The store was refused: ${made.status} ${JSON.stringify(made.body)}`);
    const storeId = made.body.id as string;

    const ids = new Map<string, string>();
    for (const [name, id] of await readIds(samba)) ids.set(name, id);
    const roles = await local.get(`/stores/${storeId}/roles`);
    const administrator = roles.body.items.find((role: any) => role.name === 'Administrator');
    const bound = await local.patch(
      `/stores/${storeId}/roles/${administrator.id}`,
      { criteriaGroupId: ids.get('Muster Administrators') },
      { headers: { 'if-match': `"${administrator.version}"` } },
    );
    if (bound.status !== 200)
      throw new Error(`The role was refused: ${bound.status} ${JSON.stringify(bound.body)}`);
    const portals = await local.get('/portals');
    const portal = portals.body.items[0];
    const stores = portal.stores.map((store: any) => store.id ?? store) as string[];
    const shown = await local.patch(
      `/portals/${portal.id}`,
      { stores: [...stores, storeId] },
      { headers: { 'if-match': `"${portal.version}"` } },
    );
    if (shown.status !== 200)
      throw new Error(`The portal was refused: ${shown.status} ${JSON.stringify(shown.body)}`);
    return new Corp(samba, stack, storeId, ids, local);
  }

  signIn(name: PersonName): Promise<ApiClient> {
    return ApiClient.signIn(this.stack.base, this.storeId, name, password);
  }

  id(name: string): string {
    const id = this.ids.get(name);
    if (id === undefined) throw new Error(`Nobody seeded ${name}.`);
    return id;
  }

  /** Object ids of the accounts whose name matches, `*` standing for anything; also those seeded later. */
  async idsIn(accountName: string): Promise<string[]> {
    const pattern = accountName.split('*').map(escapeFilter).join('*');
    return (await readIds(this.samba, `(sAMAccountName=${pattern})`)).map(([, id]) => id);
  }

  /** Creates a group through the API and waits for it. @returns its object id */
  async createGroup(client: ApiClient, fields: Record<string, unknown>): Promise<string> {
    const answer = await client.post(`/stores/${this.storeId}/groups`, fields, {
      headers: { prefer: 'wait=30' },
    });
    if (answer.status !== 200)
      throw new Error(`The group was refused: ${answer.status} ${JSON.stringify(answer.body)}`);
    const request = await client.get(`/requests/${answer.body.requestId}`);
    return request.body.target.id as string;
  }

  /** How often the group of this name is there, as `ldapsearch` sees it. */
  async countGroups(cn: string): Promise<number> {
    return countEntries(await this.samba.ldapsearch(`(&(objectClass=group)(cn=${escapeFilter(cn)}))`, 'cn'));
  }

  /** The `sAMAccountName`s of the direct members, as `ldapsearch` sees them. */
  async membersOf(cn: string): Promise<string[]> {
    const dn = await this.dnOf(cn);
    const ldif = await this.samba.ldapsearch(`(memberOf=${escapeFilter(dn)})`, 'sAMAccountName');
    return valuesIn(ldif, 'sAMAccountName').sort();
  }

  async dnOf(cn: string): Promise<string> {
    const [dn] = valuesIn(await this.samba.ldapsearch(`(cn=${escapeFilter(cn)})`, 'cn'), 'dn');
    if (dn === undefined) throw new Error(`ldapsearch finds no ${cn}.`);
    return dn;
  }

  async historyOf(requestId: string): Promise<any[]> {
    const ada = await this.signIn('ada.admin');
    const answer = await ada.get(`/history?requestId=${requestId}&limit=100`);
    return answer.body.items;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.samba.dispose();
  }
}

export const storeSettings = (samba: Samba) => ({
  domain: samba.domain,
  domainControllers: [{ host: samba.host, address: samba.address, port: samba.port, priority: 1 }],
  caCertificate: samba.caPem,
  serviceAccount: samba.adminUpn,
  password: samba.adminPassword,
});

async function readIds(
  samba: Samba,
  filter = '(|(objectClass=user)(objectClass=group))',
): Promise<[string, string][]> {
  const ldif = await samba.ldapsearch(filter, 'sAMAccountName', 'objectGUID');
  return ldif.split(/\n\n+/).flatMap((entry): [string, string][] => {
    const [name] = valuesIn(entry, 'sAMAccountName');
    const guid = /^objectGUID:: (\S+)$/m.exec(entry)?.[1];
    return name === undefined || guid === undefined ? [] : [[name, guidText(Buffer.from(guid, 'base64'))]];
  });
}

/** The canonical text of a GUID: its first three parts are little-endian (MS-DTYP 2.3.4). */
function guidText(bytes: Buffer): string {
  const hex = [
    bytes.subarray(0, 4).reverse(),
    bytes.subarray(4, 6).reverse(),
    bytes.subarray(6, 8).reverse(),
    bytes.subarray(8, 10),
    bytes.subarray(10),
  ];
  return hex.map((part) => part.toString('hex')).join('-');
}

const countEntries = (ldif: string): number => valuesIn(ldif, 'dn').length;

/** Values of an attribute in LDIF, folded lines joined and base64 decoded. */
export function valuesIn(ldif: string, attribute: string): string[] {
  return ldif
    .replaceAll(/\r?\n /g, '')
    .split(/\r?\n/)
    .flatMap((line) => {
      if (line.startsWith(`${attribute}:: `))
        return [Buffer.from(line.slice(attribute.length + 3), 'base64').toString('utf8')];
      return line.startsWith(`${attribute}: `) ? [line.slice(attribute.length + 2)] : [];
    });
}

/** RFC 4515: for `ldapsearch`, which is not our code. */
export const escapeFilter = (value: string): string =>
  value.replaceAll(/[\\*()\0]/g, (character) => `\\${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
