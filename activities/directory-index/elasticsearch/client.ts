/** The connection to Elasticsearch. */
import { readFileSync } from 'node:fs';
import { Client, type ClientOptions } from '@elastic/elasticsearch';
import type { ElasticsearchSettings } from '../../platform/config.ts';

const requestTimeoutMs = 30_000;

/**
 * Connects lazily; retries are the caller's.
 * @param options of the client itself, above these
 */
export function connectElasticsearch(settings: ElasticsearchSettings, options: ClientOptions = {}): Client {
  const { url, username, password, apiKey, caFile } = settings;
  return new Client({
    node: url.href,
    requestTimeout: requestTimeoutMs,
    maxRetries: 0,
    ...(apiKey !== null
      ? { auth: { apiKey } }
      : username !== null && password !== null
        ? { auth: { username, password } }
        : {}),
    ...(caFile === null ? {} : { tls: { ca: readFileSync(caFile) } }),
    ...options,
  });
}
