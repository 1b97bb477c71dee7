/** The queue of mails and their templates, through the API. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  claimNotification,
  markFailed,
  queueNotifications,
} from '../../activities/database/repositories/notifications.ts';
import { createMailActivities } from '../../activities/notifications/send-mails.ts';
import { adminLogin, ApiTest, type Client, unknownId, userLogin } from '../support/api.ts';
import { startMailServer } from '../support/smtp.ts';

let api: ApiTest;
let admin: Client;
let user: Client;

beforeAll(async () => {
  api = await ApiTest.start();
  [admin, user] = await Promise.all([api.signedIn(adminLogin), api.signedIn(userLogin)]);
});
afterAll(() => api[Symbol.asyncDispose]());

const activities = () =>
  createMailActivities({
    db: api.database.db,
    keyRing: api.keyRing,
    log: api.app.log as never,
    config: { publicUrl: new URL('http://localhost:3000') },
  });

/** @returns ids of the mails, by address */
async function queue(...recipients: string[]): Promise<{ requestId: string; ids: Record<string, string> }> {
  const requestId = randomUUID();
  await queueNotifications(
    api.database.db,
    recipients.map((recipient) => ({
      storeId: api.home.storeId,
      requestId,
      key: `${requestId}/${recipient}`,
      recipient,
      template: 'requestDenied',
      data: { requestId, action: 'joinGroup', requester: 'Ada', target: 'Sales' },
    })),
  );
  const { rows } = await api.database.pool.query<{ id: string; recipient: string }>(
    'select id, recipient from notifications where request_id = $1',
    [requestId],
  );
  return { requestId, ids: Object.fromEntries(rows.map(({ id, recipient }) => [recipient, id])) };
}
const clear = () => api.database.pool.query('delete from notifications');
const list = async (query = '') => (await admin.get(`/notifications${query}`)).body;
const history = async () =>
  (await admin.get('/history?limit=20')).body.items.filter(({ object }: any) => object.kind !== 'group');

describe('the queue [reports-history-notifications N5]', () => {
  it('shows what waits and what failed, by state, with all it knows; what was sent has left', async () => {
    await clear();
    const { requestId, ids } = await queue(
      'a@example.org',
      'b@example.org',
      'c@example.org',
      'd@example.org',
    );
    const { db } = api.database;
    await markFailed(db, ids['b@example.org'] ?? '', 'the server is away', 60_000);
    await markFailed(db, ids['c@example.org'] ?? '', 'not configured', null);
    await claimNotification(db, ids['d@example.org'] ?? '', 60_000);
    const all = await list();
    expect(all.counts).toEqual({ pending: 2, failed: 2, all: 4 });
    const of = (address: string) => all.items.find(({ to }: any) => to[0] === address);
    expect(of('a@example.org')).toMatchObject({
      subject: 'Denied: the request of Ada to join Sales',
      to: ['a@example.org'],
      cc: [],
      from: null,
      storeName: 'Head office',
      state: 'pending',
      count: 0,
      lastRetryAt: null,
      inProgress: false,
    });
    expect(of('b@example.org')).toMatchObject({
      state: 'failed',
      count: 1,
      reason: 'the server is away',
      lastRetryAt: expect.any(String),
      nextRetryAt: expect.any(String),
    });
    expect(of('c@example.org')).toMatchObject({ state: 'failed', nextRetryAt: null });
    expect(of('d@example.org')).toMatchObject({ inProgress: true });
    const addresses = async (query: string) => (await list(query)).items.map(({ to }: any) => to[0]).sort();
    expect(await addresses('?state=pending')).toEqual(['a@example.org', 'd@example.org']);
    expect(await addresses('?state=failed')).toEqual(['b@example.org', 'c@example.org']);
    expect(await addresses(`?storeId=${unknownId}`)).toEqual([]);
    const first = await list('?limit=3');
    const rest = await list(`?limit=3&cursor=${first.nextCursor as string}`);
    expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([3, 1, null]);
    await using server = await startMailServer();
    await admin.send('PUT', `/stores/${api.home.storeId}/mail`, {
      host: '127.0.0.1',
      port: server.port,
      tls: false,
      fromAddress: 'muster@example.org',
    });
    await activities().sendMails({ requestId });
    expect(server.received).toMatchObject([{ to: ['a@example.org'] }]);
    expect(await addresses('')).not.toContain('a@example.org');
    expect((await list()).items[0].from).toBe('muster@example.org');
  });

  it('sends at once what was chosen, given up or not, and writes it down; what is being sent is left alone', async () => {
    await clear();
    const { requestId, ids } = await queue('a@example.org', 'b@example.org', 'c@example.org');
    const { db } = api.database;
    await markFailed(db, ids['a@example.org'] ?? '', 'away', 3_600_000);
    await markFailed(db, ids['b@example.org'] ?? '', 'not configured', null);
    await claimNotification(db, ids['c@example.org'] ?? '', 60_000);
    const chosen = { ids: Object.values(ids) };
    const before = api.engine.mailed.length;
    const dry = await admin.post('/notifications/send?dryRun=true', chosen);
    expect(dry.body.done).toHaveLength(2);
    expect(api.engine.mailed).toHaveLength(before);
    expect((await list('?state=failed')).items.every(({ reason }: any) => reason !== null)).toBe(true);
    await using server = await startMailServer();
    await admin.send('PUT', `/stores/${api.home.storeId}/mail`, {
      host: '127.0.0.1',
      port: server.port,
      tls: false,
      fromAddress: 'muster@example.org',
    });
    const { body } = await admin.post('/notifications/send', chosen);
    expect(body.done.sort()).toEqual([ids['a@example.org'], ids['b@example.org']].sort());
    expect(body.left).toEqual([ids['c@example.org']]);
    // One sender for all mails of one request.
    expect(api.engine.mailed.slice(before)).toEqual([requestId]);
    expect(await activities().sendMails({ requestId })).toEqual({ left: 1 });
    expect(server.received.flatMap(({ to }) => to).sort()).toEqual(['a@example.org', 'b@example.org']);
    expect((await history()).slice(0, 2)).toMatchObject([
      { action: 'sendMail', object: { name: 'Denied: the request of Ada to join Sales' } },
      { action: 'sendMail', actor: { name: 'Root Admin' } },
    ]);
  });

  it('deletes one or many for good, and writes down whose mail it was', async () => {
    await clear();
    const { ids } = await queue('a@example.org', 'b@example.org', 'c@example.org');
    const one = await admin.post('/notifications/delete', { ids: [ids['a@example.org']] });
    expect(one.body).toEqual({ done: [ids['a@example.org']], left: [] });
    const rest = [ids['b@example.org'], ids['c@example.org']];
    expect((await admin.post('/notifications/delete', { ids: [...rest, unknownId] })).body.left).toEqual([
      unknownId,
    ]);
    expect((await list()).counts.all).toBe(0);
    const told = (await history()).filter(({ action }: any) => action === 'deleteMail');
    expect(told.map(({ old }: any) => old).sort()).toEqual([
      'a@example.org',
      'b@example.org',
      'c@example.org',
    ]);
  });

  it('is for holders of its permission alone, and takes no more than 200 at once', async () => {
    expect((await user.get('/notifications')).body.code).toBe('permission.denied');
    expect((await user.post('/notifications/send', { ids: [unknownId] })).status).toBe(403);
    expect((await user.post('/notifications/delete', { ids: [unknownId] })).status).toBe(403);
    const many = { ids: Array.from({ length: 201 }, () => randomUUID()) };
    expect((await admin.post('/notifications/delete', many)).status).toBe(422);
  });
});

describe('templates [reports-history-notifications N3, N4]', () => {
  const path = '/mail-templates/requestDenied/de';
  const text = {
    subject: 'Abgelehnt: %TARGETOBJECT_DisplayName%',
    body: '<p><a href="%MASTER_Link%">Los</a></p>',
  };

  it('twelve languages can be chosen; what is not written says that English is sent', async () => {
    const { body } = await admin.get('/mail-templates?language=tr');
    expect(body.languages).toHaveLength(12);
    expect(body.items.every(({ written, changed }: any) => !written && !changed)).toBe(true);
    expect((await admin.get('/mail-templates')).body.items.every(({ written }: any) => written)).toBe(true);
    expect((await admin.get('/mail-templates?language=xx')).status).toBe(422);
    expect(
      (
        await user.send('PUT', '/session/settings', {
          language: 'tr',
          timeZone: null,
          theme: 'auto',
          pageSize: 25,
        })
      ).body.language,
    ).toBe('tr');
  });

  it('is changed, previewed, reset, and each step is written down', async () => {
    const built = (await admin.get(path)).body;
    expect(built).toMatchObject({ written: false, changed: false, version: 0, required: ['MASTER_Link'] });
    const saved = await admin.send('PUT', path, text, { 'if-match': '"0"' });
    expect(saved).toMatchObject({ status: 200, body: { ...text, written: true, changed: true, version: 1 } });
    expect((await admin.send('PUT', path, text, { 'if-match': '"0"' })).body.code).toBe('version.stale');
    const dry = await admin.send('PUT', `${path}?dryRun=true`, { ...text, subject: 'Nein' });
    expect(dry.body.subject).toBe('Nein');
    expect((await admin.get(path)).body.subject).toBe(text.subject);
    const preview = await admin.post(`${path}/preview`, text);
    expect(preview.body).toMatchObject({
      subject: 'Abgelehnt: Cycling club',
      text: expect.stringContaining('/requests/'),
      html: expect.stringContaining('<html lang="de">'),
    });
    expect((await admin.send('DELETE', path)).body).toEqual(built);
    expect((await history()).slice(0, 2)).toMatchObject([
      { action: 'resetMailTemplate', object: { name: 'requestDenied (de)' } },
      { action: 'changeMailTemplate' },
    ]);
  });

  it('an unknown tag and a missing placeholder are refused, by field, kept or only looked at', async () => {
    const wrong = { subject: '%NOBODY_Name%', body: '<p>Hello</p>' };
    for (const answer of [await admin.send('PUT', path, wrong), await admin.post(`${path}/preview`, wrong)]) {
      expect(answer.status).toBe(422);
      expect(answer.body.errors.map(({ field }: any) => field).sort()).toEqual(['body', 'subject']);
      expect(answer.body.detail).toContain('%NOBODY_Name%');
    }
    expect((await admin.send('PUT', '/mail-templates/nothing/de', text)).status).toBe(422);
    expect((await admin.send('PUT', path, { ...text, subject: 'a\r\nBcc: x@example.org' })).status).toBe(422);
    expect((await user.send('PUT', path, text)).body.code).toBe('permission.denied');
    expect((await user.get('/mail-templates')).status).toBe(403);
  });
});

describe('the mail server of a store [reports-history-notifications N1]', () => {
  const path = () => `/stores/${api.home.storeId}/mail`;
  const mail = { host: 'mail.example.org', fromAddress: 'muster@example.org' };

  it('takes To and CC separated by semicolons; one bad address refuses them, by field', async () => {
    const set = await admin.send('PUT', path(), {
      ...mail,
      to: ' a@example.org;b@example.org; ',
      cc: 'c@example.org',
    });
    expect(set.body).toMatchObject({
      to: 'a@example.org; b@example.org',
      cc: 'c@example.org',
      auth: 'none',
      port: 587,
      tls: true,
    });
    const bad = await admin.send('PUT', path(), { ...mail, to: 'a@example.org; nobody', cc: 'x@@y' });
    expect(bad).toMatchObject({ status: 422, body: { errors: [{ field: 'to' }, { field: 'cc' }] } });
  });

  it('OAuth 2.0 needs its fields; the secrets are write-only and never go to another server', async () => {
    const oauth = {
      ...mail,
      auth: 'oauth2',
      userName: 'muster@example.org',
      clientId: 'c',
      tokenUrl: 'https://login.example.org/token',
    };
    expect(
      (await admin.send('PUT', path(), { ...mail, auth: 'oauth2' })).body.errors.map(
        ({ field }: any) => field,
      ),
    ).toEqual(['userName', 'clientId', 'tokenUrl']);
    for (const tokenUrl of ['http://login.example.org/token', 'https://169.254.169.254/token', 'ftp://x/']) {
      expect((await admin.send('PUT', path(), { ...oauth, tokenUrl })).body.errors[0].field).toBe('tokenUrl');
    }
    const set = await admin.send('PUT', path(), {
      ...oauth,
      clientSecret: 'planted-client-secret',
      scope: 's',
    });
    expect(set.body).toMatchObject({ auth: 'oauth2', clientSecret: { set: true }, password: { set: false } });
    expect((await admin.send('PUT', path(), { ...oauth, scope: 't' })).body.clientSecret.set).toBe(true);
    const moved = await admin.send('PUT', path(), { ...oauth, tokenUrl: 'https://evil.example.org/token' });
    expect(moved.body.clientSecret.set).toBe(false);
    expect(api.logLines.join()).not.toContain('planted-client-secret');
  });

  it('Test sends one mail by the settings that are kept, or says why not', async () => {
    await using server = await startMailServer();
    await admin.send('PUT', path(), {
      ...mail,
      host: '127.0.0.1',
      port: server.port,
      tls: false,
      to: 'a@example.org',
    });
    const test = (to: string) => admin.post(`${path()}/test`, { to });
    expect((await test('ada@example.org')).body.ok).toBe(true);
    expect(server.received).toMatchObject([{ to: ['ada@example.org'], subject: 'Test mail of Muster' }]);
    server.refuseRecipients(550);
    expect((await test('ada@example.org')).body).toMatchObject({
      ok: false,
      message: expect.stringContaining('550'),
    });
    expect((await user.post(`${path()}/test`, { to: 'ada@example.org' })).status).toBe(403);
    await api.database.pool.query('delete from store_mail_settings');
    expect((await test('ada@example.org')).body.code).toBe('mail.unconfigured');
  });
});
