/**
 * The application that signs in, and its tokens: OpenID discovery and the token endpoint of a
 * Microsoft sign-in host, refusing in its words (AADSTS codes).
 */
import {
  createHash,
  createPublicKey,
  randomBytes,
  randomUUID,
  verify,
  constants,
  X509Certificate,
} from 'node:crypto';
import type { Answer } from './call.ts';
import { GraphFailure } from './failure.ts';

const allRoles = [
  'User.ReadWrite.All',
  'Group.ReadWrite.All',
  'Directory.Read.All',
  'Organization.Read.All',
] as const;

const lifetimeSeconds = 3599;

export class Application {
  readonly clientId = randomUUID();
  readonly secret = randomBytes(20).toString('base64url');
  /** What an administrator consented to. */
  roles: readonly string[] = allRoles;
  /** The secret is right, but too old. */
  secretExpired = false;
  /** PEM of the certificate uploaded for the application. */
  certificatePem: string | null = null;
  /** Tokens given out. */
  tokensIssued = 0;
  readonly #tokens = new Set<string>();
  readonly #tenantNames: readonly string[];

  constructor(tenantId: string, domain: string) {
    this.#tenantNames = [tenantId, domain];
  }

  /** Ends every token given out so far. */
  expireTokens(): void {
    this.#tokens.clear();
  }

  answer(origin: string, method: string, path: string, body: string): Answer | null {
    const found = /^\/([^/]+)\/(v2\.0\/\.well-known\/openid-configuration|oauth2\/v2\.0\/token)$/.exec(path);
    if (found === null) return null;
    const [, tenant = '', what = ''] = found;
    if (!this.#tenantNames.includes(tenant.toLowerCase())) {
      return refusal(
        400,
        'invalid_tenant',
        90002,
        `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID.`,
      );
    }
    if (what.endsWith('openid-configuration')) return { status: 200, body: this.#metadata(origin, tenant) };
    if (method !== 'POST') return { status: 405, body: {} };
    return this.#token(origin, tenant, new URLSearchParams(body));
  }

  /** @throws 401 */
  authorize(header: string | undefined): void {
    const token = /^Bearer (.+)$/.exec(header ?? '')?.[1];
    if (token === undefined) {
      throw new GraphFailure(401, 'InvalidAuthenticationToken', 'Access token is empty.');
    }
    if (!this.#tokens.has(token)) {
      throw new GraphFailure(
        401,
        'InvalidAuthenticationToken',
        'Lifetime validation failed, the token is expired.',
        {
          headers: { 'www-authenticate': 'Bearer realm="", authorization_uri="", error="invalid_token"' },
        },
      );
    }
  }

  /** True when one of these application permissions was consented to. */
  may(...roles: readonly string[]): boolean {
    return roles.some((role) => this.roles.includes(role)) || this.roles.includes('Directory.ReadWrite.All');
  }

  #metadata(origin: string, tenant: string): object {
    const base = `${origin}/${tenant}`;
    return {
      issuer: `${base}/v2.0`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      end_session_endpoint: `${base}/oauth2/v2.0/logout`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
      response_types_supported: ['code', 'id_token'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    };
  }

  #token(origin: string, tenant: string, form: URLSearchParams): Answer {
    if (form.get('grant_type') !== 'client_credentials') {
      return refusal(400, 'unsupported_grant_type', 70003, 'The app requested an unsupported grant type.');
    }
    if (form.get('client_id') !== this.clientId) {
      return refusal(
        400,
        'unauthorized_client',
        700016,
        `Application with identifier '${form.get('client_id') ?? ''}' was not found in the directory '${tenant}'.`,
      );
    }
    if (!(form.get('scope') ?? '').split(' ').some((scope) => scope.endsWith('/.default'))) {
      return refusal(400, 'invalid_scope', 1002012, 'The provided value for scope is not valid.');
    }
    const refused = this.#refuseCredential(origin, tenant, form);
    if (refused !== null) return refused;
    const token = this.#issue(tenant);
    return {
      status: 200,
      body: {
        token_type: 'Bearer',
        expires_in: lifetimeSeconds,
        ext_expires_in: lifetimeSeconds,
        access_token: token,
      },
    };
  }

  #refuseCredential(origin: string, tenant: string, form: URLSearchParams): Answer | null {
    const assertion = form.get('client_assertion');
    if (assertion !== null) {
      if (this.#isSigned(assertion, `${origin}/${tenant}/`)) return null;
      return refusal(
        401,
        'invalid_client',
        700027,
        'The certificate with identifier used to sign the client assertion is not registered on application.',
      );
    }
    if (form.get('client_secret') !== this.secret) {
      return refusal(
        401,
        'invalid_client',
        7000215,
        'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID.',
      );
    }
    return this.secretExpired
      ? refusal(401, 'invalid_client', 7000222, 'The provided client secret keys for app are expired.')
      : null;
  }

  /** RFC 7523: signed with the key of the certificate, for this very endpoint, by this application, in time. */
  #isSigned(assertion: string, audience: string): boolean {
    const [head = '', payload = '', signature = ''] = assertion.split('.');
    if (this.certificatePem === null) return false;
    const header = json(head);
    const claims = json(payload);
    const certificate = new X509Certificate(this.certificatePem);
    const thumbprint = createHash('sha256').update(certificate.raw).digest('base64url');
    const thumbprintOld = createHash('sha1').update(certificate.raw).digest('base64url');
    if (header['x5t#S256'] !== thumbprint && header['x5t'] !== thumbprintOld) return false;
    if (claims['iss'] !== this.clientId || claims['sub'] !== this.clientId) return false;
    if (!String(claims['aud']).startsWith(audience)) return false;
    if (Number(claims['exp']) * 1000 <= Date.now()) return false;
    const key = createPublicKey(this.certificatePem);
    const pss = header['alg'] === 'PS256';
    return verify(
      'sha256',
      Buffer.from(`${head}.${payload}`),
      pss ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : key,
      Buffer.from(signature, 'base64url'),
    );
  }

  #issue(tenant: string): string {
    this.tokensIssued += 1;
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { aud: 'graph', tid: tenant, appid: this.clientId, roles: this.roles, jti: randomUUID() };
    const token = `${part({ typ: 'JWT', alg: 'none' })}.${part(claims)}.${randomBytes(16).toString('base64url')}`;
    this.#tokens.add(token);
    return token;
  }
}

const json = (part: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>;

function refusal(status: number, error: string, code: number, words: string): Answer {
  const id = randomUUID();
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${code}: ${words} Trace ID: ${id} Correlation ID: ${id} Timestamp: ${new Date().toISOString()}`,
      error_codes: [code],
      timestamp: new Date().toISOString(),
      trace_id: id,
      correlation_id: id,
    },
  };
}
