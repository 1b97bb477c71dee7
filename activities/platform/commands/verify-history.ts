/** `muster history verify`: walks the chain of every store and names the first entry that does not fit. */
import { connectDatabase } from '../../database/client.ts';
import { verifyHistory } from '../../database/repositories/history.ts';
import { listStoreNames } from '../../database/repositories/deleted-stores.ts';
import { readConfig } from '../config.ts';

const config = readConfig(process.env);
await using database = connectDatabase(config.databaseUrl, 2, (error) => {
  process.stderr.write(`${error.message}\n`);
});
for (const [storeId, { name, deletedAt }] of await listStoreNames(database.db)) {
  const report = await verifyHistory(database.db, storeId);
  const title = deletedAt === null ? name : `${name} (deleted)`;
  process.stdout.write(
    `${report.ok ? 'whole ' : 'BROKEN'}  ${title}: ${report.entries} entries. ${report.message}\n`,
  );
  if (!report.ok) process.exitCode = 1;
}
