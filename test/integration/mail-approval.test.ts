/** Deciding by the links of a mail: what they do once, and everything an attacker would try with them. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRecordActivities } from '../../activities/change/index.ts';
import { savePlannedApprovals } from '../../activities/database/repositories/approvals.ts';
import { requests } from '../../activities/database/schema/requests.ts';
import { createMailActivities } from '../../activities/notifications/send-mails.ts';
import type { Decision } from '../../workflows/contracts/requests.ts';
import { adminLogin, ApiTest, type Client } from '../support/api.ts';
import { type MailServer, startMailServer } from '../support/smtp.ts';

let api: ApiTest;
let smtp: MailServer;
let admin: Client;
let definitionId: string;
const ids: Record<string, string> = {};
const person = (login: string, mail = `${login}@example.org`) => ({
  storeId: api.home.storeId,
  id: ids[login] ?? '',
  name: login,
  mail,
});

const setMailServer = () =>
  admin.send('PUT', `/stores/${api.home.storeId}/mail`, {
    host: '127.0.0.1',
    port: smtp.port,
    tls: false,
    fromAddress: 'muster@example.org',
    to: 'audit@example.org',
  });

beforeAll(async () => {
  api = await ApiTest.start();
  smtp = await startMailServer();
  for (const login of ['ada', 'bob', 'rita', 'fay']) ids[login] = await api.addUser(login);
  admin = await api.signedIn(adminLogin);
  await setMailServer();
  const made = await admin.post(`/stores/${api.home.storeId}/workflows`, {
    name: 'Groups by mail',
    objects: ['group'],
    event: 'create',
    approvers: [{ kind: 'object', id: ids['ada'] }],
    mailApproval: true,
  });
  expect(made).toMatchObject({ status: 201, body: { mailApproval: true } });
  definitionId = made.body.id;
  // The workflow's place: what it would have recorded is recorded.
  const records = createRecordActivities({ db: api.database.db });
  api.engine.decide = async (requestId: string, step: number, args: { decisionId: string }) => {
    await records.recordDecision({
      requestId,
      step,
      ...(args as { decisionId: string; decision: Decision }),
    });
  };
});
afterAll(async () => {
  await smtp[Symbol.asyncDispose]();
  await api[Symbol.asyncDispose]();
});
beforeEach(() =>
  admin.send('PATCH', `/stores/${api.home.storeId}/workflows/${definitionId}`, { mailApproval: true }),
);

/** A request that waits for these people, whose mails have arrived. */
async function asked(...people: ReturnType<typeof person>[]) {
  const { db } = api.database;
  const requestId = randomUUID();
  await db.transaction(async (tx) => {
    await tx.insert(requests).values({
      id: requestId,
      action: 'createGroup',
      storeId: api.home.storeId,
      actorStoreId: api.home.storeId,
      actorId: ids['rita'] ?? '',
      actorName: 'rita',
      input: { name: 'Rowing' },
      inputHash: requestId,
      targetName: 'Rowing',
    });
    await savePlannedApprovals(tx, requestId, [
      { rule: 'Groups by mail', definitionId, stage: 1, approvers: people, held: false, auto: null },
    ]);
  });
  await createRecordActivities({ db }).openApproval({ requestId, step: 1 });
  const before = smtp.received.length;
  const mails = createMailActivities({
    db,
    keyRing: api.keyRing,
    log: api.app.log as never,
    config: { publicUrl: new URL('https://muster.example.org') },
  });
  expect(await mails.sendMails({ requestId })).toEqual({ left: 0 });
  const received = smtp.received.slice(before);
  const textTo = (address: string): string =>
    received
      .find(({ to }) => to.includes(address))
      ?.raw.replaceAll('=\r\n', '')
      .replaceAll('=3D', '=') ?? '';
  const tokenOf = (address: string): string =>
    /mail-approval\/([\w-]+)\?decision=approve/.exec(textTo(address))?.[1] ?? '';
  return { requestId, textTo, tokenOf };
}
const pathOf = (token: string) => `/mail-approvals/${token}`;
const stateOf = async (requestId: string) => {
  const { rows } = await api.database.pool.query<{ state: string; decisions: number }>(
    `select state, (select count(*)::int from decisions where request_id = $1) as decisions
       from approvals where request_id = $1 and step = 1`,
    [requestId],
  );
  return rows[0];
};
const untouched = { state: 'open', decisions: 0 };

describe('a link of an approval mail [access-and-approvals W7]', () => {
  it('stands in the mail of each approver, leads to a page that decides nothing, and decides once', async () => {
    const { requestId, textTo, tokenOf } = await asked(person('ada'), person('bob'));
    const token = tokenOf('ada@example.org');
    expect(textTo('ada@example.org')).toContain(
      `https://muster.example.org/mail-approval/${token}?decision=deny`,
    );
    expect(token).toHaveLength(43);
    expect(token).not.toBe(tokenOf('bob@example.org'));
    const ada = await api.signedIn('ada');
    for (let look = 0; look < 3; look += 1)
      expect(await ada.get(pathOf(token))).toMatchObject({ status: 200, body: { requestId } });
    expect(await stateOf(requestId)).toEqual(untouched);
    const done = await ada.post(pathOf(token), { decision: 'approve', comment: 'Fine' });
    expect(done).toMatchObject({ status: 200, body: { requestId } });
    expect(await stateOf(requestId)).toEqual({ state: 'approved', decisions: 1 });
    const { rows } = await api.database.pool.query('select * from decisions where request_id = $1', [
      requestId,
    ]);
    expect(rows).toMatchObject([{ decider_id: ids['ada'], decided_as: 'approver', comment: 'Fine' }]);
  });

  it('to deny needs the reason that the requester reads', async () => {
    const { requestId, tokenOf } = await asked(person('ada'));
    const ada = await api.signedIn('ada');
    const path = pathOf(tokenOf('ada@example.org'));
    expect(await ada.post(path, { decision: 'deny', comment: '  ' })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'comment' }] },
    });
    expect(await stateOf(requestId)).toEqual(untouched);
    expect((await ada.post(path, { decision: 'deny', comment: 'We have one' })).status).toBe(200);
    expect(await stateOf(requestId)).toMatchObject({ state: 'denied' });
  });

  it('is in no table, no log and no copy; a mailbox of two approvers gets none', async () => {
    const { tokenOf, textTo } = await asked(
      person('ada'),
      person('bob', 'team@example.org'),
      person('fay', 'team@example.org'),
    );
    const token = tokenOf('ada@example.org');
    expect(textTo('audit@example.org')).toContain('Please decide');
    for (const address of ['audit@example.org', 'team@example.org'])
      expect(textTo(address)).not.toContain('mail-approval');
    const ada = await api.signedIn('ada');
    await ada.get(pathOf(token));
    for (const table of ['approval_links', 'notifications', 'request_events', 'decisions']) {
      const { rows } = await api.database.pool.query(`select * from ${table}`);
      expect(JSON.stringify(rows), table).not.toContain(token);
    }
    expect(api.logLines.join('\n')).not.toContain(token);
  });

  it('needs the workflow to be asked for, and a mail server to be switched on', async () => {
    const path = `/stores/${api.home.storeId}/workflows/${definitionId}`;
    expect((await admin.send('PATCH', path, { mailApproval: false })).body.mailApproval).toBe(false);
    expect((await asked(person('ada'))).textTo('ada@example.org')).not.toContain('mail-approval');
    await api.database.pool.query('delete from store_mail_settings');
    expect(await admin.send('PATCH', path, { mailApproval: true })).toMatchObject({
      status: 409,
      body: { code: 'mail.unconfigured', errors: [{ field: 'mailApproval' }] },
    });
    await setMailServer();
  });
});

describe('what an attacker tries with a link [access-and-approvals W7]', () => {
  it('replays it, the other way round as well: told that it was used, and nothing changes', async () => {
    const { requestId, tokenOf } = await asked(person('ada'));
    const ada = await api.signedIn('ada');
    const path = pathOf(tokenOf('ada@example.org'));
    await ada.post(path, { decision: 'approve' });
    const then = await stateOf(requestId);
    for (const answer of [
      await ada.get(path),
      await ada.post(path, { decision: 'approve' }),
      await ada.post(path, { decision: 'deny', comment: 'No after all' }),
    ]) {
      expect(answer).toMatchObject({ status: 409, body: { code: 'link.used', requestId } });
      expect(answer.body.detail).toContain('Nothing was changed now');
    }
    expect(await stateOf(requestId)).toEqual(then);
  });

  it('sends both decisions at the same moment: one counts', async () => {
    const { requestId, tokenOf } = await asked(person('ada'));
    const ada = await api.signedIn('ada');
    const path = pathOf(tokenOf('ada@example.org'));
    const answers = await Promise.all([
      ada.post(path, { decision: 'approve' }),
      ada.post(path, { decision: 'deny', comment: 'No' }),
      ada.post(path, { decision: 'approve' }),
    ]);
    expect(answers.every(({ status }) => [200, 409, 422].includes(status))).toBe(true);
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    const { rows } = await api.database.pool.query('select decision from decisions where request_id = $1', [
      requestId,
    ]);
    expect(rows).toHaveLength(1);
  });

  it('uses that of another approver, as somebody else, as an administrator, or without signing in', async () => {
    const { requestId, tokenOf } = await asked(person('ada'), person('bob'));
    const path = pathOf(tokenOf('ada@example.org'));
    for (const login of ['bob', 'rita', adminLogin]) {
      const client = await api.signedIn(login);
      for (const answer of [await client.get(path), await client.post(path, { decision: 'approve' })])
        expect(answer, login).toMatchObject({ status: 404, body: { code: 'notFound' } });
    }
    const nobody = api.client();
    expect(await nobody.get(path)).toMatchObject({ status: 401, body: { code: 'session.missing' } });
    expect((await nobody.post(path, { decision: 'approve' })).status).toBe(401);
    const ada = await api.signedIn('ada');
    expect((await ada.get(pathOf('A'.repeat(43)))).status).toBe(404);
    ada.csrf = '';
    expect(await ada.post(path, { decision: 'approve' })).toMatchObject({ body: { code: 'csrf.invalid' } });
    expect(await stateOf(requestId)).toEqual(untouched);
  });

  it('comes after the decision: told who decided, and nothing changes', async () => {
    const { requestId, tokenOf } = await asked(person('ada'), person('bob'));
    const [ada, bob] = [await api.signedIn('ada'), await api.signedIn('bob')];
    await bob.post(`/requests/${requestId}/approve`, {}, { 'idempotency-key': randomUUID() });
    const then = await stateOf(requestId);
    expect(then).toMatchObject({ state: 'approved' });
    const path = pathOf(tokenOf('ada@example.org'));
    for (const answer of [await ada.get(path), await ada.post(path, { decision: 'deny', comment: 'No' })]) {
      expect(answer).toMatchObject({ status: 409, body: { code: 'request.decided', requestId } });
      expect(answer.body.detail).toContain('by bob');
    }
    expect(await stateOf(requestId)).toEqual(then);
  });

  it('comes after seven days, after the workflow stopped deciding by mail, or when somebody else is asked', async () => {
    const { requestId, tokenOf } = await asked(person('ada'), person('bob'));
    const ada = await api.signedIn('ada');
    const path = pathOf(tokenOf('ada@example.org'));
    const refused = async (word: string) => {
      for (const answer of [await ada.get(path), await ada.post(path, { decision: 'approve' })]) {
        expect(answer).toMatchObject({ status: 410, body: { code: 'link.expired', requestId } });
        expect(answer.body.detail).toContain(word);
      }
      expect(await stateOf(requestId)).toEqual(untouched);
    };
    const days = (count: number) =>
      api.database.pool.query(
        `update approval_links set expires_at = expires_at + make_interval(days => $2) where request_id = $1`,
        [requestId, count],
      );
    await days(-7);
    await refused('seven days');
    await days(7);
    const workflow = `/stores/${api.home.storeId}/workflows/${definitionId}`;
    await admin.send('PATCH', workflow, { mailApproval: false });
    await refused('not decided by mail');
    await admin.send('PATCH', workflow, { mailApproval: true });
    await api.database.pool.query(
      'delete from approval_approvers where request_id = $1 and approver_id = $2',
      [requestId, ids['ada']],
    );
    await refused('Somebody else');
  });

  it('stops at the second factor, where the role demands one', async () => {
    const { requestId, tokenOf } = await asked(person('fay'));
    await admin.send('PUT', `/stores/${api.home.storeId}/factor-settings`, {
      enrolmentEnabled: true,
      factors: ['totp'],
      questions: null,
    });
    await api.setPolicies('User', { authentication: { secondFactor: true } });
    const fay = api.client();
    expect((await fay.signIn(api.home.storeId, 'fay')).status).toBe(202);
    const path = pathOf(tokenOf('fay@example.org'));
    expect((await fay.get(path)).status).toBe(401);
    expect((await fay.post(path, { decision: 'approve' })).status).toBe(401);
    expect(await stateOf(requestId)).toEqual(untouched);
  });
});
