/**
 * `muster migrate`: makes the key ring if there is none and brings the database to this version's
 * schema. Safe to run again and from several places.
 */
import { migrateDatabase } from '../../database/migrate.ts';
import { readConfig } from '../config.ts';
import { ensureKeyFile } from '../keyring.ts';
import { createLogger } from '../log.ts';

const config = readConfig({ TEMPORAL_ADDRESS: 'not used', ...process.env });
const log = createLogger('migrate', config.logLevel);
await ensureKeyFile(config.keysFile);
await migrateDatabase(config.databaseUrl);
log.info('The database has the schema of this version.');
