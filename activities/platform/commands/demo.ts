/**
 * What `npm start` runs for the demo organisation, as a process of its own:
 * `create` fills an empty installation; `live` lets its people use the running portal once.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { connectDatabase } from '../../database/client.ts';
import { getDemo, updateDemo } from '../../database/repositories/installation.ts';
import { readConfig } from '../config.ts';
import { createDemo } from '../demo/create.ts';
import { ensureDemoPassword } from '../demo/password.ts';
import { tellStory } from '../demo/story.ts';
import { ensureKeyFile, loadKeyRing } from '../keyring.ts';
import { createLogger } from '../log.ts';
import { createProviderPool } from '../provider-pool.ts';

const attempts = 5;
const pauseMs = 5_000;

const [part] = process.argv.slice(2);
const config = readConfig({ TEMPORAL_ADDRESS: 'not used', ...process.env });
const log = createLogger('demo', config.logLevel);
await using database = connectDatabase(config.databaseUrl, 6, (error) => {
  log.warn({ err: error }, 'a database connection was lost');
});
const password = await ensureDemoPassword(config.home);

async function create(): Promise<void> {
  await ensureKeyFile(config.keysFile);
  const keyRing = await loadKeyRing(config.keysFile);
  const { db } = database;
  await using providers = createProviderPool({ db, keyRing, log, embeddedDatabaseUrl: config.databaseUrl });
  const demo = await createDemo({ database, providers }, password);
  log.info({ stage: demo?.stage ?? 'none' }, 'the demo organisation was looked after');
}

async function live(): Promise<void> {
  const base = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${String(config.port)}`;
  for (let attempt = 1; (await getDemo(database.db))?.stage === 'living'; attempt++) {
    try {
      await tellStory(base, password, log);
      await updateDemo(database.db, { stage: 'complete' });
    } catch (error) {
      log.warn({ err: error, attempt }, 'the story of the demo organisation was cut off');
      if (attempt === attempts) throw error;
      await sleep(pauseMs);
    }
  }
}

if (part === 'create') await create();
else if (part === 'live') await live();
else throw new Error('Usage: demo.ts create | live');
