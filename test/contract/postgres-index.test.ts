/** The search index in PostgreSQL. */
import { connectDatabase } from '../../activities/database/client.ts';
import { createPostgresIndex } from '../../activities/directory-index/postgres/engine.ts';
import { freshDatabase } from '../support/environment.ts';
import { describeDirectoryIndex } from './directory-index-suite.ts';

describeDirectoryIndex(async () => {
  const fresh = await freshDatabase();
  const database = connectDatabase(fresh.url, 8, () => undefined);
  return {
    database,
    index: createPostgresIndex(database.db),
    settled: () => Promise.resolve(),
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]();
      await fresh[Symbol.asyncDispose]();
    },
  };
});
