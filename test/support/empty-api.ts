/** The API over a database of one's own that holds nothing yet, or what a test puts in. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { connectDatabase, type DatabaseConnection } from '../../activities/database/client.ts';
import { createPostgresIndex } from '../../activities/directory-index/postgres/engine.ts';
import { KeyRing } from '../../activities/platform/keyring.ts';
import { createLogger, type Logger } from '../../activities/platform/log.ts';
import { createProviderPool, type ProviderPool } from '../../activities/platform/provider-pool.ts';
import { buildApp } from '../../api/app.ts';
import { Client, RecordingEngine } from './api.ts';
import { freshDatabase } from './environment.ts';

export class EmptyApi implements AsyncDisposable {
  readonly engine = new RecordingEngine();
  readonly log: Logger = createLogger('api-test', 'silent');
  readonly keyRing = new KeyRing([
    { id: 'k1', createdAt: new Date().toISOString(), key: randomBytes(32).toString('base64') },
  ]);
  databaseUrl = '';
  database!: DatabaseConnection;
  providers!: ProviderPool;
  app!: FastifyInstance;
  private offsetMs = 0;
  private readonly disposables = new AsyncDisposableStack();

  static async start(): Promise<EmptyApi> {
    const api = new EmptyApi();
    const { keyRing, log, engine, disposables } = api;
    const fresh = disposables.use(await freshDatabase());
    api.databaseUrl = fresh.url;
    api.database = disposables.use(connectDatabase(fresh.url, 8, () => undefined));
    const { database } = api;
    api.providers = disposables.use(
      createProviderPool({ db: database.db, keyRing, log, embeddedDatabaseUrl: fresh.url }),
    );
    api.app = await buildApp({
      config: {
        publicUrl: new URL('http://localhost:3000'),
        trustProxy: false,
        engineUi: null,
        webhooks: { networks: [], http: false },
      },
      database,
      engine,
      index: createPostgresIndex(database.db),
      elasticsearch: null,
      keyRing,
      providers: api.providers,
      log,
      now: () => api.now(),
    });
    disposables.defer(() => api.app.close());
    return api;
  }

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  advance(ms: number): void {
    this.offsetMs += ms;
  }

  client(): Client {
    return new Client(this.app);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.disposables.disposeAsync();
  }
}
