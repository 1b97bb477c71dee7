/** One whole company for a test file: servers, Muster, a Samba domain and its people, signed in. */
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import type { Answer, ApiClient } from './client.ts';
import { Corp, type CorpOptions, escapeFilter, type PersonName, valuesIn } from './corp.ts';
import { until } from './ports.ts';
import { OwnServers } from './servers.ts';
import { Stack } from './stack.ts';

/** Started before the file's tests and ended after them. */
export function useCompany(prepare: () => Promise<CorpOptions> = () => Promise.resolve({})): Company {
  const company = new Company();
  beforeAll(() => company.start(prepare), 180_000);
  afterAll(() => company[Symbol.asyncDispose](), 60_000);
  return company;
}

export class Company implements AsyncDisposable {
  servers!: OwnServers;
  stack!: Stack;
  corp!: Corp;
  /** Administrator of the domain's store. */
  ada!: ApiClient;
  olga!: ApiClient;
  uwe!: ApiClient;
  ben!: ApiClient;
  eva!: ApiClient;
  private readonly disposables = new AsyncDisposableStack();
  private pool!: pg.Pool;

  async start(prepare: () => Promise<CorpOptions>): Promise<void> {
    this.servers = this.disposables.use(await OwnServers.start());
    this.stack = this.disposables.use(await Stack.create(this.servers));
    await this.stack.start('api', 'worker');
    this.corp = this.disposables.use(await Corp.connect(this.stack, await prepare()));
    this.pool = new pg.Pool({ connectionString: this.servers.databaseUrl, max: 2 });
    this.pool.on('error', () => undefined);
    this.disposables.defer(() => this.pool.end());
    await this.replicate();
    const signIn = (name: PersonName) => this.corp.signIn(name);
    [this.ada, this.olga, this.uwe, this.ben, this.eva] = await Promise.all([
      signIn('ada.admin'),
      signIn('olga.owner'),
      signIn('uwe.user'),
      signIn('ben.biker'),
      signIn('eva.extra'),
    ]);
  }

  /** Reads the whole domain into the index and waits for it. */
  async replicate(): Promise<void> {
    const { admin, storeId } = this.corp;
    const stamp = async () => (await admin.get(`/stores/${storeId}`)).body.lastReplicatedAt as string | null;
    const before = await stamp();
    await admin.post(`/stores/${storeId}/replicate`);
    await until('the domain to be replicated', 30_000, async () => (await stamp()) !== before);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.disposables.disposeAsync();
  }

  /** Address of the domain's groups, or of something below them. */
  groups(...parts: readonly string[]): string {
    return ['', 'stores', this.corp.storeId, 'groups', ...parts].join('/');
  }

  /** Creates a group and tells its id and exact name, which no other test uses. */
  async group(client: ApiClient, name: string, fields: Record<string, unknown> = {}): Promise<string> {
    return this.corp.createGroup(client, { name, ...fields });
  }

  /** Asks for a portal action and waits until it has ended or needs a decision. */
  act(
    client: ApiClient,
    method: 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    return client.send(method, path, {
      ...(body === undefined ? {} : { body }),
      headers: { prefer: 'wait=30', ...headers },
    });
  }

  /** One object as `ldapsearch` sees it: attribute values by name. */
  async entry(objectId: string, ...attributes: readonly string[]): Promise<Record<string, string[]> | null> {
    const ldif = await this.corp.samba.ldapsearch(`(objectGUID=${guidFilter(objectId)})`, ...attributes);
    if (valuesIn(ldif, 'dn').length === 0) return null;
    return Object.fromEntries(['dn', ...attributes].map((name) => [name, valuesIn(ldif, name)]));
  }

  /** The account names of a group's direct members, as `ldapsearch` sees them. */
  async members(groupId: string): Promise<string[]> {
    const dn = await this.dn(groupId);
    const ldif = await this.corp.samba.ldapsearch(`(memberOf=${escapeFilter(dn)})`, 'sAMAccountName');
    return valuesIn(ldif, 'sAMAccountName').sort();
  }

  async dn(objectId: string): Promise<string> {
    const [dn] = (await this.entry(objectId))?.['dn'] ?? [];
    if (dn === undefined) throw new Error(`ldapsearch finds no ${objectId}.`);
    return dn;
  }

  /** The newest change number of an object: a write of any kind raises it. */
  async changeNumber(objectId: string): Promise<string> {
    return (await this.entry(objectId, 'uSNChanged'))?.['uSNChanged']?.[0] ?? 'gone';
  }

  /** Changes one object natively, below the network. */
  async modify(objectId: string, lines: string): Promise<void> {
    await this.corp.samba.ldbModify(`dn: ${await this.dn(objectId)}\nchangetype: modify\n${lines}\n`);
  }

  /** Rows of Muster's own database, as its own role reads them. */
  async rows<T = any>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    return (await this.pool.query(text, [...values])).rows as T[];
  }

  /** Does something while nobody else can look into a table. */
  async whileLocked<T>(table: string, work: () => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      await client.query(`lock table ${table} in access exclusive mode`);
      return await work();
    } finally {
      await client.query('commit');
      client.release();
    }
  }

  /** The history of a request as the API tells it, oldest first. */
  async history(requestId: string): Promise<any[]> {
    const answer = await this.ada.get(`/history?requestId=${requestId}&limit=200`);
    return (answer.body.items as any[]).toReversed();
  }
}

/** RFC 4515 form of a GUID's bytes: its first three parts are little-endian (MS-DTYP 2.3.4). */
function guidFilter(guid: string): string {
  const hex = guid.replaceAll('-', '');
  const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
  return order.map((byte) => `\\${hex.slice(byte * 2, byte * 2 + 2)}`).join('');
}
