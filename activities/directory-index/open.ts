/** The engine the settings name. */
import type { ClientOptions } from '@elastic/elasticsearch';
import type { Db } from '../database/client.ts';
import type { Config } from '../platform/config.ts';
import type { DirectoryIndex } from './contract.ts';
import type { Elasticsearch } from './elasticsearch/open.ts';
import { createPostgresIndex } from './postgres/engine.ts';

export interface OpenIndex extends AsyncDisposable {
  readonly index: DirectoryIndex;
  /** Null where PostgreSQL answers searches. */
  readonly elasticsearch: Elasticsearch | null;
}

/** @param options of Elasticsearch's client, above those the settings make */
export async function openDirectoryIndex(
  { elasticsearch: settings }: Pick<Config, 'elasticsearch'>,
  db: Db,
  options: ClientOptions = {},
): Promise<OpenIndex> {
  if (settings === null) {
    return {
      index: createPostgresIndex(db),
      elasticsearch: null,
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  }
  // A fifth of all code a process would load, and most installations do without it.
  const { openElasticsearch } = await import('./elasticsearch/open.ts');
  const { index, elasticsearch } = openElasticsearch(settings, db, options);
  return { index, elasticsearch, [Symbol.asyncDispose]: () => elasticsearch.client.close() };
}
