/** The API for tests by `inject()`: a database of its own, local accounts, a recording engine, a clock one can move. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { type Database, type DatabaseConnection, connectDatabase } from '../../activities/database/client.ts';
import { setState } from '../../activities/database/repositories/requests.ts';
import { identityStores } from '../../activities/database/schema/stores.ts';
import { indexObject, setMembers } from '../../activities/database/repositories/directory-index.ts';
import type { DirectoryIndex } from '../../activities/directory-index/contract.ts';
import { createPostgresIndex } from '../../activities/directory-index/postgres/engine.ts';
import { KeyRing } from '../../activities/platform/keyring.ts';
import { createLogger } from '../../activities/platform/log.ts';
import { createProviderPool, type ProviderPool } from '../../activities/platform/provider-pool.ts';
import { setUp, type SetUpResult } from '../../activities/platform/set-up.ts';
import type { WebhookRules } from '../../activities/platform/webhook-target.ts';
import type { Provider } from '../../activities/providers/contract.ts';
import type { Attributes } from '../../workflows/contracts/directory.ts';
import { buildApp } from '../../api/app.ts';
import type { Engine } from '../../api/engine/engine.ts';
import type { Operations } from '../../api/engine/operations.ts';
import { freshDatabase } from './environment.ts';

export const adminLogin = 'root.admin';
export const userLogin = 'uwe.user';
/** What the built-in role User allows. */
export const userPermissions = [
  'Create Static Group',
  'Create Smart Group',
  'Manage My Groups',
  'Manage My Profile',
  'Manage My Direct Reports',
  'Change My Password',
  'Reset My Password',
  'Unlock My Account',
] as const;
export const password = 'correct horse battery staple';

/** What the API asked of the workflow engine. It answers as the engine would, or as a test makes it. */
export class RecordingEngine implements Engine {
  readonly started: string[] = [];
  readonly decided: { requestId: string; step: number; decisionId: string }[] = [];
  readonly rerouted: { requestId: string; step: number; rerouteId: string }[] = [];
  readonly replicated: string[] = [];
  readonly exported: string[] = [];
  readonly mailed: string[] = [];
  readonly delivered: { deliveryId: string; round: number }[] = [];
  /** Thrown by every call while set. */
  failure: Error | null = null;
  /** Nothing runs: there is no engine behind the API. */
  readonly operations: Operations = {
    list: () => Promise.resolve({ runs: [], pageToken: null }),
    describe: () => Promise.resolve(null),
    story: () => Promise.resolve({ lines: [], whole: true }),
    retryNow: () => Promise.resolve(),
    resume: () => Promise.resolve(),
    restartMails: () => Promise.resolve(),
    cancel: () => Promise.resolve(),
  };
  /** Runs when an action has been started: the workflow's place. */
  onStart: (requestId: string) => Promise<void> = () => Promise.resolve();

  async startAction(_action: string, _actorId: string, args: { requestId: string }): Promise<void> {
    this.failIfTold();
    this.started.push(args.requestId);
    await this.onStart(args.requestId);
  }
  startReplication(_run: string, { storeId }: { storeId: string }): Promise<void> {
    this.failIfTold();
    this.replicated.push(storeId);
    return Promise.resolve();
  }
  startExport(exportId: string): Promise<void> {
    this.failIfTold();
    this.exported.push(exportId);
    return Promise.resolve();
  }
  startDutyScan(): Promise<void> {
    this.failIfTold();
    return Promise.resolve();
  }
  sendMails(requestId: string): Promise<void> {
    this.failIfTold();
    this.mailed.push(requestId);
    return Promise.resolve();
  }
  deliverWebhook(args: { deliveryId: string; round: number }): Promise<void> {
    this.failIfTold();
    this.delivered.push(args);
    return Promise.resolve();
  }
  cancelExport(): Promise<void> {
    this.failIfTold();
    return Promise.resolve();
  }
  keepTimetables(): Promise<void> {
    return Promise.resolve();
  }
  decide(requestId: string, step: number, { decisionId }: { decisionId: string }): Promise<void> {
    this.failIfTold();
    this.decided.push({ requestId, step, decisionId });
    return Promise.resolve();
  }
  reroute(requestId: string, step: number, { rerouteId }: { rerouteId: string }): Promise<void> {
    this.failIfTold();
    this.rerouted.push({ requestId, step, rerouteId });
    return Promise.resolve();
  }
  withdraw(): Promise<void> {
    this.failIfTold();
    return Promise.resolve();
  }
  health() {
    const up = this.failure === null;
    return Promise.resolve({ reachable: up, worker: up });
  }
  private failIfTold(): void {
    if (this.failure !== null) throw this.failure;
  }
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: any;
}

/** A browser, as far as the API can tell: keeps cookies and sends the CSRF token. */
export class Client {
  csrf = '';
  private readonly jar = new Map<string, string>();
  private readonly app: FastifyInstance;

  constructor(app: FastifyInstance) {
    this.app = app;
  }

  /** As it is sent. */
  get cookie(): string {
    return [...this.jar].map((pair) => pair.join('=')).join('; ');
  }
  set cookie(text: string) {
    this.jar.clear();
    for (const pair of text.split('; ').filter((one) => one !== '')) {
      this.jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
  }

  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await this.app.inject({
      method: method as 'GET',
      url: `/api/v1${path}`,
      headers: {
        ...(this.cookie === '' ? {} : { cookie: this.cookie }),
        ...(this.csrf === '' || method === 'GET' ? {} : { 'x-csrf-token': this.csrf }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    for (const cookie of [response.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') this.jar.delete(name);
      else this.jar.set(name, value);
    }
    const isJson = String(response.headers['content-type']).includes('json');
    return {
      status: response.statusCode,
      headers: response.headers,
      body: isJson ? JSON.parse(response.body) : response.body,
    };
  }

  get = (path: string, headers?: Record<string, string>) => this.send('GET', path, undefined, headers);
  post = (path: string, body?: unknown, headers?: Record<string, string>) =>
    this.send('POST', path, body, headers);

  async signIn(storeId: string, loginName: string, secret = password): Promise<Answer> {
    const answer = await this.post('/session', { storeId, loginName, password: secret });
    if (answer.status === 201) this.csrf = answer.body.csrfToken;
    return answer;
  }

  /** The second step: an answer with a session is kept. */
  async give(proof: Record<string, unknown>): Promise<Answer> {
    const answer = await this.post('/sign-in/pending/proof', proof);
    if (answer.status === 201) this.csrf = answer.body.csrfToken;
    return answer;
  }
}

type KeyRecord = ConstructorParameters<typeof KeyRing>[0][number];

export class ApiTest implements AsyncDisposable {
  readonly app: FastifyInstance;
  readonly database: DatabaseConnection;
  readonly databaseUrl: string;
  readonly engine: RecordingEngine;
  readonly keyRing: KeyRing;
  private readonly key: KeyRecord;
  readonly home: SetUpResult;
  readonly userId: string;
  readonly logLines: string[];
  private readonly providers: ProviderPool;
  private readonly disposeDatabase: () => PromiseLike<void>;
  private readonly clock: { offsetMs: number };

  private constructor(parts: {
    app: FastifyInstance;
    database: DatabaseConnection;
    databaseUrl: string;
    engine: RecordingEngine;
    keyRing: KeyRing;
    key: KeyRecord;
    home: SetUpResult;
    userId: string;
    logLines: string[];
    providers: ProviderPool;
    disposeDatabase: () => PromiseLike<void>;
    clock: { offsetMs: number };
  }) {
    this.app = parts.app;
    this.database = parts.database;
    this.databaseUrl = parts.databaseUrl;
    this.engine = parts.engine;
    this.keyRing = parts.keyRing;
    this.key = parts.key;
    this.home = parts.home;
    this.userId = parts.userId;
    this.logLines = parts.logLines;
    this.providers = parts.providers;
    this.disposeDatabase = parts.disposeDatabase;
    this.clock = parts.clock;
  }

  static async start(
    options: {
      publicUrl?: string;
      webhooks?: WebhookRules;
      trustProxy?: boolean;
      /** What answers searches; PostgreSQL when absent. */
      openIndex?: (db: Database) => DirectoryIndex;
    } = {},
  ): Promise<ApiTest> {
    const fresh = await freshDatabase();
    const logLines: string[] = [];
    const log = createLogger('api-test', 'debug', { write: (line) => logLines.push(line) });
    const key = { id: 'k1', createdAt: new Date().toISOString(), key: randomBytes(32).toString('base64') };
    const keyRing = new KeyRing([key]);
    const database = connectDatabase(fresh.url, 8, () => undefined);
    const providers = createProviderPool({ db: database.db, keyRing, log, embeddedDatabaseUrl: fresh.url });
    const home = await setUp(
      { db: database.db, providers },
      {
        storeName: 'Head office',
        loginName: adminLogin,
        displayName: 'Root Admin',
        password,
        domain: 'example.org',
      },
    );
    await database.db.update(identityStores).set({ historyViews: true });
    const engine = new RecordingEngine();
    const clock = { offsetMs: 0 };
    const app = await buildApp({
      config: {
        publicUrl: new URL(options.publicUrl ?? 'http://localhost:3000'),
        trustProxy: options.trustProxy ?? false,
        engineUi: null,
        webhooks: options.webhooks ?? { networks: [], http: false },
      },
      database,
      engine,
      index: (options.openIndex ?? createPostgresIndex)(database.db),
      elasticsearch: null,
      keyRing,
      providers,
      log,
      now: () => new Date(Date.now() + clock.offsetMs),
    });
    const test = new ApiTest({
      app,
      database,
      databaseUrl: fresh.url,
      engine,
      keyRing,
      key,
      home,
      userId: await addLocalUser(database, await providers.open(home.storeId), home.storeId, userLogin),
      logLines,
      providers,
      disposeDatabase: () => fresh[Symbol.asyncDispose](),
      clock,
    });
    return test;
  }

  client(): Client {
    return new Client(this.app);
  }

  async signedIn(loginName: string, storeId: string = this.home.storeId): Promise<Client> {
    const client = this.client();
    const answer = await client.signIn(storeId, loginName);
    if (answer.status !== 201) throw new Error(`${loginName}: ${JSON.stringify(answer.body)}`);
    return client;
  }

  advance(ms: number): void {
    this.clock.offsetMs += ms;
  }

  /** The key ring after a rotation. */
  rotatedKeyRing(): KeyRing {
    return new KeyRing([
      this.key,
      { id: 'k2', createdAt: new Date().toISOString(), key: randomBytes(32).toString('base64') },
    ]);
  }

  now(): Date {
    return new Date(Date.now() + this.clock.offsetMs);
  }

  /** Changes what is kept of a role of the first store, past the API. */
  async setPolicies(roleName: string, policies: object): Promise<void> {
    await this.database.pool.query('update roles set policies = $3 where store_id = $1 and name = $2', [
      this.home.storeId,
      roleName,
      JSON.stringify(policies),
    ]);
  }

  provider(storeId: string = this.home.storeId): Promise<Provider> {
    return this.providers.open(storeId);
  }

  async addUser(loginName: string, extra: Attributes = {}): Promise<string> {
    const provider = await this.provider();
    return addLocalUser(this.database, provider, this.home.storeId, loginName, password, extra);
  }

  /** As its directory locks an account after too many wrong passwords. */
  async lockAccount(userId: string, minutes: number): Promise<void> {
    const { rows } = await this.database.pool.query<{ id: string }>(
      `select settings ->> 'instanceId' as id from identity_stores where id = $1`,
      [this.home.storeId],
    );
    await this.database.pool.query(
      `update local_${rows[0]?.id.replaceAll('-', '') ?? ''}.objects
       set locked_until = now() + make_interval(mins => $2) where id = $1`,
      [userId, minutes],
    );
  }

  /** A group in the directory and in the index, as replication would leave it. */
  async addGroup(
    name: string,
    members: readonly string[],
    owner?: string,
    extra: Attributes = {},
  ): Promise<string> {
    const provider = await this.provider();
    const object = {
      kind: 'group' as const,
      container: null,
      attributes: {
        name: [name],
        displayName: [name],
        accountName: [name],
        groupCategory: ['security'],
        groupScope: ['global'],
        ...(owner === undefined ? {} : { owner: [owner] }),
        ...(members.length === 0 ? {} : { member: members }),
        ...extra,
      },
    };
    const group = await provider.create?.(object, (await provider.prepareCreate?.(object)) ?? {});
    if (group === undefined) throw new Error('This store creates no groups.');
    await indexObject(this.database.db, this.home.storeId, group);
    await setMembers(this.database.db, this.home.storeId, group.id, { add: members, remove: [] });
    return group.id;
  }

  /** The workflow's place: every action ends as told as soon as it is started. */
  endActions(state: 'succeeded' | 'pending'): void {
    this.engine.onStart = async (requestId) => {
      await setState(this.database.db, requestId, state);
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.app.close();
    await this.providers[Symbol.asyncDispose]();
    await this.database[Symbol.asyncDispose]();
    await this.disposeDatabase();
  }
}

/** A person of a local directory, in the index as replication would leave it. */
export async function addLocalUser(
  database: DatabaseConnection,
  provider: Provider,
  storeId: string,
  loginName: string,
  secret = password,
  extra: Attributes = {},
): Promise<string> {
  const object = {
    kind: 'user' as const,
    container: null,
    attributes: { name: [loginName], accountName: [loginName], displayName: [loginName], ...extra },
  };
  const user = await provider.create?.(object, (await provider.prepareCreate?.(object)) ?? {});
  if (user === undefined) throw new Error('This store creates no users.');
  await provider.setPassword?.(user, secret, { mustChange: false });
  await provider.setEnabled?.(user, true);
  await indexObject(database.db, storeId, { ...user, enabled: true });
  return user.id;
}

export const unknownId = randomUUID();
