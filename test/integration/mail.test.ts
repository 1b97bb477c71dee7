import { randomBytes, randomUUID } from 'node:crypto';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectDatabase, type DatabaseConnection } from '../../activities/database/client.ts';
import {
  putMailSettings,
  smtpClientSecret,
  smtpPasswordSecret,
} from '../../activities/database/repositories/mail-settings.ts';
import { putMailTemplate } from '../../activities/database/repositories/mail-templates.ts';
import { queueNotifications } from '../../activities/database/repositories/notifications.ts';
import { savePersonalSettings } from '../../activities/database/repositories/personal-settings.ts';
import { insertStore } from '../../activities/database/repositories/stores.ts';
import { notifications } from '../../activities/database/schema/history.ts';
import { createMailActivities } from '../../activities/notifications/send-mails.ts';
import { KeyRing } from '../../activities/platform/keyring.ts';
import { createLogger } from '../../activities/platform/log.ts';
import { queueEvent } from '../../activities/platform/mail-queue.ts';
import { saveSecret } from '../../activities/platform/secrets.ts';
import { defaultSettings } from '../../workflows/contracts/personal-settings.ts';
import { type CertificateAuthority, createAuthority } from '../support/certificates.ts';
import { freshDatabase } from '../support/environment.ts';
import { localSettings } from '../support/local-directory.ts';
import { freePort } from '../support/ports.ts';
import { startMailServer } from '../support/smtp.ts';

const password = 'smtp-password-planted';
const keyRing = new KeyRing([{ id: 'k1', createdAt: '', key: randomBytes(32).toString('base64') }]);
const config = { publicUrl: new URL('https://muster.example.org') };

describe('sending mail', { timeout: 20_000 }, () => {
  let raw: Awaited<ReturnType<typeof freshDatabase>>;
  let database: DatabaseConnection;
  let authority: CertificateAuthority;
  let storeId: string;
  const lines: string[] = [];

  beforeAll(async () => {
    raw = await freshDatabase();
    database = connectDatabase(raw.url, 4, () => undefined);
    authority = await createAuthority();
  }, 60_000);
  afterAll(async () => {
    await authority[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
    await raw[Symbol.asyncDispose]();
  });
  const anotherStore = () =>
    insertStore(database.db, {
      name: randomUUID(),
      kind: 'local',
      description: '',
      settings: localSettings(),
    });
  beforeEach(async () => {
    storeId = (await anotherStore()).id;
  });

  const activities = () =>
    createMailActivities({
      db: database.db,
      keyRing,
      config,
      log: createLogger('test', 'debug', { write: (line) => lines.push(line) }),
    });
  const configure = (settings: {
    port: number;
    host?: string;
    tls?: boolean;
    ca?: string;
    user?: string;
    tokenUrl?: string;
    to?: readonly string[];
    cc?: readonly string[];
  }) =>
    putMailSettings(
      database.db,
      {
        storeId,
        host: settings.host ?? '127.0.0.1',
        port: settings.port,
        tls: settings.tls ?? false,
        caCertificate: settings.ca ?? null,
        fromAddress: 'muster@example.org',
        userName: settings.user ?? null,
        tokenUrl: settings.tokenUrl ?? null,
        clientId: settings.tokenUrl === undefined ? null : 'muster-client',
        scope: settings.tokenUrl === undefined ? null : 'https://outlook.example/.default',
        toAddresses: settings.to ?? [],
        ccAddresses: settings.cc ?? [],
      },
      null,
    );
  const queue = async (...recipients: string[]): Promise<string> => {
    const requestId = randomUUID();
    const rows = recipients.map((recipient) => ({
      storeId,
      requestId,
      key: `request:${requestId}/requestSucceeded/${recipient}`,
      recipient,
      template: 'requestSucceeded',
      data: { requestId, action: 'joinGroup', requester: 'Ada', target: 'Größe "A"\r\nBcc: x@example.org' },
    }));
    await queueNotifications(database.db, rows);
    await queueNotifications(database.db, rows);
    return requestId;
  };
  const rowsOf = (requestId: string) =>
    database.db.select().from(notifications).where(eq(notifications.requestId, requestId));
  const makeDue = (requestId: string) =>
    database.db
      .update(notifications)
      .set({ nextAttemptAt: sql`now()` })
      .where(eq(notifications.requestId, requestId));

  test('a queued mail arrives once, however often it is queued and sent [access-and-approvals Q6]', async () => {
    await using server = await startMailServer();
    await configure({ port: server.port });
    const requestId = await queue('ada@example.org', 'bob@example.org');
    expect(await activities().sendMails({ requestId })).toEqual({ left: 0 });
    expect(await activities().sendMails({ requestId })).toEqual({ left: 0 });
    expect(server.received.flatMap(({ to }) => to).sort()).toEqual(['ada@example.org', 'bob@example.org']);
    const rows = await rowsOf(requestId);
    const ids = rows.map(({ id }) => `<${id}@muster.example.org>`);
    expect(server.received.map(({ messageId }) => messageId).sort()).toEqual(ids.sort());
    for (const mail of server.received) {
      expect(mail.from).toBe('muster@example.org');
      expect(mail.raw).not.toMatch(/^Bcc:/imu);
    }
  });

  test('two workers at once send one mail', async () => {
    await using server = await startMailServer();
    await configure({ port: server.port });
    const requestId = await queue('ada@example.org');
    await Promise.all(Array.from({ length: 4 }, () => activities().sendMails({ requestId })));
    expect(server.received).toHaveLength(1);
  });

  test('TLS is verified against the own authority, then the password goes out [reports-history-notifications N1]', async () => {
    const { keyPem, certPem } = await authority.issue(['127.0.0.1']);
    await using server = await startMailServer({ key: keyPem, cert: certPem, user: 'muster', password });
    await saveSecret(database.db, keyRing, storeId, smtpPasswordSecret, password);
    await configure({ port: server.port, tls: true, ca: authority.caPem, user: 'muster' });
    const requestId = await queue('ada@example.org');
    expect(await activities().sendMails({ requestId })).toEqual({ left: 0 });
    expect(server.received).toMatchObject([{ user: 'muster', secure: true }]);
  });

  test('an unknown certificate, a missing TLS and a wrong password send nothing and say why', async () => {
    const { keyPem, certPem } = await authority.issue(['127.0.0.1']);
    await using server = await startMailServer({ key: keyPem, cert: certPem, user: 'muster', password });
    await using plain = await startMailServer();
    await saveSecret(database.db, keyRing, storeId, smtpPasswordSecret, 'wrong-password-planted');
    const attempt = async (settings: Parameters<typeof configure>[0]) => {
      await configure(settings);
      const requestId = await queue('ada@example.org');
      expect(await activities().sendMails({ requestId })).toEqual({ left: 1 });
      return (await rowsOf(requestId))[0]?.lastError;
    };
    expect(await attempt({ port: server.port, tls: true })).toMatch(/certificate/iu);
    expect(await attempt({ port: plain.port, tls: true })).toMatch(/TLS/u);
    expect(await attempt({ port: server.port, tls: true, ca: authority.caPem, user: 'muster' })).toContain(
      '535',
    );
    expect(await attempt({ port: 25, host: 'mail.example.org', user: 'muster' })).toContain(
      'not sent without TLS',
    );
    expect(server.received).toEqual([]);
    expect(plain.received).toEqual([]);
    expect(lines.join('\n')).not.toContain('planted');
  });

  test('a refusal is tried again later and then accepted [reports-history-notifications N5]', async () => {
    await using server = await startMailServer();
    await configure({ port: server.port });
    const requestId = await queue('ada@example.org');
    for (const [attempt, pauseMs] of [
      [1, 60_000],
      [2, 120_000],
      [3, 240_000],
    ] as const) {
      server.refuseRecipients(450);
      expect(await activities().sendMails({ requestId })).toEqual({ left: 1 });
      const [row] = await rowsOf(requestId);
      expect(row).toMatchObject({ attempts: attempt, sentAt: null, failedAt: null });
      expect(row?.lastError).toContain('450');
      expect(Math.abs((row?.nextAttemptAt.getTime() ?? 0) - Date.now() - pauseMs)).toBeLessThan(5000);
      // Not due yet: nothing is tried.
      expect(await activities().sendMails({ requestId })).toEqual({ left: 1 });
      expect((await rowsOf(requestId))[0]?.attempts).toBe(attempt);
      await makeDue(requestId);
    }
    expect(await activities().sendMails({ requestId })).toEqual({ left: 0 });
    expect(server.received).toHaveLength(1);
  });

  test('one refused recipient does not keep the others from their mail', async () => {
    await using server = await startMailServer();
    await configure({ port: server.port });
    const requestId = await queue('ada@example.org', 'bob@example.org', 'cy@example.org');
    server.refuseRecipients(550);
    expect(await activities().sendMails({ requestId })).toEqual({ left: 1 });
    expect(server.received).toHaveLength(2);
  });

  test('a dead server fails all mails quickly and no other store waits for it [reports-history-notifications N5]', async () => {
    await configure({ port: await freePort() });
    const requestId = await queue(...Array.from({ length: 20 }, (_, index) => `u${index}@example.org`));
    const started = performance.now();
    expect(await activities().sendMails({ requestId })).toEqual({ left: 20 });
    expect(performance.now() - started).toBeLessThan(10_000);
    expect((await rowsOf(requestId)).every(({ lastError }) => lastError?.includes('ECONNREFUSED'))).toBe(
      true,
    );
  });

  test('a server that never answers holds only its own store up, and is soon left alone [reports-history-notifications N5]', async () => {
    // Takes connections and says nothing.
    const silent = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
    });
    const sockets: Socket[] = [];
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    await using server = await startMailServer();
    try {
      await configure({ port: (silent.address() as AddressInfo).port });
      const stuck = await Promise.all(Array.from({ length: 30 }, (_, n) => queue(`u${n}@example.org`)));
      const worker = activities();
      const startedMs = performance.now();
      const tries = stuck.map(async (requestId) => {
        await worker.sendMails({ requestId });
        return performance.now() - startedMs;
      });
      storeId = (await anotherStore()).id;
      await configure({ port: server.port });
      await worker.sendMails({ requestId: await queue('ada@example.org') });
      expect(performance.now() - startedMs).toBeLessThan(1_500);
      expect(server.received).toHaveLength(1);
      const took = await Promise.all(tries);
      // Five wait for the server; the others come back and are tried later, or are told why.
      expect(took.filter((ms) => ms > 3_000)).toHaveLength(5);
      // Nobody asks it again for a while.
      const againMs = performance.now();
      await makeDue(stuck[0] ?? '');
      await worker.sendMails({ requestId: stuck[0] ?? '' });
      expect(performance.now() - againMs).toBeLessThan(500);
    } finally {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => silent.close(resolve));
    }
  });

  test('a person reads their own language, a typed address English; To and CC get one copy, codes apart [reports-history-notifications V6, N1, N3]', async () => {
    await using server = await startMailServer();
    await configure({
      port: server.port,
      to: ['ada@example.org', 'audit@example.org'],
      cc: ['cc@example.org'],
    });
    const ada = { storeId, id: randomUUID() };
    await savePersonalSettings(database.db, ada, { ...defaultSettings, language: 'de' });
    await putMailTemplate(
      database.db,
      {
        template: 'requestDenied',
        language: 'de',
        subject: 'Abgelehnt: %TARGETOBJECT_DisplayName%',
        body: '<p>Grüße, %RECEIVER_DisplayName%. <a href="%MASTER_Link%">Zum Antrag</a></p>',
      },
      null,
    );
    const requestId = randomUUID();
    const event = {
      storeId,
      requestId,
      event: `request:${requestId}/requestDenied`,
      template: 'requestDenied',
      data: { requestId, action: 'joinGroup', requester: 'Ada', target: 'Sales' },
    };
    const people = [
      { address: 'Ada@example.org', person: ada, name: 'Ada' },
      { address: 'ada@example.org', person: ada, name: 'Ada' },
      { address: 'bob@example.org', person: { storeId, id: randomUUID() }, name: 'Bob' },
      { address: null, person: null, name: 'Nobody' },
    ];
    expect(await queueEvent(database.db, event, people)).toBe(3);
    expect(await queueEvent(database.db, event, people)).toBe(3);
    expect(await activities().sendMails({ requestId })).toEqual({ left: 0 });
    const bySubject = (word: string) => server.received.filter(({ subject }) => subject.startsWith(word));
    expect(bySubject('Abgelehnt').map(({ to }) => to)).toEqual([['ada@example.org']]);
    expect(
      bySubject('Denied')
        .map(({ to }) => to.join())
        .sort(),
    ).toEqual(['ada@example.org,audit@example.org,cc@example.org', 'bob@example.org']);
    const copy = server.received.find(({ to }) => to.length === 3)?.raw ?? '';
    expect(copy).toMatch(/^To: ada@example.org, audit@example.org\r$/m);
    expect(copy).toMatch(/^Cc: cc@example.org\r$/m);
    await putMailTemplate(
      database.db,
      { template: 'requestDenied', language: 'en', subject: 'No', body: '%MASTER_Link%' },
      null,
    );
    const second = { ...event, event: `${event.event}/2` };
    await queueEvent(database.db, second, people);
    await activities().sendMails({ requestId });
    expect(bySubject('No')).toHaveLength(2);
  });

  test('OAuth 2.0: a token of client credentials signs in to the mail server [reports-history-notifications N1]', async () => {
    const { keyPem, certPem } = await authority.issue(['127.0.0.1']);
    const asked: URLSearchParams[] = [];
    const secret = 'client-secret-planted';
    const tokens = createHttpServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        asked.push(new URLSearchParams(body));
        const fine = asked.at(-1)?.get('client_secret') === secret;
        response.writeHead(fine ? 200 : 401, { 'content-type': 'application/json' });
        response.end(
          JSON.stringify(
            fine
              ? { access_token: 'access-token-planted', token_type: 'Bearer', expires_in: 3600 }
              : { error: 'invalid_client' },
          ),
        );
      });
    });
    await new Promise<void>((resolve) => tokens.listen(0, '127.0.0.1', resolve));
    await using server = await startMailServer({
      key: keyPem,
      cert: certPem,
      user: 'muster@example.org',
      accessToken: 'access-token-planted',
    });
    try {
      await configure({
        port: server.port,
        tls: true,
        ca: authority.caPem,
        user: 'muster@example.org',
        tokenUrl: `http://127.0.0.1:${(tokens.address() as AddressInfo).port}/token`,
      });
      const wrong = await queue('ada@example.org');
      await saveSecret(database.db, keyRing, storeId, smtpClientSecret, 'another-planted');
      expect(await activities().sendMails({ requestId: wrong })).toEqual({ left: 1 });
      expect((await rowsOf(wrong))[0]?.lastError).toContain('invalid_client');
      await saveSecret(database.db, keyRing, storeId, smtpClientSecret, secret);
      const requestId = await queue('ada@example.org', 'bob@example.org');
      expect(await activities().sendMails({ requestId })).toEqual({ left: 0 });
      expect(server.received).toMatchObject([
        { user: 'muster@example.org', secure: true },
        { user: 'muster@example.org', secure: true },
      ]);
      expect(Object.fromEntries(asked.at(-1) ?? [])).toMatchObject({
        grant_type: 'client_credentials',
        client_id: 'muster-client',
        scope: 'https://outlook.example/.default',
      });
    } finally {
      await new Promise((resolve) => tokens.close(resolve));
    }
    expect(lines.join('\n')).not.toContain('planted');
  });

  test('after seven days a mail is given up [reports-history-notifications N5]', async () => {
    await configure({ port: await freePort() });
    const requestId = await queue('ada@example.org');
    await database.db
      .update(notifications)
      .set({ createdAt: sql`now() - interval '7 days 1 minute'`, attempts: 150 })
      .where(eq(notifications.requestId, requestId));
    expect(await activities().sendMails({ requestId })).toEqual({ left: 0 });
    expect((await rowsOf(requestId))[0]?.failedAt).not.toBeNull();
  });

  test('an answer that is lost leads to the same mail again, with the same Message-ID', async () => {
    await using server = await startMailServer();
    await configure({ port: server.port });
    const requestId = await queue('ada@example.org');
    server.dropAfterNextMail();
    expect(await activities().sendMails({ requestId })).toEqual({ left: 1 });
    await makeDue(requestId);
    expect(await activities().sendMails({ requestId })).toEqual({ left: 0 });
    expect(server.received).toHaveLength(2);
    expect(new Set(server.received.map(({ messageId }) => messageId)).size).toBe(1);
  });

  test('a store without mail settings leaves nothing pending', async () => {
    const requestId = await queue('ada@example.org');
    expect(await activities().sendMails({ requestId })).toEqual({ left: 0 });
    expect(await rowsOf(requestId)).toMatchObject([{ lastError: 'not configured', sentAt: null }]);
    expect((await rowsOf(requestId))[0]?.failedAt).not.toBeNull();
  });
});
