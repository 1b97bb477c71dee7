/** Everything the API is given; `server.ts` makes the real ones, tests may give others. */
import type { DatabaseConnection } from '../activities/database/client.ts';
import type { Elasticsearch } from '../activities/directory-index/elasticsearch/open.ts';
import type { SeenIndex } from '../activities/directory-index/scope.ts';
import type { Config } from '../activities/platform/config.ts';
import type { KeyRing } from '../activities/platform/keyring.ts';
import type { Logger } from '../activities/platform/log.ts';
import type { ProviderPool } from '../activities/platform/provider-pool.ts';
import type { Engine } from './engine/engine.ts';

export interface AppDeps {
  readonly config: Pick<Config, 'publicUrl' | 'trustProxy' | 'engineUi' | 'webhooks'>;
  readonly database: DatabaseConnection;
  readonly engine: Engine;
  readonly index: SeenIndex;
  /** Null where PostgreSQL answers searches. */
  readonly elasticsearch: Elasticsearch | null;
  readonly keyRing: KeyRing;
  readonly providers: ProviderPool;
  readonly log: Logger;
  readonly now: () => Date;
}
