import dns from 'node:dns';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMailer } from '../../activities/platform/mail.ts';
import { connectGuarded, guardedAddress, isForbiddenAddress } from '../../activities/platform/outbound.ts';
import { providerOf } from '../../activities/providers/registry.ts';

describe('addresses Muster does not connect to', () => {
  it.each([
    '169.254.169.254',
    '169.254.1.1:636',
    '2852039166',
    '0xa9fea9fe',
    '0251.0376.0251.0376',
    '169.254.43518',
    '::ffff:169.254.169.254',
    '[::ffff:a9fe:a9fe]',
    '[64:ff9b::a9fe:a9fe]:389',
    'fe80::1',
    '[fe80::1%25eth0]:636',
    'fe80::1%eth0',
    'fd00:ec2::254',
    'fd00:0ec2:0:0::254',
    '100.100.100.200',
    'metadata.google.internal',
    'Metadata.Google.Internal.',
    'metadata',
    'postgresql://muster@169.254.169.254/people',
    'postgresql://muster@2852039166:5432/people',
    'postgresql://muster@metadata/people',
    ' 169.254.169.254 ',
    '１69.254.169.254',
  ])('%s', (text) => {
    expect(isForbiddenAddress(text)).toBe(true);
  });

  it.each([
    'dc1.corp.example.com',
    '10.0.0.1',
    '127.0.0.1',
    '::1',
    'localhost',
    'metadata.example.com',
    'postgresql://muster@db.example.org/metadata?sslmode=verify-full',
    'embedded',
    'ldaps',
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
    '',
  ])('but not %j', (text) => {
    expect(isForbiddenAddress(text)).toBe(false);
  });
});

describe('names that lead there when a connection is made (DNS rebinding)', () => {
  const names: Record<string, readonly string[]> = {
    'metadata.rebind.test': ['169.254.169.254'],
    'one-of-two.rebind.test': ['127.0.0.1', 'fd00:ec2::254'],
    'good.rebind.test': ['127.0.0.1'],
  };
  let lookups: string[] = [];
  /** A name server that answers as told; everything behind it is real. */
  const answer = (hostname: string, _options: unknown, callback: (...args: unknown[]) => void): void => {
    lookups.push(hostname);
    const found = names[hostname]?.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    if (found === undefined) callback(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' }));
    else callback(null, found);
  };
  const forbidden = ['metadata.rebind.test', 'one-of-two.rebind.test', '169.254.169.254'];
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined };
  let server: Server;
  let port: number;
  let connections = 0;

  beforeAll(async () => {
    server = createServer((socket) => {
      connections += 1;
      socket.on('error', () => undefined).end('554 closed\r\n');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
    vi.spyOn(dns, 'lookup').mockImplementation(answer as never);
  });
  afterAll(() => {
    vi.restoreAllMocks();
    server.close();
  });
  beforeEach(() => {
    lookups = [];
    connections = 0;
  });

  it('a good name is looked up once and connected to at that address', async () => {
    const socket = connectGuarded({ host: 'good.rebind.test', port });
    await once(socket, 'connect');
    expect(socket.remoteAddress).toBe('127.0.0.1');
    socket.destroy();
    expect(lookups).toEqual(['good.rebind.test']);
    expect(await guardedAddress('good.rebind.test')).toBe('127.0.0.1');
    await expect(guardedAddress('unknown.rebind.test')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });

  it.each(forbidden)('a mail server at %s gets no connection', async (host) => {
    using mailer = createMailer(
      {
        host,
        port,
        tls: false,
        caCertificate: null,
        fromAddress: 'muster@example.org',
        userName: null,
        tokenUrl: null,
        clientId: null,
        scope: null,
        version: 1,
      },
      { password: undefined, clientSecret: undefined },
    );
    const mail = {
      messageId: '<1@example.org>',
      to: ['a@example.org'],
      cc: [],
      subject: 's',
      text: 't',
      html: 'h',
    };
    await expect(mailer.send(mail)).rejects.toMatchObject({
      message: expect.stringContaining('link-local or metadata address'),
      serverFailed: true,
    });
    expect(connections).toBe(0);
  });

  it.each(forbidden)('a domain controller at %s gets no connection', async (host) => {
    const settings = {
      domain: 'corp.example.test',
      domainControllers: [{ host, port }],
      serviceAccount: 'muster@corp.example.test',
    };
    await using provider = providerOf('active-directory').connect(settings, {
      storeId: 'outbound',
      secrets: { password: 'never sent' },
      log,
    });
    const report = await provider.check();
    expect(report).toMatchObject({ ok: false });
    expect(report.message).toContain('link-local or metadata address');
    expect(connections).toBe(0);
  });

  it.each(forbidden)('a database of a local directory at %s gets no connection', async (host) => {
    const settings = {
      domain: 'example.org',
      instanceId: '00000000-0000-4000-8000-000000000000',
      database: `postgresql://muster@${host}:${port}/people`,
    };
    await using provider = providerOf('local').connect(settings, { storeId: 'outbound', secrets: {}, log });
    const report = await provider.check();
    expect(report).toMatchObject({ ok: false, failure: 'dns' });
    expect(report.message).toContain('link-local or metadata address');
    expect(connections).toBe(0);
  });
});
