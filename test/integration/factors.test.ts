/** Second factors by `inject()`: enrolment, the second step of a sign-in, lockout, and who tries to get around them. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countFailure, takeBackFailure } from '../../activities/database/repositories/factor-challenges.ts';
import { putFactorSettings } from '../../activities/database/repositories/factor-settings.ts';
import { putMailSettings } from '../../activities/database/repositories/mail-settings.ts';
import { createMailActivities } from '../../activities/notifications/send-mails.ts';
import { rotateFactors } from '../../activities/platform/factors/seal.ts';
import { createLogger } from '../../activities/platform/log.ts';
import type { FactorKind } from '../../workflows/contracts/factors.ts';
import { adminLogin, type Answer, ApiTest, type Client, password, userLogin } from '../support/api.ts';
import { Authenticator } from '../support/authenticator.ts';
import { type MailServer, startMailServer } from '../support/smtp.ts';
import { totpCode } from '../support/totp.ts';

const origin = 'http://localhost:3000';
const minutes = (count: number) => count * 60_000;

let api: ApiTest;
let mail: MailServer;
/** What must stand nowhere in clear. */
const planted: Record<string, string> = {};

beforeAll(async () => {
  [api, mail] = await Promise.all([ApiTest.start(), startMailServer()]);
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await mail[Symbol.asyncDispose]();
});

// Of the address, which all of them share; whoever tests that count makes it.
beforeEach(() => api.database.pool.query('delete from sign_in_failures'));

const settingsPath = () => `/stores/${api.home.storeId}/factor-settings`;
const offer = (factors: readonly FactorKind[], enrolmentEnabled = true) =>
  putFactorSettings(api.database.db, api.home.storeId, { enrolmentEnabled, factors, questions: null }, null);
const setMailServer = () =>
  putMailSettings(
    api.database.db,
    {
      storeId: api.home.storeId,
      host: '127.0.0.1',
      port: mail.port,
      tls: false,
      caCertificate: null,
      fromAddress: 'muster@example.org',
      userName: null,
    },
    null,
  );
const askFactorOf = (role: string, password: object = {}) =>
  api.setPolicies(role, {
    authentication: { enforcedFactors: [], chosenByUser: 0, secondFactor: true },
    password,
  });

const attempt = async (login: string): Promise<[Client, Answer]> => {
  const client = api.client();
  return [client, await client.signIn(api.home.storeId, login)];
};
/** Somebody whose password was right and who has to give a factor. */
const pendingOf = async (login: string): Promise<Client> => {
  const [client, answer] = await attempt(login);
  expect(answer).toMatchObject({ status: 202, body: { step: 'prove' } });
  return client;
};
const code = (secret: string, steps = 0) => ({ kind: 'totp', code: totpCode(secret, api.now(), steps) });
const wrong = (secret: string) => {
  const near = [-2, -1, 0, 1, 2].map((steps) => totpCode(secret, api.now(), steps));
  return {
    kind: 'totp',
    code: ['000000', '111111', '222222', '333333', '444444', '555555'].find((one) => !near.includes(one)),
  };
};
const isSignedIn = async (client: Client) => (await client.get('/session')).status === 200;
const failed = { status: 401, body: { code: 'factor.failed' } };
const locked = { status: 423, body: { code: 'factor.locked' } };

/** Enrols an app at the first sign-in. The code that confirmed is used up, so time goes on a little. */
async function enrol(client: Client): Promise<{ secret: string; codes: string[] }> {
  const { secret } = (await client.post('/sign-in/pending/enrolment', { kind: 'totp' })).body.totp;
  const done = await client.post('/sign-in/pending/enrolment/confirm', code(secret));
  expect(done.status).toBe(201);
  client.csrf = done.body.session.csrfToken;
  planted[`secret ${Object.keys(planted).length}`] = secret;
  for (const one of done.body.backupCodes) planted[`backup code ${Object.keys(planted).length}`] = one;
  api.advance(30_000);
  return { secret, codes: done.body.backupCodes };
}

interface Someone {
  readonly id: string;
  readonly login: string;
  readonly secret: string;
  readonly codes: readonly string[];
  /** Signed in. */
  readonly client: Client;
}
/** A person whose role asks for a second factor, with an authenticator app. */
async function someone(login: string): Promise<Someone> {
  const id = await api.addUser(login, { mail: [`${login}@example.org`] });
  const [client, answer] = await attempt(login);
  expect(answer).toMatchObject({ status: 202, body: { step: 'enrol' } });
  return { id, login, client, ...(await enrol(client)) };
}

/** The newest mail, as it arrives. */
async function newestMail(): Promise<string> {
  const activities = createMailActivities({
    db: api.database.db,
    keyRing: api.keyRing,
    config: { publicUrl: new URL(origin) },
    log: createLogger('mail', 'debug', { write: (line) => api.logLines.push(line) }),
  });
  await activities.sendMails({ requestId: api.engine.mailed.at(-1) ?? '' });
  return mail.received.at(-1)?.raw.replaceAll('=\r\n', '') ?? 'no mail';
}
/** The newest code that was mailed, as its mail says. */
async function mailedCode(): Promise<string> {
  const raw = await newestMail();
  const found = /this is your code: (\d{6})/.exec(raw)?.[1] ?? 'no mail';
  planted[`mailed code ${Object.keys(planted).length}`] = `this is your code: ${found}`;
  return found;
}

describe('what a store offers [access-and-approvals E1] [access-and-approvals E2]', () => {
  it('is nothing at first; an administrator chooses, and no one else', async () => {
    const [admin, user] = await Promise.all([api.signedIn(adminLogin), api.signedIn(userLogin)]);
    const put = (factors: readonly string[], enrolmentEnabled: boolean) =>
      admin.send('PUT', settingsPath(), { enrolmentEnabled, factors, questions: null });
    expect((await admin.get(settingsPath())).body).toMatchObject({
      enrolmentEnabled: false,
      factors: [],
      unconfigured: ['email'],
      version: 1,
    });
    expect((await user.get('/factors')).body).toMatchObject({ items: [], kinds: [], needed: false });
    expect(await user.post('/factors/enrolment', { kind: 'totp' })).toMatchObject({
      status: 409,
      body: { code: 'factor.disabled' },
    });
    expect((await user.send('PUT', settingsPath(), {})).status).toBe(403);
    expect(await put(['totp', 'email'], false)).toMatchObject({
      status: 409,
      body: { code: 'factor.unconfigured' },
    });
    await setMailServer();
    expect(await put(['totp', 'email'], true)).toMatchObject({ status: 200, body: { version: 2 } });
    // While a role asks for a second factor, people must be able to enrol one.
    await askFactorOf('User');
    for (const [factors, enrolment, field] of [
      [['totp'], false, 'enrolmentEnabled'],
      [[], true, 'factors'],
    ] as const) {
      expect(await put(factors, enrolment)).toMatchObject({ status: 422, body: { errors: [{ field }] } });
    }
  });

  it('lets people choose from the questions of their store or of the installation, and take none from whoever enrolled [access-and-approvals E8] [stores-and-links S4]', async () => {
    await offer([], false);
    await api.setPolicies('User', {});
    const [admin, user] = await Promise.all([api.signedIn(adminLogin), api.signedIn(userLogin)]);
    const pool = await admin.get('/security-questions');
    expect(pool).toMatchObject({ status: 200, body: { version: 0 } });
    expect(pool.body.questions).toHaveLength(8);
    expect((await user.get('/security-questions')).status).toBe(403);
    const put = (questions: readonly string[]) => admin.send('PUT', '/security-questions', { questions });
    expect(await put(['One?', 'Two?', 'Three?', ' ONE? '])).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'questions/3' }] },
    });
    const mine = ['First?', 'Second?', 'Third?', 'Fourth?', 'Fifth?'];
    expect((await put(mine)).body).toEqual({ questions: mine, version: 1 });
    const stale = await admin.send('PUT', '/security-questions', { questions: mine }, { 'if-match': '"7"' });
    expect(stale.body.code).toBe('version.stale');
    // A new store begins with four of them; one that has none of its own offers them all.
    const settings = { domain: 'questions.example.org' };
    const made = await admin.post('/stores', { name: 'With questions', kind: 'local', settings });
    const chosen = (await admin.get(`/stores/${made.body.id as string}/factor-settings`)).body;
    expect(chosen).toMatchObject({ questions: mine.slice(0, 4), builtInQuestions: mine, factors: [] });
    await offer(['securityQuestions']);
    const offered = async () =>
      (await user.post('/factors/enrolment', { kind: 'securityQuestions' })).body.questions.texts;
    expect(await offered()).toEqual(mine);
    const answers = ['Apple', 'Bridge', 'Copper', 'Dragon'];
    const confirmed = await user.post('/factors/enrolment/confirm', {
      kind: 'securityQuestions',
      questions: mine.slice(0, 4).map((question, at) => ({ question, answer: answers[at] ?? '' })),
    });
    expect(confirmed.status).toBe(201);
    expect((await put([...mine.slice(2), 'Sixth?'])).status).toBe(200);
    await askFactorOf('User');
    const pending = await pendingOf(userLogin);
    const asked = await pending.post('/sign-in/pending/challenge', { kind: 'securityQuestions' });
    expect(asked.body.questions.texts).toEqual(mine.slice(0, 4));
    expect((await pending.give({ kind: 'securityQuestions', answers })).status).toBe(201);
    await api.database.pool.query(`delete from enrolled_factors where kind = 'securityQuestions'`);
  });

  it('bounds what a role may ask for, and says what a step-up takes [access-and-approvals Y5] [access-and-approvals E3]', async () => {
    await offer([], false);
    const admin = await api.signedIn(adminLogin);
    const path = `/stores/${api.home.storeId}/roles`;
    const policies = (enforcedFactors: string[], chosenByUser: number, secondFactor: boolean) => ({
      policies: { authentication: { enforcedFactors, chosenByUser, secondFactor } },
    });
    const made = await admin.post(path, {
      name: 'Asked',
      priority: 71,
      criteriaGroupId: null,
      criteriaContainerId: 'People',
    });
    expect(made.status).toBe(201);
    const ask = (...asked: Parameters<typeof policies>) =>
      admin.send('PATCH', `${path}/${made.body.id}`, policies(...asked));
    const refusedIn = async (...asked: Parameters<typeof policies>) =>
      (await ask(...asked)).body.errors.map(({ field }: { field: string }) =>
        field.replace('policies/authentication/', ''),
      );
    // Nobody is locked out: people have to be able to enrol.
    await offer(['totp', 'email'], false);
    expect(await refusedIn([], 0, true)).toEqual(['secondFactor']);
    expect(await refusedIn(['totp'], 0, false)).toEqual(['enforcedFactors']);
    await offer([], true);
    expect(await refusedIn([], 0, true)).toEqual(['secondFactor']);
    expect(await refusedIn([], 1, false)).toEqual(['chosenByUser']);
    // Enforced ones are among those offered, and the sum is no more than they are.
    await offer(['totp', 'email'], true);
    expect(await refusedIn(['passkey'], 0, false)).toEqual(['enforcedFactors']);
    expect(await refusedIn(['totp'], 2, false)).toEqual(['chosenByUser']);
    const created = await admin.post(path, {
      ...{ name: 'Too much', priority: 72, criteriaGroupId: null, criteriaContainerId: 'People' },
      ...policies(['totp', 'email'], 1, true),
    });
    expect(created).toMatchObject({ status: 422 });
    const asked = await ask(['totp'], 1, true);
    expect(asked).toMatchObject({
      status: 200,
      body: {
        stepUp: {
          demanded: ['totp'],
          choose: 1,
          from: ['email'],
          text: 'authenticator app, and 1 of code by mail',
        },
      },
    });
    // And what a role asks for stays on offer.
    const withdraw = await admin.send('PUT', settingsPath(), {
      ...{ enrolmentEnabled: true, factors: ['totp'], questions: null },
    });
    expect(withdraw).toMatchObject({ status: 422, body: { errors: [{ field: 'factors' }] } });
    expect((await admin.send('DELETE', `${path}/${made.body.id}`)).status).toBe(204);
  });

  it('fails closed where a role asks for a factor that nobody can enrol', async () => {
    await offer([], false);
    expect((await attempt(userLogin))[1]).toMatchObject({
      status: 403,
      body: { code: 'factor.unenrolled' },
    });
  });
});

describe('the first administrator [access-and-approvals A2]', () => {
  it('enrols a strong factor at the next sign-in, and is asked for it from then on', async () => {
    await offer(['securityQuestions', 'totp', 'email'], false);
    expect((await attempt(adminLogin))[1].status).toBe(201);
    await offer(['securityQuestions', 'totp', 'email']);
    const [client, answer] = await attempt(adminLogin);
    expect(answer).toMatchObject({ status: 202, body: { step: 'enrol', enrol: ['totp'] } });
    expect(await isSignedIn(client)).toBe(false);
    expect(await client.post('/sign-in/pending/enrolment', { kind: 'email' })).toMatchObject({
      status: 409,
      body: { code: 'factor.disabled' },
    });
    const { secret, uri } = (await client.post('/sign-in/pending/enrolment', { kind: 'totp' })).body.totp;
    expect(uri).toContain(`secret=${secret}`);
    expect(await client.post('/sign-in/pending/enrolment/confirm', wrong(secret))).toMatchObject({
      status: 401,
      body: { code: 'factor.failed', errors: [{ field: 'code' }] },
    });
    expect(await isSignedIn(client)).toBe(false);
    const { codes } = await enrol(client);
    expect(new Set(codes).size).toBe(10);
    expect(await isSignedIn(client)).toBe(true);
    expect((await attempt(adminLogin))[1]).toMatchObject({
      status: 202,
      body: { step: 'prove', factors: ['totp'], backupCodes: true },
    });
  });
});

describe('the second step [access-and-approvals A4] [access-and-approvals E3]', () => {
  beforeEach(async () => {
    await offer(['totp', 'email', 'securityQuestions', 'passkey', 'securityKey']);
    await askFactorOf('User');
  });

  it('stands between password and session; the session that was planted in the browser is gone', async () => {
    const victim = await someone('fix.ated');
    const thief = await someone('thi.ef');
    const client = api.client();
    client.cookie = thief.client.cookie;
    const plantedCookie = client.cookie;
    expect((await client.signIn(api.home.storeId, victim.login)).status).toBe(202);
    expect((await client.get('/session')).body.user.loginName).toBe(thief.login);
    const done = await client.give(code(victim.secret));
    expect(done).toMatchObject({ status: 201, body: { user: { loginName: victim.login } } });
    expect(client.cookie).not.toBe(plantedCookie);
    expect(await isSignedIn(thief.client)).toBe(false);
    expect((await client.get('/sign-in/pending')).body.code).toBe('signin.restart');
  });

  it('takes a code of the step before, now or after, and none twice [access-and-approvals E]', async () => {
    const { login, secret } = await someone('to.tp');
    // From the beginning of a step, so that none ends in between.
    api.advance(30_000 - (api.now().getTime() % 30_000));
    expect(await (await pendingOf(login)).give(code(secret, -2))).toMatchObject(failed);
    expect(await (await pendingOf(login)).give(code(secret, 2))).toMatchObject(failed);
    expect((await (await pendingOf(login)).give(code(secret, 1))).status).toBe(201);
    // The next step was used, so the present one is over as well.
    expect(await (await pendingOf(login)).give(code(secret, 1))).toMatchObject(failed);
    expect(await (await pendingOf(login)).give(code(secret))).toMatchObject(failed);
    api.advance(minutes(2));
    const [one, two] = [await pendingOf(login), await pendingOf(login)];
    const answers = await Promise.all([one.give(code(secret)), two.give(code(secret))]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 401]);
  });

  it('is over after ten minutes, and for every browser but its own', async () => {
    const { login, secret } = await someone('late.comer');
    const client = await pendingOf(login);
    expect((await api.client().give(code(secret))).body.code).toBe('signin.restart');
    api.advance(minutes(10) + 1000);
    expect(await client.give(code(secret))).toMatchObject({ status: 401, body: { code: 'signin.restart' } });
    const cancelled = await pendingOf(login);
    expect((await cancelled.post('/sign-in/pending/cancel', {})).status).toBe(204);
    expect((await cancelled.give(code(secret))).body.code).toBe('signin.restart');
  });

  it('takes a backup code once, in any spelling', async () => {
    const { login, client, codes } = await someone('back.up');
    const [first = '', second = ''] = codes;
    const typed = ` ${first.toUpperCase().replaceAll('-', ' ')} `;
    expect((await (await pendingOf(login)).give({ kind: 'backup', code: typed })).status).toBe(201);
    expect(await (await pendingOf(login)).give({ kind: 'backup', code: first })).toMatchObject(failed);
    const renewed = await client.post('/factors/backup-codes', {});
    expect(renewed.body.codes).toHaveLength(10);
    expect(await (await pendingOf(login)).give({ kind: 'backup', code: second })).toMatchObject(failed);
    const [fresh] = renewed.body.codes;
    expect((await (await pendingOf(login)).give({ kind: 'backup', code: fresh })).status).toBe(201);
  });

  it('asks security questions: trimmed, in any case, no two with one answer [access-and-approvals E5]', async () => {
    const { login, client } = await someone('quest.ions');
    await client.post('/factors/enrolment', { kind: 'securityQuestions' });
    const rows = ['Ägypten', 'Straße', 'Third', 'Fourth'].map((answer, n) => ({
      question: `Number ${n}?`,
      answer,
    }));
    const confirm = (questions: readonly object[]) =>
      client.post('/factors/enrolment/confirm', { kind: 'securityQuestions', questions });
    const refusedAt = async (questions: readonly object[]) =>
      (await confirm(questions)).body.errors?.[0]?.field as string | undefined;
    expect(await refusedAt(rows.slice(1))).toBe('questions');
    expect(await refusedAt([...rows.slice(0, 3), { question: 'Fifth?', answer: ' THIRD ' }])).toBe(
      'questions/3/answer',
    );
    expect(await refusedAt([...rows.slice(0, 3), { question: 'Fifth?', answer: ' ab ' }])).toBe(
      'questions/3/answer',
    );
    expect(await refusedAt([...rows.slice(0, 3), { question: 'number 1?', answer: 'Fifth' }])).toBe(
      'questions/3/question',
    );
    await client.post('/factors/enrolment', { kind: 'securityQuestions' });
    expect((await confirm(rows)).status).toBe(201);
    const pending = await pendingOf(login);
    const asked = await pending.post('/sign-in/pending/challenge', { kind: 'securityQuestions' });
    expect(asked.body.questions.texts).toEqual(rows.map(({ question }) => question));
    const give = (answers: readonly string[]) => pending.give({ kind: 'securityQuestions', answers });
    expect(await give(['ägypten', 'strasse', 'third', 'wrong'])).toMatchObject(failed);
    expect(await give(['ägypten', 'strasse', 'third'])).toMatchObject(failed);
    expect((await give([' ägypten', 'STRASSE ', 'thIrd', 'fourth'])).status).toBe(201);
  }, 20_000);

  it('mails a code: six digits, five tries, ten minutes, once, three sends in ten minutes [access-and-approvals E5]', async () => {
    const { login, client } = await someone('ma.il');
    const shown = await client.post('/factors/enrolment', { kind: 'email' });
    expect(shown.body).toEqual({ address: 'ma…@example.org' });
    const first = await mailedCode();
    expect(mail.received.at(-1)).toMatchObject({
      to: ['ma.il@example.org'],
      subject: 'Your code for Muster',
    });
    expect((await client.post('/factors/enrolment/confirm', { kind: 'email', code: first })).status).toBe(
      201,
    );
    const pending = await pendingOf(login);
    const send = (who: Client) => who.post('/sign-in/pending/challenge', { kind: 'email' });
    expect((await send(pending)).status).toBe(200);
    const second = await mailedCode();
    // Another browser's code is no code, and neither is one that was used for something else.
    const other = await pendingOf(login);
    expect(await other.give({ kind: 'email', code: second })).toMatchObject(failed);
    expect(await pending.give({ kind: 'email', code: first })).toMatchObject(failed);
    expect((await pending.give({ kind: 'email', code: second })).status).toBe(201);
    expect((await send(other)).status).toBe(200);
    expect(await send(other)).toMatchObject({ status: 429, body: { code: 'factor.throttled' } });
    const replayed = await mailedCode();
    expect((await other.give({ kind: 'email', code: replayed })).status).toBe(201);
    const again = await pendingOf(login);
    expect(await again.give({ kind: 'email', code: replayed })).toMatchObject(failed);

    api.advance(minutes(10) + 1000);
    const late = await pendingOf(login);
    await send(late);
    const old = await mailedCode();
    api.advance(minutes(9));
    const { rows } = await api.database.pool.query(
      `select mail_ciphertext from factor_challenges where used_at is null and expires_at > $1`,
      [api.now()],
    );
    expect(rows).toEqual([{ mail_ciphertext: null }]);
    api.advance(minutes(2));
    expect((await late.give({ kind: 'email', code: old })).body.code).toBe('signin.restart');

    // Five tries; the lock is tested apart, so it is set far away.
    await askFactorOf('User', { failThreshold: 50 });
    const guessing = await pendingOf(login);
    await send(guessing);
    const right = await mailedCode();
    const guess = right === '000000' ? '000001' : '000000';
    for (let n = 0; n < 5; n += 1)
      expect(await guessing.give({ kind: 'email', code: guess })).toMatchObject(failed);
    expect(await guessing.give({ kind: 'email', code: right })).toMatchObject(failed);
    api.advance(minutes(11));
  }, 20_000);

  it('says nothing of a code whose mail comes too late', async () => {
    const { client } = await someone('slow.mail');
    await client.post('/factors/enrolment', { kind: 'email' });
    const requestId = api.engine.mailed.at(-1) ?? '';
    await api.database.pool.query(`update factor_challenges set expires_at = now() where id = $1`, [
      requestId,
    ]);
    const before = mail.received.length;
    expect(await mailedCode()).toBeDefined();
    expect(mail.received.length).toBe(before);
    const { rows } = await api.database.pool.query(
      'select failed_at from notifications where request_id = $1',
      [requestId],
    );
    expect(rows[0].failed_at).not.toBeNull();
  });
});

describe('[access-and-approvals T11] [access-and-approvals E7] lockout', () => {
  beforeEach(async () => {
    await offer(['totp']);
    await askFactorOf('User');
  });

  it('T11: five wrong codes lock; a right code inside the window is 423; the directory password unlocks; the account is untouched', async () => {
    const { id, login, secret } = await someone('t.eleven');
    const client = await pendingOf(login);
    for (let n = 0; n < 4; n += 1) expect(await client.give(wrong(secret))).toMatchObject(failed);
    const fifth = await client.give(wrong(secret));
    expect(fifth).toMatchObject(locked);
    expect(Number(fifth.headers['retry-after'])).toBe(15 * 60);
    expect(await client.give(code(secret))).toMatchObject(locked);
    expect(await isSignedIn(client)).toBe(false);
    // The directory knows nothing of it.
    const provider = await api.provider();
    expect(await provider.authenticate?.(login, password)).toMatchObject({ ok: true });
    expect((await provider.read([{ kind: 'user', id }]))[0]?.enabled).toBe(true);
    // The right password ends it.
    const unlocked = await pendingOf(login);
    expect((await unlocked.give(code(secret))).status).toBe(201);
  });

  it('stays when an attempt counted before could not be decided, and goes with the one that set it', async () => {
    const { db } = api.database;
    const person = { storeId: api.home.storeId, id: await api.addUser('un.decided') };
    const count = () => countFailure(db, person, { failThreshold: 5, lockMinutes: 15 }, api.now());
    const open = async () => {
      const counted = await count();
      if (counted.locked) throw new Error('locked already');
      return counted;
    };
    const three = [await open(), await open(), await open()];
    expect(three.map(({ locks }) => locks)).toEqual([null, null, null]);
    const [fourth, fifth] = [await open(), await open()];
    expect([fourth.locks === null, fifth.locks === null]).toEqual([true, false]);
    await takeBackFailure(db, person, fourth);
    expect(await count()).toMatchObject({ locked: true, until: fifth.locks });
    await takeBackFailure(db, person, fifth);
    expect(await count()).toMatchObject({ locked: false, locks: null });
  });

  it('ends after lockMinutes, and a right answer begins the count anew', async () => {
    const { login, secret } = await someone('wait.ing');
    const client = await pendingOf(login);
    for (let n = 0; n < 4; n += 1) await client.give(wrong(secret));
    expect((await client.give(code(secret))).status).toBe(201);
    api.advance(30_000);
    await askFactorOf('User', { lockMinutes: 5 });
    const again = await pendingOf(login);
    for (let n = 0; n < 4; n += 1) expect(await again.give(wrong(secret))).toMatchObject(failed);
    expect(await again.give(wrong(secret))).toMatchObject(locked);
    api.advance(minutes(5) + 1000);
    expect((await again.give(code(secret))).status).toBe(201);
  });

  it('holds when a hundred guesses come at once', async () => {
    const { login, secret } = await someone('at.once');
    const client = await pendingOf(login);
    const guesses = await Promise.all(Array.from({ length: 40 }, () => client.give(wrong(secret))));
    const counts = Map.groupBy(guesses, ({ status }) => status);
    expect(counts.get(401)?.length).toBe(4);
    expect(counts.get(423)?.length).toBe(36);
  });
});

describe('brute force [access-and-approvals A4]', () => {
  beforeEach(async () => {
    await offer(['totp']);
    await askFactorOf('User');
  });

  it('by account: who has the password has ten guesses in ten minutes all the same', async () => {
    await askFactorOf('User', { failThreshold: 100 });
    const { login, secret } = await someone('brute.force');
    const statuses: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      const client = await pendingOf(login);
      for (let n = 0; n < 4; n += 1) statuses.push((await client.give(wrong(secret))).status);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(401), ...Array<number>(6).fill(429)]);
    expect(await (await pendingOf(login)).give(code(secret))).toMatchObject({ status: 429 });
    api.advance(minutes(10) + 1000);
    expect((await (await pendingOf(login)).give(code(secret))).status).toBe(201);
  });

  it('by address: fifty failures, whatever the account', async () => {
    const { login, secret } = await someone('by.address');
    const client = await pendingOf(login);
    const { rows } = await api.database.pool.query('select count(*)::int as n from sign_in_failures');
    await api.database.pool.query(
      `insert into sign_in_failures (account_hash, address, at)
       select 'somebody ' || n, '127.0.0.1', $1 from generate_series(1, $2::int) n`,
      [api.now(), 50 - rows[0].n],
    );
    expect(await client.give(code(secret))).toMatchObject({
      status: 429,
      body: { code: 'signin.throttled' },
    });
    api.advance(minutes(10) + 1000);
  });
});

describe('an attacker with the password', () => {
  beforeEach(async () => {
    await offer(['totp', 'passkey']);
    await askFactorOf('User');
  });

  it('cannot enrol a factor of his own where one is there', async () => {
    const { login } = await someone('has.one');
    const thief = await pendingOf(login);
    for (const [path, body] of [
      ['/sign-in/pending/enrolment', { kind: 'totp' }],
      ['/sign-in/pending/enrolment/confirm', { kind: 'totp', code: '123456' }],
    ] as const) {
      expect(await thief.post(path, body)).toMatchObject({ status: 401, body: { code: 'signin.restart' } });
    }
    expect(await thief.post('/factors/enrolment', { kind: 'totp' })).toMatchObject({
      status: 401,
      body: { code: 'session.missing' },
    });
  });

  it('cannot finish an enrolment that he began before the person enrolled', async () => {
    await api.addUser('slow.victim');
    const [thief] = await attempt('slow.victim');
    const { secret } = (await thief.post('/sign-in/pending/enrolment', { kind: 'totp' })).body.totp;
    const [victim] = await attempt('slow.victim');
    await enrol(victim);
    expect(await thief.post('/sign-in/pending/enrolment/confirm', code(secret))).toMatchObject({
      status: 401,
      body: { code: 'signin.restart' },
    });
    expect(await isSignedIn(thief)).toBe(false);
    expect((await victim.get('/factors')).body.items).toHaveLength(1);
  });

  it('cannot answer an enrolment of somebody else, nor one of another browser', async () => {
    await Promise.all([api.addUser('enrol.one'), api.addUser('enrol.two')]);
    const [[one], [two], [twin]] = await Promise.all([
      attempt('enrol.one'),
      attempt('enrol.two'),
      attempt('enrol.one'),
    ]);
    const { secret } = (await one.post('/sign-in/pending/enrolment', { kind: 'totp' })).body.totp;
    for (const other of [two, twin]) {
      expect(await other.post('/sign-in/pending/enrolment/confirm', code(secret))).toMatchObject({
        status: 409,
        body: { code: 'factor.expired' },
      });
    }
  });

  it('finds no property of objects where a kind is asked for, and no prototype to change', async () => {
    const { login } = await someone('proto.type');
    const client = await pendingOf(login);
    for (const body of [
      '{"kind":"__proto__","code":"123456"}',
      '{"kind":"constructor","code":"123456"}',
      '{"kind":"totp","code":"123456","__proto__":{"secondFactor":false}}',
      '{"kind":"passkey","credential":{"__proto__":{"id":"x"}}}',
    ]) {
      const { status } = await client.post('/sign-in/pending/proof', body);
      expect([body, status >= 400 && status < 500]).toEqual([body, true]);
    }
    expect(await isSignedIn(client)).toBe(false);
  });
});

describe("one's own factors [access-and-approvals E3] [access-and-approvals E4]", () => {
  beforeEach(async () => {
    await offer(['totp', 'securityKey', 'passkey']);
    await askFactorOf('User');
  });

  it('are added and removed only soon after a sign-in, and told by mail; the last one that is needed stays [reports-history-notifications N2]', async () => {
    const { login, client, secret } = await someone('own.er');
    const [factor] = (await client.get('/factors')).body.items;
    expect(await client.send('PATCH', `/factors/${factor.id}`, { name: ' My phone ' })).toMatchObject({
      status: 204,
    });
    expect((await client.get('/factors')).body).toMatchObject({
      items: [{ kind: 'totp', name: 'My phone', enabled: true }],
      backupCodes: 10,
      needed: true,
      stepUp: { demanded: [], choose: 0, enough: true },
    });
    await api.setPolicies('User', {
      authentication: { enforcedFactors: ['securityKey'], chosenByUser: 1, secondFactor: true },
    });
    // The app is the one that may be chosen; the key is what lacks.
    expect((await client.get('/factors')).body.stepUp).toEqual({
      ...{ demanded: ['securityKey'], choose: 1, from: ['totp', 'passkey'] },
      ...{ enough: false, missing: ['securityKey'], missingChoices: 0, choices: [] },
    });
    expect(await client.send('DELETE', `/factors/${factor.id}`)).toMatchObject({
      status: 409,
      body: { code: 'factor.last' },
    });
    api.advance(minutes(11));
    for (const answer of [
      await client.post('/factors/enrolment', { kind: 'totp' }),
      await client.post('/factors/enrolment/confirm', code(secret)),
      await client.post('/factors/backup-codes', {}),
      await client.send('DELETE', `/factors/${factor.id}`),
    ]) {
      expect(answer).toMatchObject({ status: 403, body: { code: 'session.not_fresh' } });
    }
    expect((await client.signIn(api.home.storeId, login)).status).toBe(202);
    expect((await client.give(code(secret))).status).toBe(201);
    const { secret: second } = (await client.post('/factors/enrolment', { kind: 'totp' })).body.totp;
    expect(await client.post('/factors/enrolment/confirm', code(second))).toMatchObject({
      status: 201,
      body: { backupCodes: null },
    });
    expect(await newestMail()).toContain('you added an authenticator app to your sign-in');
    const stranger = await someone('strang.er');
    expect((await stranger.client.send('DELETE', `/factors/${factor.id}`)).status).toBe(404);
    expect((await stranger.client.send('PATCH', `/factors/${factor.id}`, { name: 'Mine' })).status).toBe(404);
    expect((await client.send('DELETE', `/factors/${factor.id}`)).status).toBe(204);
    api.advance(30_000);
    expect(await (await pendingOf(login)).give(code(secret))).toMatchObject(failed);
    expect((await (await pendingOf(login)).give(code(second))).status).toBe(201);
    await api.setPolicies('User', {});
    const [last] = (await client.get('/factors')).body.items;
    expect((await client.send('DELETE', `/factors/${last.id}`)).status).toBe(204);
    const told = await newestMail();
    expect(told).toContain('you took an authenticator app from your sign-in');
    expect(told).toContain('own.er@example.org');
    expect((await client.get('/factors')).body).toMatchObject({ items: [], backupCodes: 0 });
    expect((await attempt(login))[1].status).toBe(201);
  });
});

describe('passkeys and security keys [access-and-approvals E9]', () => {
  beforeEach(async () => {
    await offer(['totp', 'securityKey', 'passkey']);
    await askFactorOf('User');
  });

  const enrolKey = async (client: Client, kind: string, device: Authenticator, wrongly = {}) => {
    const { webauthn } = (await client.post('/factors/enrolment', { kind })).body;
    return client.post('/factors/enrolment/confirm', {
      kind,
      name: 'On my ring',
      credential: device.create(webauthn, wrongly),
    });
  };

  it('are bound to the origin and to a person the device has verified', async () => {
    const { login, client } = await someone('key.holder');
    const device = new Authenticator(origin);
    for (const wrongly of [{ origin: 'https://evil.example' }, { verified: false }]) {
      expect(await enrolKey(client, 'securityKey', device, wrongly)).toMatchObject(failed);
    }
    expect((await enrolKey(client, 'securityKey', device)).status).toBe(201);
    expect(await enrolKey(client, 'securityKey', device)).toMatchObject({
      status: 409,
      body: { code: 'factor.limit' },
    });

    const pending = await pendingOf(login);
    const ask = async (who: Client) =>
      (await who.post('/sign-in/pending/challenge', { kind: 'securityKey' })).body.webauthn;
    const options = await ask(pending);
    expect(options.allowCredentials).toEqual([
      expect.objectContaining({ id: device.id.toString('base64url') }),
    ]);
    expect(options.userVerification).toBe('required');
    const give = (credential: object) => pending.give({ kind: 'securityKey', credential });
    expect(await give(device.sign(options, { origin: 'https://evil.example' }))).toMatchObject(failed);
    expect(await give(device.sign(options, { verified: false }))).toMatchObject(failed);
    expect(await give(new Authenticator(origin).sign(options))).toMatchObject(failed);
    const other = await ask(await pendingOf(login));
    expect(await give(device.sign(other))).toMatchObject(failed);
    api.advance(minutes(1));
    const again = await pendingOf(login);
    expect(
      (await again.give({ kind: 'securityKey', credential: device.sign(await ask(again)) })).status,
    ).toBe(201);
  });

  it('a passkey signs in alone and counts as both; a counter that went back is refused', async () => {
    const { id, login, client } = await someone('pass.key');
    const device = new Authenticator(origin);
    expect((await enrolKey(client, 'passkey', device)).status).toBe(201);
    expect(await client.post('/factors/enrolment', { kind: 'passkey' })).toMatchObject({
      status: 409,
      body: { code: 'factor.limit' },
    });
    const byPasskey = async (who: Client, wrongly = {}) => {
      const { webauthn } = (await who.post('/sign-in/passkey/challenge', {})).body;
      return who.post('/sign-in/passkey', { portal: 'main', credential: device.sign(webauthn, wrongly) });
    };
    const browser = api.client();
    expect(await byPasskey(browser)).toMatchObject({ status: 201, body: { user: { loginName: login } } });
    expect(await isSignedIn(browser)).toBe(true);
    expect(await byPasskey(api.client(), { counter: 1 })).toMatchObject(failed);
    expect(await byPasskey(api.client(), { verified: false })).toMatchObject(failed);
    // The signature before the account: what is with it, a wrong one does not tell [access-and-approvals A4].
    const directory = await api.provider();
    await directory.setEnabled?.({ kind: 'user', id }, false);
    expect(await byPasskey(api.client(), { verified: false })).toMatchObject(failed);
    expect(await byPasskey(api.client())).toMatchObject({ status: 401, body: { code: 'signin.failed' } });
    await directory.setEnabled?.({ kind: 'user', id }, true);
    await api.lockAccount(id, 15);
    expect(await byPasskey(api.client(), { verified: false })).toMatchObject(failed);
    expect((await byPasskey(api.client())).body.code).toBe('signin.locked');
    await api.lockAccount(id, 0);
    // What was signed for one browser is nothing in another, and nothing a second time.
    const { webauthn } = (await browser.post('/sign-in/passkey/challenge', {})).body;
    const signed = { portal: 'main', credential: device.sign(webauthn) };
    expect((await api.client().post('/sign-in/passkey', signed)).body.code).toBe('signin.restart');
    expect((await browser.post('/sign-in/passkey', signed)).status).toBe(201);
    expect((await browser.post('/sign-in/passkey', signed)).body.code).toBe('signin.restart');
    const unknown = new Authenticator(origin);
    const { webauthn: fresh } = (await browser.post('/sign-in/passkey/challenge', {})).body;
    expect(await browser.post('/sign-in/passkey', { credential: unknown.sign(fresh) })).toMatchObject({
      status: 401,
      body: { code: 'signin.failed' },
    });
    await offer(['totp']);
    expect((await byPasskey(api.client())).body.code).toBe('signin.failed');
  });
});

describe('at rest and in logs', () => {
  it('no secret, code or answer stands in clear; keys rotate [access-and-approvals E5]', async () => {
    const { rows: tables } = await api.database.pool.query(
      `select table_name from information_schema.tables where table_schema = 'public'`,
    );
    const dump: string[] = [];
    for (const { table_name: table } of tables) {
      const { rows } = await api.database.pool.query(`select row_to_json(t)::text as row from "${table}" t`);
      dump.push(...rows.map(({ row }) => row as string));
    }
    const everything = [...dump, ...api.logLines].join('\n');
    expect(everything).toContain('signed in');
    expect(Object.keys(planted).length).toBeGreaterThan(100);
    for (const [what, value] of Object.entries(planted)) {
      expect([what, everything.includes(value)]).toEqual([what, false]);
      expect([what, everything.includes(Buffer.from(value).toString('hex'))]).toEqual([what, false]);
    }
    for (const answer of ['Ägypten', 'ägypten', 'Straße', 'STRASSE'])
      expect(everything).not.toContain(answer);
    const rotated = api.rotatedKeyRing();
    const count = await rotateFactors(api.database.db, rotated);
    expect(count).toBeGreaterThan(15);
    expect(await rotateFactors(api.database.db, rotated)).toBe(0);
  });
});
