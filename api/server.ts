/** One API process: settings in, HTTP out. */
import closeWithGrace from 'close-with-grace';
import { connectDatabase } from '../activities/database/client.ts';
import { getDemo } from '../activities/database/repositories/installation.ts';
import { openDirectoryIndex } from '../activities/directory-index/open.ts';
import { ConfigError, isLoopback, problemsOfDemo, readConfig } from '../activities/platform/config.ts';
import { loadKeyRing } from '../activities/platform/keyring.ts';
import { createLogger } from '../activities/platform/log.ts';
import { createProviderPool } from '../activities/platform/provider-pool.ts';
import { connectTemporal } from '../activities/platform/temporal/connect.ts';
import { buildApp } from './app.ts';
import { createTemporalEngine } from './engine/temporal.ts';

const closeTimeoutMs = 10_000;

async function serve(): Promise<void> {
  const config = readConfig(process.env);
  if (config.publicUrl.protocol === 'http:' && !isLoopback(config.host)) {
    throw new ConfigError([
      `MUSTER_HOST is "${config.host}" while MUSTER_PUBLIC_URL is plain http: listen on a loopback address, or give an https address that a TLS proxy serves`,
    ]);
  }
  const log = createLogger('api', config.logLevel);
  const keyRing = await loadKeyRing(config.keysFile);
  const database = connectDatabase(config.databaseUrl, config.databaseConnections, (error) => {
    log.warn({ err: error }, 'a database connection was lost');
  });
  const exposed = problemsOfDemo(config);
  if (exposed.length > 0 && (await getDemo(database.db)) !== null) throw new ConfigError(exposed);
  const client = await connectTemporal(config.temporal, keyRing);
  const providers = createProviderPool({
    db: database.db,
    keyRing,
    log,
    embeddedDatabaseUrl: config.databaseUrl,
  });
  const search = await openDirectoryIndex(config, database.db);
  const app = await buildApp({
    config,
    database,
    engine: createTemporalEngine(client, log),
    index: search.index,
    elasticsearch: search.elasticsearch,
    keyRing,
    providers,
    log,
    now: () => new Date(),
  });
  closeWithGrace({ delay: closeTimeoutMs, logger: false }, async ({ err, signal }) => {
    if (err === undefined) log.info({ signal }, 'stopping');
    else log.fatal({ err }, 'stopping after an error nobody caught');
    await app.close();
    await search[Symbol.asyncDispose]();
    await providers[Symbol.asyncDispose]();
    await client.connection.close();
    await database[Symbol.asyncDispose]();
  });
  await app.listen({ host: config.host, port: config.port });
  log.info({ url: config.publicUrl.href }, 'API ready');
}

try {
  await serve();
} catch (error) {
  const busy = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
  const text = busy
    ? `Port ${process.env.MUSTER_PORT ?? '3000'} is in use. Stop what listens there, or set MUSTER_PORT to a free port.`
    : error instanceof ConfigError
      ? error.message
      : String(error instanceof Error ? error.stack : error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
