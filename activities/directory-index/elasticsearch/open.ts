/** All of Elasticsearch behind one import, so that it is loaded only where it is used. */
import type { ClientOptions } from '@elastic/elasticsearch';
import type { Db } from '../../database/client.ts';
import type { ElasticsearchSettings } from '../../platform/config.ts';
import type { Logger } from '../../platform/log.ts';
import type { DirectoryIndex } from '../contract.ts';
import { connectElasticsearch } from './client.ts';
import { createElasticsearchIndex } from './engine.ts';
import { feedElasticsearch } from './feed.ts';
import { clearUnusedIndices, type EngineHealth, listUnusedIndices, readHealth } from './health.ts';
import type { ElasticsearchIndex } from './indices.ts';

export interface Elasticsearch extends ElasticsearchIndex {
  /** @throws SearchUnavailable */
  readHealth(): Promise<EngineHealth>;
  /** @throws SearchUnavailable */
  listUnusedIndices(): Promise<EngineHealth['indices']>;
  /** @throws SearchUnavailable */
  clearUnusedIndices(names: readonly string[]): Promise<string[]>;
  /** Tells it what changes until the signal comes. */
  feed(log: Logger, signal: AbortSignal): Promise<void>;
}

/** Connects lazily. @param options of the client, above those the settings make */
export function openElasticsearch(
  settings: ElasticsearchSettings,
  db: Db,
  options: ClientOptions,
): { readonly index: DirectoryIndex; readonly elasticsearch: Elasticsearch } {
  const elasticsearch = { db, client: connectElasticsearch(settings, options), prefix: settings.indexPrefix };
  return {
    index: createElasticsearchIndex(elasticsearch),
    elasticsearch: {
      ...elasticsearch,
      readHealth: () => readHealth(elasticsearch),
      listUnusedIndices: () => listUnusedIndices(elasticsearch),
      clearUnusedIndices: (names) => clearUnusedIndices(elasticsearch, names),
      feed: (log, signal) => feedElasticsearch({ ...elasticsearch, log }, signal),
    },
  };
}
