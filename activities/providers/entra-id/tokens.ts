/** Access tokens of the application, by secret or certificate, through `@azure/identity`. */
import type { TokenCredential } from '@azure/identity';
import { ProviderError } from '../contract.ts';
import type { Cloud } from './cloud.ts';
import { readClientCertificate } from './client-certificate.ts';
import type { Transport } from './transport.ts';
import { TransportFailure } from './refusal.ts';
import { type EntraIdSecrets, type EntraIdSettings, tenantOf } from './settings.ts';
import { SignInRefusal } from './sign-in-refusal.ts';

export interface TokenSourceOptions {
  readonly settings: EntraIdSettings;
  readonly secrets: EntraIdSecrets;
  readonly cloud: Cloud;
  readonly authorities: readonly string[];
  readonly transport: Transport;
}

export class TokenSource {
  readonly #options: TokenSourceOptions;
  #credential: TokenCredential | null = null;
  #fetchedAtMs = 0;
  #last: string | null = null;

  constructor(options: TokenSourceOptions) {
    this.#options = options;
  }

  /** A valid token; the library keeps it until shortly before its end. */
  async get(): Promise<string> {
    let token;
    try {
      this.#credential ??= await this.#connect();
      token = await this.#credential.getToken(`${this.#options.cloud.graph}/.default`);
    } catch (error) {
      throw await this.#explain(error);
    }
    if (token === null) throw new SignInRefusal('No token was given.');
    if (token.token !== this.#last) {
      this.#last = token.token;
      this.#fetchedAtMs = Date.now();
    }
    return token.token;
  }

  /** Forgets the token. @returns how old it was, in ms */
  forget(): number {
    this.#credential = null;
    this.#last = null;
    return Date.now() - this.#fetchedAtMs;
  }

  async #connect(): Promise<TokenCredential> {
    // Loaded at the first use: only stores of this kind pay for it.
    const { ClientCertificateCredential, ClientSecretCredential } = await import('@azure/identity');
    const { settings, secrets, cloud, authorities } = this.#options;
    const options = {
      authorityHost: cloud.authority,
      disableInstanceDiscovery: cloud.isCustom,
      retryOptions: { maxRetries: 0 },
      tlsOptions: { ca: [...authorities] },
    };
    const { clientSecret, certificate, certificatePassword } = secrets;
    if (certificate !== undefined) {
      const { pem, password } = readClientCertificate(certificate, certificatePassword);
      return new ClientCertificateCredential(
        tenantOf(settings),
        settings.applicationId,
        { certificate: pem, ...(password === undefined ? {} : { certificatePassword: password }) },
        options,
      );
    }
    if (clientSecret === undefined) {
      throw new ProviderError(
        'provider.credentials',
        'The store has neither a client secret nor a certificate. Enter one of them.',
        { attributes: ['clientSecret'] },
      );
    }
    return new ClientSecretCredential(tenantOf(settings), settings.applicationId, clientSecret, options);
  }

  /** The library reports an untrusted certificate like an unknown tenant; asking once more tells them apart. */
  async #explain(error: unknown): Promise<unknown> {
    if (error instanceof ProviderError) return error;
    const message = error instanceof Error ? error.message : String(error);
    const refusal = new SignInRefusal(message, error);
    if (refusal.code !== null) return refusal;
    try {
      await this.askForTenant();
    } catch (reason) {
      return reason;
    }
    const cause = error instanceof Error ? error.cause : undefined;
    return cause === undefined
      ? refusal
      : new TransportFailure(new URL(this.#options.cloud.authority).host, cause);
  }

  /** @throws SignInRefusal for an unknown tenant, TransportFailure */
  async askForTenant(): Promise<void> {
    const { settings, cloud, transport } = this.#options;
    const url = `${cloud.authority}/${encodeURIComponent(tenantOf(settings))}/v2.0/.well-known/openid-configuration`;
    const response = await transport.send(url);
    if (response.ok) return;
    const body = await response.text();
    if (response.status < 500 && response.status !== 429)
      throw new SignInRefusal(`${response.status} ${body.slice(0, 500)}`);
    throw new TransportFailure(new URL(url).host, new Error(`Status ${response.status}`));
  }
}
