/** Signed requests to the Directory API: one client, one token, no retries of its own. */
import { createPrivateKey, sign } from 'node:crypto';
import { Agent } from 'node:https';
import { rootCertificates } from 'node:tls';
import { admin, type admin_directory_v1, auth } from '@googleapis/admin';
import { guardedLookup } from '../../platform/outbound.ts';
import { ProviderError } from '../contract.ts';
import { checkWriteFence } from '../write-fence.ts';
import { answerOf, translate } from './errors.ts';
import { type GoogleWorkspaceSettings, parseKeyFile, type ServiceAccountKey } from './settings.ts';

export type DirectoryApi = admin_directory_v1.Admin;

const scopesOf = (...names: readonly string[]): string =>
  names.map((name) => `https://www.googleapis.com/auth/admin.directory.${name}`).join(' ');
const scopes = scopesOf('user', 'group', 'orgunit', 'customer.readonly', 'domain.readonly');
/** Asked for apart: a token is refused whole for one scope that was not granted. */
const schemaScope = scopesOf('userschema.readonly');
type OAuth2 = InstanceType<typeof auth.OAuth2>;

const tokenLifetimeSeconds = 3600;
/** Requests at once: the API allows 2,400 a minute and account. */
const maxConnections = 8;

export class GoogleConnection implements Disposable {
  readonly api: DirectoryApi;
  private readonly client: OAuth2;
  private readonly schemaClient: OAuth2;
  private readonly agent: Agent;
  private readonly settings: GoogleWorkspaceSettings;
  private readonly keyFile: string | undefined;

  constructor(settings: GoogleWorkspaceSettings, keyFile: string | undefined) {
    this.settings = settings;
    this.keyFile = keyFile;
    const { caCertificate, apiUrl, operationTimeoutMs = 30_000 } = settings;
    this.agent = new Agent({
      keepAlive: true,
      maxSockets: maxConnections,
      lookup: guardedLookup,
      ...(caCertificate === undefined ? {} : { ca: [...rootCertificates, caCertificate] }),
    });
    this.client = this.clientFor(scopes, operationTimeoutMs);
    this.schemaClient = this.clientFor(schemaScope, operationTimeoutMs);
    this.api = admin({
      version: 'directory_v1',
      auth: this.client,
      retry: false,
      ...(apiUrl === undefined ? {} : { rootUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/` }),
    });
  }

  private clientFor(granted: string, timeout: number): OAuth2 {
    const client = new auth.OAuth2();
    // The library's own JWT client asks Google's public token host whatever the key file says.
    client.refreshHandler = () => this.freshToken(granted);
    client.transporter.defaults = { agent: this.agent, timeout, retry: false };
    client.transporter.interceptors.request.add({
      resolved: (request) => {
        if (request.method !== 'GET') checkWriteFence();
        return Promise.resolve(request);
      },
    });
    return client;
  }

  /** What the organization has added to its users' profiles. @throws `provider.forbidden` where that scope was not granted */
  schemas(): Promise<readonly admin_directory_v1.Schema$Schema[]> {
    return this.run(async (api) => {
      const { data } = await api.schemas.list({ customerId: 'my_customer', auth: this.schemaClient });
      return data.schemas ?? [];
    });
  }

  /** Runs calls of the API. @throws ProviderError only */
  async run<T>(work: (api: DirectoryApi) => Promise<T>): Promise<T> {
    try {
      return await work(this.api);
    } catch (error) {
      throw this.translated(error);
    }
  }

  /** As the contract's error. A refused token is forgotten, so that the next call asks for another. */
  translated(error: unknown): ProviderError {
    if (answerOf(error)?.status === 401) {
      this.client.setCredentials({});
      this.schemaClient.setCredentials({});
    }
    return translate(error);
  }

  /** @throws `config.invalid` */
  key(): ServiceAccountKey {
    const key = parseKeyFile(this.keyFile, this.settings.serviceAccount);
    if ('problem' in key) throw new ProviderError('config.invalid', key.problem, { attributes: ['keyFile'] });
    return key;
  }

  /**
   * Asks for a token in the administrator's name (RFC 7523; "Using OAuth 2.0 for Server to Server Applications").
   * @throws `provider.credentials`, `provider.forbidden` and those of the network
   */
  async freshToken(granted = scopes): Promise<{ access_token: string; expiry_date: number }> {
    const key = this.key();
    try {
      const { data } = await this.client.transporter.request<{ access_token: string; expires_in: number }>({
        url: key.tokenUri,
        method: 'POST',
        data: new URLSearchParams({
          grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
          assertion: assertion(key, this.settings.adminUsername, granted),
        }),
        responseType: 'json',
      });
      return { access_token: data.access_token, expiry_date: Date.now() + data.expires_in * 1000 };
    } catch (error) {
      throw tokenProblem(error);
    }
  }

  [Symbol.dispose](): void {
    this.agent.destroy();
  }
}

function assertion(key: ServiceAccountKey, subject: string, scope: string): string {
  const now = Math.floor(Date.now() / 1000);
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const header = {
    alg: 'RS256',
    typ: 'JWT',
    ...(key.privateKeyId === null ? {} : { kid: key.privateKeyId }),
  };
  const claims = {
    iss: key.clientEmail,
    sub: subject,
    aud: key.tokenUri,
    scope,
    iat: now,
    exp: now + tokenLifetimeSeconds,
  };
  const signed = `${encode(header)}.${encode(claims)}`;
  const signature = sign('RSA-SHA256', Buffer.from(signed), createPrivateKey(key.privateKey));
  return `${signed}.${signature.toString('base64url')}`;
}

function tokenProblem(error: unknown): ProviderError {
  const answer = answerOf(error);
  if (answer === null || answer.status === 429 || answer.status >= 500) return translate(error);
  const detail = `${String(answer.status)} ${answer.reason}: ${answer.message}`;
  if (answer.reason === 'unauthorized_client' || answer.reason === 'access_denied') {
    return new ProviderError(
      'provider.forbidden',
      'The service account has no domain-wide delegation for the Directory API. Grant it the scopes in the Admin console under Security, API controls.',
      { detail, cause: error },
    );
  }
  return new ProviderError(
    'provider.credentials',
    'Google refuses the key file or the administrator of this store. Enter a valid key and the address of a super administrator.',
    { detail, cause: error },
  );
}
