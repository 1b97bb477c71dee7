/** The engine the settings name. */
import type { ClientOptions } from '@elastic/elasticsearch';
import type { Db } from '../database/client.ts';
import type { Config } from '../platform/config.ts';
import type { DirectoryIndex } from './contract.ts';
import { connectElasticsearch } from './elasticsearch/client.ts';
import { createElasticsearchIndex } from './elasticsearch/engine.ts';
import type { ElasticsearchIndex } from './elasticsearch/indices.ts';
import { createPostgresIndex } from './postgres/engine.ts';

export interface OpenIndex extends AsyncDisposable {
  readonly index: DirectoryIndex;
  /** Null where PostgreSQL answers searches. */
  readonly elasticsearch: ElasticsearchIndex | null;
}

/** @param options of Elasticsearch's client, above those the settings make */
export function openDirectoryIndex(
  { elasticsearch: settings }: Pick<Config, 'elasticsearch'>,
  db: Db,
  options: ClientOptions = {},
): OpenIndex {
  if (settings === null) {
    return {
      index: createPostgresIndex(db),
      elasticsearch: null,
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  }
  const client = connectElasticsearch(settings, options);
  const elasticsearch = { db, client, prefix: settings.indexPrefix };
  return {
    index: createElasticsearchIndex(elasticsearch),
    elasticsearch,
    [Symbol.asyncDispose]: () => client.close(),
  };
}
