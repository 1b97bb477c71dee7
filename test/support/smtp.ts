/** A mail server of the tests' own: a real SMTP server that keeps what it takes and refuses on demand. */
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body as they came. */
  readonly raw: string;
  readonly messageId: string;
  readonly subject: string;
  readonly user: string | null;
  readonly secure: boolean;
}

export interface MailServer extends AsyncDisposable {
  readonly port: number;
  /** Grows as mail comes in. */
  readonly received: readonly ReceivedMail[];
  /** Answers these to the next recipients, one each, such as 450 or 550. */
  refuseRecipients(...codes: number[]): void;
  /** Takes the next mail and then drops the connection without an answer. */
  dropAfterNextMail(): void;
}

export interface MailServerOptions {
  readonly key?: string;
  readonly cert?: string;
  /** Where given, these are the only credentials and they are needed. */
  readonly user?: string;
  readonly password?: string;
  /** Instead of a password: what an OAuth 2.0 client signs in with. */
  readonly accessToken?: string;
}

const header = (raw: string, name: string): string => {
  const head = (raw.split('\r\n\r\n')[0] ?? '').replaceAll(/\r\n[ \t]+/g, ' ');
  const line = head.split('\r\n').find((each) => each.toLowerCase().startsWith(`${name}:`)) ?? '';
  return line.slice(name.length + 1).trim();
};

export async function startMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const refusals: number[] = [];
  let drop = false;
  const offersTls = options.cert !== undefined;
  const settings: SMTPServerOptions = {
    ...(options.key === undefined ? {} : { key: options.key }),
    ...(options.cert === undefined ? {} : { cert: options.cert }),
    authOptional: options.user === undefined,
    ...(options.accessToken === undefined ? {} : { authMethods: ['XOAUTH2'] }),
    disabledCommands: [...(offersTls ? [] : ['STARTTLS']), ...(options.user === undefined ? ['AUTH'] : [])],
    disableReverseLookup: true,
    logger: false,
    onAuth(auth, _session, done) {
      const isKnown =
        options.accessToken === undefined
          ? auth.password === options.password
          : auth.accessToken === options.accessToken;
      if (auth.username === options.user && isKnown) done(null, { user: auth.username });
      else done(refusal(535, 'authentication failed'));
    },
    onRcptTo(_address, _session, done) {
      const code = refusals.shift();
      done(code === undefined ? null : refusal(code, 'not now'));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8');
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw,
          messageId: header(raw, 'message-id'),
          subject: header(raw, 'subject'),
          user: session.user === undefined ? null : String(session.user),
          secure: session.secure,
        });
        if (!drop) {
          done();
          return;
        }
        drop = false;
        for (const connection of server.connections) (connection as { close(): void }).close();
      });
    },
  };
  const server = new SMTPServer(settings);
  // A client that hangs up is part of the tests.
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('The mail server has no port.');
  return {
    port: address.port,
    received,
    refuseRecipients: (...codes) => refusals.push(...codes),
    dropAfterNextMail: () => {
      drop = true;
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(resolve);
      }),
  };
}

const refusal = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });
