/** The PostgreSQL and the Temporal server of a test run, in a folder of their own. */
import { searchAttributes } from '../../workflows/contracts/search-attributes.ts';
import { openHome } from './home.mjs';
import { startPostgres } from './postgres.mjs';
import { freePort } from './processes.mjs';
import { ensureTemporalCli, startTemporal } from './temporal.mjs';

/**
 * @param {string} home
 * @returns {Promise<string>} address of a database whose role may create more databases
 */
export async function startTestPostgres(home) {
  openHome(home);
  // A killed server loses nothing (the system keeps its pages); only a power cut would.
  const settings = ['fsync=off', 'full_page_writes=off', 'max_connections=300'];
  const { url, administratorUrl } = await startPostgres({ home, port: await freePort(), settings });
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: administratorUrl });
  await client.connect();
  try {
    await client.query('alter role muster createdb');
  } finally {
    await client.end();
  }
  return url;
}

/**
 * @param {string} home
 * @returns {Promise<{ address: string, cli: string }>}
 */
export async function startTestTemporal(home) {
  openHome(home);
  const cli = await ensureTemporalCli();
  const port = await freePort();
  const { address } = await startTemporal({
    cli,
    home,
    port,
    namespace: 'muster',
    searchAttributes: Object.values(searchAttributes),
  });
  return { address, cli };
}
