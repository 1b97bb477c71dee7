/** The worker process: serves the workflow queue, one queue per provider kind, mail and bulk work. */
import { getCompileCacheDir } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { NativeConnection, Runtime, DefaultLogger, Worker, type WorkerOptions } from '@temporalio/worker';
import { Connection } from '@temporalio/client';
import {
  bulkQueue,
  mailQueue,
  providerQueue,
  webhookQueue,
  workflowQueue,
} from '../../workflows/contracts/ids.ts';
import { createBreakGlassActivities } from '../change/break-glass-report.ts';
import { createLostCriteriaActivities } from '../change/lost-criteria.ts';
import { createChangeActivities, createRecordActivities } from '../change/index.ts';
import { connectDatabase, type Database } from '../database/client.ts';
import { openDirectoryIndex, type OpenIndex } from '../directory-index/open.ts';
import { stopFeeding } from '../directory-index/outbox.ts';
import { createDutyActivities, createDutyRecords } from '../duties/scan.ts';
import { createExportActivities } from '../exports/write-export.ts';
import { createMailActivities } from '../notifications/send-mails.ts';
import { ConfigError, readConfig, type Config } from '../platform/config.ts';
import { loadKeyRing } from '../platform/keyring.ts';
import { createLogger, type Logger } from '../platform/log.ts';
import { createProviderPool } from '../platform/provider-pool.ts';
import { connectionOptionsOf, dataConverterOf } from '../platform/temporal/connect.ts';
import { registerSearchAttributes } from '../platform/temporal/search-attributes.ts';
import { createReplicationActivities } from '../replication/activities.ts';
import { createReplicationRecords } from '../replication/records.ts';
import { createWebhookActivities } from '../webhooks/send-webhook.ts';
import { errorInterceptor } from './errors.ts';
import { keptBundle } from './kept-bundle.ts';
import { createObserver } from './observer.ts';
import { parseQueues } from './queues.ts';

/** Running activities get this long to end when the process is asked to stop. */
const shutdownGraceTime = '20 seconds';

/**
 * How much the heap may grow before it is collected, percent. On a machine with much memory it would grow fourfold;
 * what the pages of a whole directory leave behind is better collected than kept.
 */
const heapGrowth = 40;

/** Runs until the process is told to stop (SIGINT, SIGTERM) or `stop` aborts. */
export async function runWorker(config: Config, log: Logger): Promise<void> {
  setFlagsFromString(`--heap-growing-percent=${heapGrowth}`);
  const served = parseQueues(config.workerQueues);
  const keyRing = await loadKeyRing(config.keysFile);
  await using database = connectDatabase(config.databaseUrl, config.databaseConnections, (error) => {
    log.warn({ err: error }, 'a database connection was lost');
  });
  const { db } = database;
  await using providers = createProviderPool({ db, keyRing, log, embeddedDatabaseUrl: config.databaseUrl });
  await using search = await openDirectoryIndex(config, db);

  Runtime.install({
    logger: new DefaultLogger('INFO', ({ level, message, meta }) => {
      log[
        level === 'TRACE'
          ? 'trace'
          : level === 'DEBUG'
            ? 'debug'
            : level === 'INFO'
              ? 'info'
              : level === 'WARN'
                ? 'warn'
                : 'error'
      ](meta ?? {}, message);
    }),
    shutdownSignals: ['SIGINT', 'SIGTERM'],
  });
  const options = await connectionOptionsOf(config.temporal);
  const connection = await NativeConnection.connect(options);
  const observer = createObserver(db);
  const common = {
    connection,
    namespace: config.temporal.namespace,
    dataConverter: dataConverterOf(keyRing),
    shutdownGraceTime,
    interceptors: { activity: [(context) => ({ inbound: errorInterceptor(context, log, observer) })] },
  } satisfies Partial<WorkerOptions>;
  const client = await Connection.connect(options);
  await registerSearchAttributes(client, config.temporal.namespace);
  await client.close();

  const activitiesOf = (taskQueue: string, activities: object): Promise<Worker> =>
    Worker.create({
      ...common,
      taskQueue,
      activities,
      maxConcurrentActivityTaskExecutions: config.workerConcurrency,
    });
  // Beside what Node keeps of what it compiles, where it does.
  const cacheFolder = getCompileCacheDir() ?? join(config.home, 'cache');
  const workers = await Promise.all([
    ...(served.workflows
      ? [
          keptBundle(cacheFolder).then((workflowBundle) =>
            Worker.create({
              ...common,
              taskQueue: workflowQueue,
              workflowBundle,
              activities: {
                ...createRecordActivities({ db }),
                ...createReplicationRecords({ db }),
                ...createDutyRecords({ db }),
              },
            }),
          ),
        ]
      : []),
    ...served.providers.map((kind) =>
      activitiesOf(providerQueue(kind), createChangeActivities({ db, providers, log })),
    ),
    ...(served.mail ? [activitiesOf(mailQueue, createMailActivities({ db, keyRing, config, log }))] : []),
    ...(served.mail
      ? [activitiesOf(webhookQueue, createWebhookActivities({ db, keyRing, log, rules: config.webhooks }))]
      : []),
    ...(served.bulk
      ? [
          activitiesOf(bulkQueue, {
            ...createReplicationActivities({ database, providers, log }),
            ...createExportActivities({ db, index: search.index, log }),
            ...createDutyActivities({ db }),
            ...createBreakGlassActivities({ db, providers, log }),
            ...createLostCriteriaActivities({ db, providers }),
          }),
        ]
      : []),
  ]);
  log.info({ queues: workers.map((worker) => worker.options.taskQueue) }, 'worker ready');
  const stopping = new AbortController();
  const feeding = served.bulk ? feed(search, { db, log }, stopping.signal) : Promise.resolve();
  try {
    await Promise.all(workers.map((worker) => worker.run()));
  } finally {
    stopping.abort();
    await feeding;
    await connection.close();
  }
}

/** Not a workflow: it never ends, has nothing to ask of anybody, and what it has still to do stands in PostgreSQL. */
async function feed(
  { elasticsearch }: OpenIndex,
  { db, log }: { db: Database; log: Logger },
  signal: AbortSignal,
): Promise<void> {
  if (elasticsearch === null) await stopFeeding(db);
  else await elasticsearch.feed(log, signal);
}

if (import.meta.main) {
  try {
    const config = readConfig(process.env);
    await runWorker(config, createLogger('worker', config.logLevel));
  } catch (error) {
    process.stderr.write(
      `${error instanceof ConfigError ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
    );
    process.exitCode = 1;
  }
}
