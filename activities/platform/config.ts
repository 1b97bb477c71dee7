/**
 * Every setting of Muster, in one validated list. Nothing else reads the environment.
 *
 * `npm start` fills in what it runs itself (`DATABASE_URL`, `TEMPORAL_ADDRESS`); a production
 * deployment sets them. The README's table is made from {@link settings}.
 */
import { isAbsolute, resolve } from 'node:path';
import { readNetwork, type WebhookRules } from './webhook-target.ts';

interface Setting {
  readonly description: string;
  readonly default: string | null;
  /** Returns what is wrong and the fix, or null. */
  readonly check?: (value: string) => string | null;
  readonly secret?: true;
}

const port = (value: string) =>
  /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65535
    ? null
    : 'give a port from 1 to 65535';
const count = (value: string) =>
  /^\d{1,4}$/.test(value) && Number(value) >= 1 ? null : 'give a number from 1 to 9999';
const oneOf =
  (...words: string[]) =>
  (value: string) =>
    words.includes(value) ? null : `give one of ${words.join(', ')}`;
const url = (value: string) => {
  if (!URL.canParse(value)) return 'give an address such as https://muster.example.org';
  const { protocol, hostname } = new URL(value);
  if (protocol === 'https:') return null;
  if (protocol !== 'http:') return 'give an https address';
  return isLoopback(hostname)
    ? null
    : 'plain http is accepted on a loopback address only; give an https address';
};
const networksIn = (value: string): string[] => value.split(',').map((text) => text.trim());
const yesNo = oneOf('true', 'false');

export const settings = {
  MUSTER_HOME: { description: 'Folder for keys, the embedded database and logs', default: '.muster' },
  MUSTER_HOST: { description: 'Address the API listens on', default: '127.0.0.1' },
  MUSTER_PORT: { description: 'Port the API listens on', default: '3000', check: port },
  MUSTER_PUBLIC_URL: {
    description:
      'Address people use; decides cookies and links in mail. Default: http://localhost:<MUSTER_PORT>',
    default: null,
    check: url,
  },
  MUSTER_TRUST_PROXY: {
    description: 'true when a reverse proxy sets X-Forwarded-For and X-Forwarded-Proto',
    default: 'false',
    check: yesNo,
  },
  MUSTER_LOG_LEVEL: {
    description: 'Detail of the logs',
    default: 'info',
    check: oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
  },
  MUSTER_KEYS_FILE: {
    description:
      'File with the key ring that encrypts secrets and payloads. Default: <MUSTER_HOME>/keys.json',
    default: null,
  },
  DATABASE_URL: { description: 'PostgreSQL 15 or newer; embedded when absent', default: null, secret: true },
  MUSTER_DATABASE_CONNECTIONS: {
    description: 'Database connections per process',
    default: '10',
    check: count,
  },
  TEMPORAL_ADDRESS: { description: 'host:port of a Temporal server; embedded when absent', default: null },
  TEMPORAL_NAMESPACE: { description: 'Temporal namespace', default: 'muster' },
  TEMPORAL_API_KEY: { description: 'API key of a Temporal cluster', default: null, secret: true },
  TEMPORAL_TLS: { description: 'true to speak TLS to Temporal', default: 'false', check: yesNo },
  TEMPORAL_TLS_CA_FILE: { description: "PEM file with the Temporal server's CA", default: null },
  TEMPORAL_TLS_CERT_FILE: { description: 'PEM file with the client certificate (mTLS)', default: null },
  TEMPORAL_TLS_KEY_FILE: { description: 'PEM file with the client key (mTLS)', default: null },
  TEMPORAL_UI_URL: {
    description:
      "Address of Temporal's Web UI as the API reaches it; operators open it at /temporal/, for reading. Embedded with the embedded server",
    default: null,
    check: (value) =>
      URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
        ? null
        : 'give an address such as http://127.0.0.1:8080',
  },
  ELASTICSEARCH_URL: {
    description: 'Address of an Elasticsearch 8 or newer that answers searches; PostgreSQL does when absent',
    default: null,
    check: (value) =>
      URL.canParse(value) && new URL(value).username !== ''
        ? 'give the user and the password in settings of their own'
        : url(value),
  },
  ELASTICSEARCH_USERNAME: { description: 'User of Elasticsearch', default: null },
  ELASTICSEARCH_PASSWORD: { description: "That user's password", default: null, secret: true },
  ELASTICSEARCH_API_KEY: {
    description: 'API key of Elasticsearch, instead of a user',
    default: null,
    secret: true,
  },
  ELASTICSEARCH_CA_FILE: { description: "PEM file with Elasticsearch's CA", default: null },
  ELASTICSEARCH_INDEX_PREFIX: {
    description:
      'What the names of its indices begin with; another one for each Muster that shares a cluster',
    default: 'muster',
    check: (value) =>
      /^[a-z][a-z0-9]{0,30}$/.test(value) ? null : 'give a word of lower-case letters and digits',
  },
  MUSTER_DEMO: {
    description:
      'What npm start makes of an empty installation: true a demo organisation; false, as with --no-demo, the set-up page',
    default: 'true',
    check: yesNo,
  },
  MUSTER_WEBHOOK_NETWORKS: {
    description:
      'Networks beyond the public ones that webhooks may be sent to, such as 10.20.0.0/16, comma-separated',
    default: null,
    check: (value) =>
      networksIn(value).every((text) => readNetwork(text) !== null)
        ? null
        : 'give networks such as 10.20.0.0/16, separated by commas',
  },
  MUSTER_WEBHOOK_HTTP: {
    description: 'true to let webhooks go over plain http, for development',
    default: 'false',
    check: yesNo,
  },
  MUSTER_WORKER_QUEUES: {
    description:
      'Which queues a worker serves: all, or a comma-separated list of workflows, mail, bulk and provider kinds',
    default: 'all',
  },
  MUSTER_WORKER_CONCURRENCY: {
    description: 'Activities a worker runs at once per queue',
    default: '20',
    check: count,
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof settings;

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);

export interface ElasticsearchSettings {
  readonly url: URL;
  readonly username: string | null;
  readonly password: string | null;
  readonly apiKey: string | null;
  readonly caFile: string | null;
  readonly indexPrefix: string;
}

export interface Config {
  readonly home: string;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: URL;
  readonly trustProxy: boolean;
  readonly logLevel: string;
  readonly keysFile: string;
  readonly databaseUrl: string;
  readonly databaseConnections: number;
  readonly temporal: {
    readonly address: string;
    readonly namespace: string;
    readonly apiKey: string | null;
    readonly tls: boolean;
    readonly caFile: string | null;
    readonly certFile: string | null;
    readonly keyFile: string | null;
  };
  /** Temporal's own Web UI and the one namespace of it that is ours; null without one. */
  readonly engineUi: { readonly url: URL; readonly namespace: string } | null;
  /** Null where PostgreSQL answers searches. */
  readonly elasticsearch: ElasticsearchSettings | null;
  /** Asked by `npm start` only; what an installation is stands in its database. */
  readonly demo: boolean;
  readonly webhooks: WebhookRules;
  readonly workerQueues: string;
  readonly workerConcurrency: number;
}

/** The settings that would let others than the people of this machine reach a demo, whose passwords are printed. */
export function problemsOfDemo({
  host,
  publicUrl,
  trustProxy,
}: Pick<Config, 'host' | 'publicUrl' | 'trustProxy'>): string[] {
  const only = 'the demo organisation is for this machine only';
  return [
    ...(isLoopback(host) ? [] : [`MUSTER_HOST is "${host}": ${only}; give a loopback address`]),
    ...(isLoopback(publicUrl.hostname)
      ? []
      : [`MUSTER_PUBLIC_URL is "${publicUrl.href}": ${only}; give an address of localhost`]),
    ...(trustProxy ? [`MUSTER_TRUST_PROXY is "true": ${only}; leave it out`] : []),
  ];
}

/** All problems at once, each naming the setting and the fix. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`Muster's settings need attention:\n${problems.map((p) => `  - ${p}`).join('\n')}`);
    this.problems = problems;
  }
}

/**
 * Reads and checks the settings.
 * @param environment usually `process.env`
 * @throws {ConfigError}
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const get = (name: SettingName): string | null => {
    const setting: Setting = settings[name];
    const value = environment[name];
    if (value === undefined || value === '') return setting.default;
    const problem = setting.check?.(value) ?? null;
    if (problem !== null) problems.push(`${name}${setting.secret ? '' : ` is "${value}"`}: ${problem}`);
    return value;
  };
  const required = (name: SettingName): string => {
    const value = get(name);
    if (value === null) problems.push(`${name} is missing: ${settings[name].description}`);
    return value ?? '';
  };
  for (const name of Object.keys(environment)) {
    if (name.startsWith('MUSTER_') && !(name in settings))
      problems.push(`${name} is not a setting of Muster; see the README's list`);
  }
  const home = resolve(get('MUSTER_HOME') ?? '.muster');
  const portValue = Number(get('MUSTER_PORT'));
  const host = get('MUSTER_HOST') ?? '127.0.0.1';
  const publicUrl = get('MUSTER_PUBLIC_URL') ?? `http://localhost:${portValue}`;
  const keysFile = get('MUSTER_KEYS_FILE') ?? resolve(home, 'keys.json');
  if (!isAbsolute(keysFile)) problems.push('MUSTER_KEYS_FILE: give an absolute path');
  const engineUiUrl = get('TEMPORAL_UI_URL');
  const networks = get('MUSTER_WEBHOOK_NETWORKS');
  const elasticsearchUrl = get('ELASTICSEARCH_URL');
  const elasticsearch = {
    username: get('ELASTICSEARCH_USERNAME'),
    password: get('ELASTICSEARCH_PASSWORD'),
    apiKey: get('ELASTICSEARCH_API_KEY'),
    caFile: get('ELASTICSEARCH_CA_FILE'),
    indexPrefix: get('ELASTICSEARCH_INDEX_PREFIX') ?? 'muster',
  };
  if (elasticsearchUrl !== null && (elasticsearch.username === null) !== (elasticsearch.password === null))
    problems.push('ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD: give both, or neither');
  const config = {
    home,
    host,
    port: portValue,
    publicUrl: URL.canParse(publicUrl) ? new URL(publicUrl) : new URL('http://localhost'),
    trustProxy: get('MUSTER_TRUST_PROXY') === 'true',
    logLevel: get('MUSTER_LOG_LEVEL') ?? 'info',
    keysFile,
    databaseUrl: required('DATABASE_URL'),
    databaseConnections: Number(get('MUSTER_DATABASE_CONNECTIONS')),
    temporal: {
      address: required('TEMPORAL_ADDRESS'),
      namespace: get('TEMPORAL_NAMESPACE') ?? 'muster',
      apiKey: get('TEMPORAL_API_KEY'),
      tls: get('TEMPORAL_TLS') === 'true',
      caFile: get('TEMPORAL_TLS_CA_FILE'),
      certFile: get('TEMPORAL_TLS_CERT_FILE'),
      keyFile: get('TEMPORAL_TLS_KEY_FILE'),
    },
    engineUi:
      engineUiUrl !== null && URL.canParse(engineUiUrl)
        ? { url: new URL(engineUiUrl), namespace: get('TEMPORAL_NAMESPACE') ?? 'muster' }
        : null,
    elasticsearch:
      elasticsearchUrl !== null && URL.canParse(elasticsearchUrl)
        ? { url: new URL(elasticsearchUrl), ...elasticsearch }
        : null,
    demo: get('MUSTER_DEMO') !== 'false',
    webhooks: {
      networks: networks === null ? [] : networksIn(networks),
      http: get('MUSTER_WEBHOOK_HTTP') === 'true',
    },
    workerQueues: get('MUSTER_WORKER_QUEUES') ?? 'all',
    workerConcurrency: Number(get('MUSTER_WORKER_CONCURRENCY')),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}
