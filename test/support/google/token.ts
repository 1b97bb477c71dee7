/** The token host: service-account assertions (RFC 7523) with domain-wide delegation. */
import { createPublicKey, createVerify, randomBytes } from 'node:crypto';

export interface ServiceAccount {
  readonly email: string;
  readonly publicKeyPem: string;
}

export interface TokenRules {
  readonly account: ServiceAccount;
  /** Whom the account may act for. */
  readonly administrator: string;
  /** What the domain's administrator has granted it. */
  readonly scopes: ReadonlySet<string>;
}

export type TokenAnswer = { readonly status: number; readonly body: object };

export class Tokens {
  private readonly valid = new Map<string, { readonly until: number; readonly scopes: readonly string[] }>();
  /** The service account has been disabled. */
  refused = false;
  /** What clients are told of how long a token lives. */
  expiresInSeconds = 3599;

  /** Ends every token that was given, as a revocation would. */
  revokeAll(): void {
    this.valid.clear();
  }

  isValid(token: string | undefined): boolean {
    return token !== undefined && (this.valid.get(token)?.until ?? 0) > Date.now();
  }

  holds(token: string | undefined, scope: string): boolean {
    return this.valid.get(token ?? '')?.scopes.includes(scope) === true;
  }

  give(rules: TokenRules, audience: string, form: Readonly<Record<string, string | undefined>>): TokenAnswer {
    if (form.grant_type !== 'urn:ietf:params:oauth:grant-type:jwt-bearer')
      return refusal(400, 'unsupported_grant_type', `Invalid grant_type: ${form.grant_type ?? ''}`);
    const [header = '', payload = '', signature = ''] = (form.assertion ?? '').split('.');
    const claims = parse(payload);
    if (claims === null) return refusal(400, 'invalid_request', 'Bad Request');
    if (this.refused || claims.iss !== rules.account.email)
      return refusal(400, 'invalid_grant', 'Invalid grant: account not found');
    const isSigned = createVerify('RSA-SHA256')
      .update(`${header}.${payload}`)
      .verify(createPublicKey(rules.account.publicKeyPem), Buffer.from(signature, 'base64url'));
    if (!isSigned) return refusal(400, 'invalid_grant', 'Invalid JWT Signature.');
    const now = Date.now() / 1000;
    if (claims.aud !== audience) return refusal(400, 'invalid_grant', 'Failed audience check.');
    if (!(Number(claims.iat) <= now + 60 && Number(claims.exp) > now && Number(claims.exp) <= now + 3660))
      return refusal(
        400,
        'invalid_grant',
        'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.',
      );
    if (claims.sub !== rules.administrator) return refusal(400, 'invalid_grant', 'Invalid email or User ID');
    const scopes = (typeof claims.scope === 'string' ? claims.scope : '').split(' ');
    if (scopes.some((scope) => !rules.scopes.has(scope))) {
      return refusal(
        401,
        'unauthorized_client',
        'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.',
      );
    }
    const token = `ya29.${randomBytes(24).toString('base64url')}`;
    this.valid.set(token, { until: Date.now() + 3_600_000, scopes });
    return {
      status: 200,
      body: { access_token: token, expires_in: this.expiresInSeconds, token_type: 'Bearer' },
    };
  }
}

const refusal = (status: number, error: string, error_description: string): TokenAnswer => ({
  status,
  body: { error, error_description },
});

function parse(payload: string): Readonly<Record<string, unknown>> | null {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  } catch {
    return null;
  }
}
