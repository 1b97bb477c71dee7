/** The connection to a store's mail server. */
import type { Socket } from 'node:net';
import { createTransport, type Transporter } from 'nodemailer';
import {
  getMailSettings,
  type MailSettings,
  smtpClientSecret,
  smtpPasswordSecret,
} from '../database/repositories/mail-settings.ts';
import type { Db } from '../database/client.ts';
import { isLoopback } from './config.ts';
import type { KeyRing } from './keyring.ts';
import { fetchMailToken } from './mail-token.ts';
import { connectGuarded } from './outbound.ts';
import { readSecrets } from './secrets.ts';

const connectTimeoutMs = 10_000;
const answerTimeoutMs = 30_000;
/** TLS from the first byte (RFC 8314); all other ports begin in clear and switch by STARTTLS. */
const implicitTlsPort = 465;

export interface Mail {
  /** With angle brackets; the same for every try of the same mail. */
  readonly messageId: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The mail was not accepted. */
export class MailError extends Error {
  override readonly name = 'MailError';
  /** True when the server did not get as far as this mail: the next one would fare no better. */
  readonly serverFailed: boolean;
  constructor(message: string, serverFailed: boolean, cause?: unknown) {
    super(message, { cause });
    this.serverFailed = serverFailed;
  }
}

export interface Mailer extends Disposable {
  /** Of the settings it was opened with. */
  readonly version: number;
  /** Resolves when the server has taken the mail over. @throws {MailError} */
  send(mail: Mail): Promise<void>;
  /** Connects and signs in, and sends nothing. @throws {MailError} */
  greet(): Promise<void>;
}

type SocketCallback = (error: Error | null, found?: { readonly connection: Socket }) => void;

/** Of the store's own mail server; null where none is set. */
export async function openMailer(db: Db, keyRing: KeyRing, storeId: string): Promise<Mailer | null> {
  const settings = await getMailSettings(db, storeId);
  if (settings === null) return null;
  const secrets = await readSecrets(db, keyRing, storeId);
  return createMailer(settings, {
    password: secrets[smtpPasswordSecret],
    clientSecret: secrets[smtpClientSecret],
  });
}

interface MailSecrets {
  readonly password: string | undefined;
  readonly clientSecret: string | undefined;
}

/**
 * Speaks to one mail server over one connection, opened at the first mail. With `tls` the
 * certificate is verified against the system's authorities or the store's own, and nothing is sent
 * in clear; a password is never sent in clear beyond this machine.
 */
export function createMailer(
  settings: Omit<MailSettings, 'storeId' | 'toAddresses' | 'ccAddresses' | 'updatedAt'>,
  secrets: MailSecrets,
): Mailer {
  const { host, port, tls, caCertificate, fromAddress, userName } = settings;
  const refusal =
    userName !== null && !tls && !isLoopback(host)
      ? 'The password of the mail server is not sent without TLS. Switch TLS on in the mail settings.'
      : null;
  const byToken = userName !== null && settings.tokenUrl !== null;
  const transport: Transporter = createTransport({
    pool: true,
    maxConnections: 1,
    host,
    port,
    secure: tls && port === implicitTlsPort,
    requireTLS: tls,
    ignoreTLS: !tls,
    tls: { minVersion: 'TLSv1.2', ...(caCertificate === null ? {} : { ca: caCertificate }) },
    ...(userName === null
      ? {}
      : {
          auth: byToken
            ? { type: 'OAuth2', user: userName }
            : { user: userName, pass: secrets.password ?? '' },
        }),
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: connectTimeoutMs,
    dnsTimeout: connectTimeoutMs,
    socketTimeout: answerTimeoutMs,
    // The name is looked up and checked here; TLS verifies the certificate against it all the same.
    getSocket: (_options: unknown, callback: SocketCallback) => {
      const socket = connectGuarded({ host, port, timeout: connectTimeoutMs });
      const settle = (error: Error | null): void => {
        socket.removeAllListeners().setTimeout(0);
        if (error === null) callback(null, { connection: socket });
        else {
          socket.on('error', () => undefined).destroy();
          callback(error);
        }
      };
      socket
        .once('connect', () => {
          settle(null);
        })
        .once('error', settle)
        .once('timeout', () => {
          settle(new Error(`No answer within ${connectTimeoutMs / 1000} seconds.`));
        });
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  if (byToken) {
    transport.set(
      'oauth2_provision_cb',
      (_user: string, _renew: boolean, done: (error: Error | null, token?: string) => void) => {
        fetchMailToken(settings, secrets.clientSecret).then(
          (token) => {
            done(null, token);
          },
          (error: unknown) => {
            done(error instanceof Error ? error : new Error(String(error)));
          },
        );
      },
    );
  }
  const named = (address: string) => ({ name: '', address });
  const speak = async (say: () => Promise<unknown>): Promise<void> => {
    if (refusal !== null) throw new MailError(refusal, true);
    try {
      await say();
    } catch (error) {
      throw translate(error, `${host}:${port}`);
    }
  };
  return {
    version: settings.version,
    send: ({ to, cc, messageId, subject, text, html }) =>
      speak(() =>
        transport.sendMail({
          from: { name: 'Muster', address: fromAddress },
          to: to.map(named),
          cc: cc.map(named),
          messageId,
          subject,
          text,
          html,
          headers: { 'Auto-Submitted': 'auto-generated' },
        }),
      ),
    greet: () => speak(() => transport.verify()),
    [Symbol.dispose]: () => {
      transport.close();
    },
  };
}

/** Refusals of this one mail (its addresses, its content); everything else concerns the server. */
const mailCodes = new Set(['EENVELOPE', 'EMESSAGE']);

function translate(error: unknown, server: string): MailError {
  const { code = '', message, response } = error as { code?: string; message: string; response?: string };
  const answer = (response ?? message).replaceAll(/\s+/gu, ' ').slice(0, 500);
  const reason =
    code === 'ETLS' && response !== undefined
      ? `it offers no TLS (${answer}). Correct the port, or switch TLS off in the mail settings`
      : answer;
  return new MailError(
    `The mail server ${server} did not take the mail: ${reason}`,
    !mailCodes.has(code),
    error,
  );
}
