/** Microsoft's refusals in the closed list of codes; the only place where they are translated. */
import { ProviderError } from '../contract.ts';
import { GraphRefusal, TransportFailure } from './refusal.ts';
import { SignInRefusal } from './sign-in-refusal.ts';

/** How long to wait where Microsoft does not say. */
const pauseMs = 10_000;

export function translate(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  if (error instanceof TransportFailure) return ofTransport(error);
  if (error instanceof SignInRefusal) return ofSignIn(error);
  if (error instanceof GraphRefusal) return ofRefusal(error);
  return new ProviderError('internal', 'A part of Muster failed; see its log.', {
    detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    cause: error,
  });
}

const timeouts = new Set([
  'TimeoutError',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);
const unknownNames = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME']);
const untrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
const isTls = (code: string): boolean => /^(ERR_TLS|ERR_SSL|CERT_|EPROTO$)/.test(code) || untrusted.has(code);

export const isUnknownName = ({ code }: TransportFailure): boolean => unknownNames.has(code);

function ofTransport(failure: TransportFailure): ProviderError {
  const { host, code } = failure;
  const of = (kind: ConstructorParameters<typeof ProviderError>[0], message: string): ProviderError =>
    new ProviderError(kind, message, { detail: `${code} ${failure.message}`, cause: failure });
  if (unknownNames.has(code)) {
    return of(
      'provider.unavailable',
      `The name of ${host} cannot be found in DNS. Check the address and the name servers.`,
    );
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return of('provider.tls', `The certificate of ${host} carries another name. Check the address.`);
  }
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return of(
      'provider.tls',
      `The certificate of ${host} is not valid today. Renew it, or set the clocks right.`,
    );
  }
  if (isTls(code)) {
    return of(
      'provider.tls',
      untrusted.has(code)
        ? `The certificate of ${host} was issued by an authority that is not trusted. Add the certificate of that authority to the store's settings.`
        : `No encrypted connection to ${host} could be made. Check the address and what stands between.`,
    );
  }
  if (timeouts.has(code)) {
    return of('provider.timeout', `${host} did not answer in time. It is tried again.`);
  }
  return of(
    'provider.unavailable',
    `The connection to ${host} failed. Check the network and what stands between.`,
  );
}

/** AADSTS numbers (learn.microsoft.com/entra/identity-platform/reference-error-codes). */
const signInReasons: Readonly<
  Record<
    number,
    readonly [code: ConstructorParameters<typeof ProviderError>[0], message: string, setting: string]
  >
> = {
  90002: [
    'config.invalid',
    'Entra ID knows no tenant of this domain. Check the domain and the cloud of the store.',
    'domain',
  ],
  900023: [
    'config.invalid',
    'Entra ID knows no tenant of this domain. Check the domain and the cloud of the store.',
    'domain',
  ],
  90072: [
    'config.invalid',
    'Entra ID knows no tenant of this domain. Check the domain and the cloud of the store.',
    'domain',
  ],
  700016: [
    'provider.credentials',
    'The tenant has no application with this application ID. Check the application ID, or give the application consent in this tenant.',
    'applicationId',
  ],
  7000215: [
    'provider.credentials',
    'Entra ID refuses the client secret. Enter the value of the secret, not its ID.',
    'clientSecret',
  ],
  7000222: [
    'provider.credentials',
    'The client secret has expired. Make a new one in Entra ID and enter it.',
    'clientSecret',
  ],
  700027: [
    'provider.credentials',
    'Entra ID does not know the client certificate. Upload it to the application, or enter the right one.',
    'certificate',
  ],
  700024: [
    'provider.credentials',
    'Entra ID refuses the signed sign-in as not valid now. Check the clock of this machine.',
    'certificate',
  ],
  7000112: [
    'provider.credentials',
    'The application is disabled in the tenant. Enable it in Entra ID.',
    'applicationId',
  ],
};

function ofSignIn(refusal: SignInRefusal): ProviderError {
  const known = refusal.code === null ? undefined : signInReasons[refusal.code];
  const detail = `AADSTS${refusal.code ?? '?'} ${refusal.message}`;
  if (known === undefined) {
    return new ProviderError(
      'provider.credentials',
      'Entra ID refuses to let the application sign in. Check its ID, secret or certificate and its consent.',
      { detail, cause: refusal },
    );
  }
  const [code, message, setting] = known;
  return new ProviderError(code, message, { detail, attributes: [setting], cause: refusal });
}

function ofRefusal(refusal: GraphRefusal): ProviderError {
  const { status, code } = refusal;
  const extra = {
    detail: `${status} ${code}: ${refusal.message}${refusal.requestId === null ? '' : ` (request ${refusal.requestId})`}`,
    cause: refusal,
  };
  const wait = { ...extra, retryAfterMs: refusal.retryAfterMs ?? pauseMs };
  if (status === 429 || code === 'TooManyRequests') {
    return new ProviderError('provider.throttled', 'Entra ID asks to slow down. It is tried again.', wait);
  }
  if (code === 'Directory_ConcurrencyViolation') {
    return new ProviderError(
      'provider.unavailable',
      'Another change got in the way. It is tried again.',
      wait,
    );
  }
  if (status === 401) {
    return new ProviderError(
      'provider.credentials',
      'Entra ID refuses the application. Check its secret or certificate.',
      extra,
    );
  }
  if (status === 403) {
    return new ProviderError(
      'provider.forbidden',
      'The application lacks the permission for this in Entra ID. Grant it User.ReadWrite.All and Group.ReadWrite.All as application permissions, with consent.',
      extra,
    );
  }
  if (status === 404)
    return new ProviderError('object.notFound', 'It does not exist in Entra ID any more.', extra);
  if (status === 408 || status === 504) {
    return new ProviderError('provider.timeout', 'Entra ID did not answer in time. It is tried again.', wait);
  }
  if (status === 409 || status === 412) {
    return new ProviderError('object.conflict', 'It was changed in Entra ID meanwhile. Ask again.', extra);
  }
  if (status === 423 || status >= 500) {
    return new ProviderError(
      'provider.unavailable',
      'Entra ID is not available at the moment. It is tried again.',
      wait,
    );
  }
  if (status >= 300 && status < 400) {
    return new ProviderError(
      'config.invalid',
      'The Graph address answers with a redirect. Check the address.',
      extra,
    );
  }
  return ofBadRequest(refusal, extra);
}

function ofBadRequest(refusal: GraphRefusal, extra: { detail: string; cause: unknown }): ProviderError {
  const targets = refusal.details.flatMap(({ target }) => (target === null ? [] : [target]));
  const codes = new Set(refusal.details.map(({ code }) => code));
  if (codes.has('ObjectConflict')) {
    return new ProviderError(
      'object.exists',
      `Another object in Entra ID has this ${targets.join(', ')}. Choose another one.`,
      {
        ...extra,
        attributes: targets,
      },
    );
  }
  return new ProviderError('value.invalid', `Entra ID refuses this: ${refusal.message}`, {
    ...extra,
    attributes: targets,
  });
}
