/** From a server's name to a verified, encrypted socket. */
import { X509Certificate } from 'node:crypto';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import {
  connect as connectTls,
  createSecureContext,
  getCACertificates,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';
import { BerReader, ExtendedRequest } from 'ldapts';
import { ForbiddenAddressError, guardedAddress } from '../../platform/outbound.ts';
import { ProviderError } from '../contract.ts';
import { splitMessages } from './message-framing.ts';
import type { LdapServer } from './servers.ts';

export type ConnectPhase = 'dns' | 'network' | 'tls';

export interface ConnectOptions {
  /** What people call such a server, such as "domain controller". */
  readonly noun: string;
  readonly tls: 'ldaps' | 'starttls';
  readonly timeoutMs: number;
  readonly trust: SecureContext;
  /** Told when a phase begins, so that a check can say how far it got. */
  readonly onPhase?: (phase: ConnectPhase) => void;
}

/** RFC 4511 4.14. */
const startTlsOid = '1.3.6.1.4.1.1466.20037';

const pemBlock = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/**
 * The authorities a store trusts: the default ones and its own.
 * @param caCertificate PEM, one or more
 * @throws `config.invalid` when the certificate is no PEM
 */
export function trustOf(caCertificate: string | undefined): SecureContext {
  const own = caCertificate?.trim() ?? '';
  const certificates = own.match(pemBlock) ?? [];
  try {
    // OpenSSL skips what it cannot read; a store whose authority is skipped could never connect.
    for (const pem of certificates) new X509Certificate(pem);
    if (own !== '' && certificates.length === 0)
      throw new Error('There is no BEGIN CERTIFICATE in the text.');
    return createSecureContext({
      ca: [...getCACertificates('default'), ...certificates],
      minVersion: 'TLSv1.2',
    });
  } catch (error) {
    throw new ProviderError(
      'config.invalid',
      "The certificate authority in the store's settings cannot be read. Paste it in PEM form, beginning with BEGIN CERTIFICATE.",
      { attributes: ['caCertificate'], cause: error },
    );
  }
}

/** @throws `provider.unavailable` (DNS, network), `provider.timeout`, `provider.tls` */
export async function connect(server: LdapServer, options: ConnectOptions): Promise<TLSSocket> {
  options.onPhase?.('dns');
  const address = await findAddress(server, options);
  options.onPhase?.('network');
  const plain = await openTcp(server, address, options);
  options.onPhase?.('tls');
  try {
    if (options.tls === 'starttls') await askForTls(plain, server, options);
    return await secure(plain, server, options);
  } catch (error) {
    plain.destroy();
    throw error;
  }
}

async function findAddress(server: LdapServer, { noun }: ConnectOptions): Promise<string> {
  const target = server.address ?? server.host;
  try {
    return await guardedAddress(target);
  } catch (error) {
    if (error instanceof ForbiddenAddressError) {
      throw new ProviderError(
        'provider.unavailable',
        `${error.message} Correct the name or the name server.`,
        {
          cause: error,
        },
      );
    }
    throw new ProviderError(
      'provider.unavailable',
      `The name ${target} cannot be found in DNS. Check the host name of the ${noun}, or give its address.`,
      { detail: describe(error), cause: error },
    );
  }
}

async function openTcp(
  server: LdapServer,
  address: string,
  { noun, timeoutMs }: ConnectOptions,
): Promise<Socket> {
  const socket = connectTcp({ host: address, port: server.port, noDelay: true, keepAlive: true });
  try {
    await settled(socket, 'connect', timeoutMs);
    return socket;
  } catch (error) {
    socket.destroy();
    throw new ProviderError(
      'provider.unavailable',
      `The ${noun} ${server.host} does not answer at ${address} port ${server.port}. Check that it runs and that no firewall stands between.`,
      { detail: describe(error), cause: error },
    );
  }
}

/** Checks chain and name; there is no switch that turns this off. */
async function secure(plain: Socket, server: LdapServer, options: ConnectOptions): Promise<TLSSocket> {
  const socket = connectTls({
    socket: plain,
    host: server.host,
    ...(isIP(server.host) === 0 ? { servername: server.host } : {}),
    secureContext: options.trust,
    rejectUnauthorized: true,
  });
  try {
    await settled(socket, 'secureConnect', options.timeoutMs);
    return socket;
  } catch (error) {
    socket.destroy();
    throw new ProviderError('provider.tls', tlsMessage(server, options.noun, codeOf(error)), {
      detail: describe(error),
      cause: error,
    });
  }
}

function tlsMessage({ host, port }: LdapServer, noun: string, code: string): string {
  switch (code) {
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `The certificate of the ${noun} does not carry the name ${host}. Use the name that stands in its certificate as host name.`;
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
      return `The certificate of ${host} is not valid today. Renew it on the ${noun}, or set the clocks right.`;
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return `The certificate of ${host} was issued by an authority that is not trusted. Add the certificate of that authority to the store's settings.`;
    default:
      return `No encrypted connection to ${host} port ${port} could be made. Check that the ${noun} has a certificate for LDAPS and that the port is right.`;
  }
}

/** Nothing but this request travels unencrypted. */
async function askForTls(
  socket: Socket,
  server: LdapServer,
  { noun, timeoutMs }: ConnectOptions,
): Promise<void> {
  const refused = (detail: string): ProviderError =>
    new ProviderError(
      'provider.tls',
      `The ${noun} ${server.host} does not offer StartTLS. Install a certificate there, or use LDAPS.`,
      { detail },
    );
  socket.write(new ExtendedRequest({ messageId: 1, oid: startTlsOid }).write());
  let received: Buffer = Buffer.alloc(0);
  for (;;) {
    try {
      await settled(socket, 'readable', timeoutMs);
    } catch (error) {
      throw refused(describe(error));
    }
    const data = socket.read() as Buffer | null;
    if (data === null) continue;
    received = Buffer.concat([received, data]);
    const { messages, rest } = splitMessages(received);
    const [answer] = messages;
    if (answer === undefined) continue;
    const reader = new BerReader(answer);
    reader.readSequence();
    reader.readInt();
    reader.readSequence();
    const status = reader.readEnumeration();
    // Bytes after the answer would have been slipped in by someone on the way.
    if (status !== 0 || rest.length > 0 || messages.length > 1)
      throw refused(`StartTLS answered ${String(status)}.`);
    return;
  }
}

/** Waits for an event; an error, an end or too long a wait rejects. Leaves no listener behind. */
function settled(socket: Socket, event: string, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (error?: Error): void => {
      clearTimeout(timer);
      socket.off(event, onEvent).off('error', onError).off('close', onClose).off('end', onClose);
      if (error === undefined) resolve();
      else {
        socket.on('error', () => undefined);
        reject(error);
      }
    };
    const onEvent = (): void => {
      finish();
    };
    const onError = (error: Error): void => {
      finish(error);
    };
    const onClose = (): void => {
      finish(new Error('The connection was closed.'));
    };
    const timer = setTimeout(() => {
      finish(new Error(`No answer within ${timeoutMs} ms.`));
    }, timeoutMs);
    socket.on(event, onEvent).on('error', onError).on('close', onClose).on('end', onClose);
  });
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

const describe = (error: unknown): string =>
  error instanceof Error
    ? [codeOf(error), error.message].filter((part) => part !== '').join(': ')
    : 'unknown';
