/**
 * A store through its bad days: wrong and changed passwords, dead mail servers, disabled people and
 * stores. And after all of it: no secret stands anywhere.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadKeyRing } from '../../activities/platform/keyring.ts';
import { ApiClient } from '../support/client.ts';
import { useCompany } from '../support/company.ts';
import { password, storeSettings } from '../support/corp.ts';
import { until } from '../support/ports.ts';
import { sambaMissing, type Samba, startSamba } from '../support/samba.ts';
import { type MailServer, startMailServer } from '../support/smtp.ts';
import { adminPassword } from '../support/stack.ts';
import { totpCode } from '../support/totp.ts';
import { databaseDump, findTraces, workflowTraces } from '../support/traces.ts';

const service = 'svc.muster';
/** Recognisable, and good enough for the domain's policy. */
const plant = (what: string): string => `${what}-${randomBytes(9).toString('hex')}-Xy1!"ü`;
const servicePassword = plant('service');
const nextServicePassword = plant('next-service');
const wrongServicePassword = plant('wrong-service');
const wrongPassword = plant('wrong-guess');
const smtpPassword = plant('smtp');

/** A domain with a service account of its own, so that its password can change. */
async function domainWithService(): Promise<Samba> {
  const samba = await startSamba();
  const [dn] = await samba.seedUsers([{ name: service, password: servicePassword }]);
  await samba.ldbModify(
    `dn: CN=Domain Admins,CN=Users,${samba.baseDn}\nchangetype: modify\nadd: member\nmember: ${dn ?? ''}\n`,
  );
  return samba;
}

describe.skipIf(sambaMissing !== undefined)(
  `secrets and bad days${sambaMissing === undefined ? '' : ` (${sambaMissing})`}`,
  { timeout: 90_000 },
  () => {
    const company = useCompany(async () => {
      const samba = await domainWithService();
      return {
        samba,
        settings: { serviceAccount: `${service}@${samba.domain}`, password: servicePassword },
      };
    });
    let mail: MailServer;
    const store = () => `/stores/${company.corp.storeId}`;
    const planted: Record<string, string> = {
      'the password of the service account': servicePassword,
      'the next password of the service account': nextServicePassword,
      'a wrong password of the service account': wrongServicePassword,
      'the password of people': password,
      'a wrong password of people': wrongPassword,
      'the password of the mail server': smtpPassword,
      'the password of the first administrator': adminPassword,
    };

    beforeAll(async () => {
      const { keyPem, certPem } = await company.corp.samba.authority.issue(['127.0.0.1', 'localhost']);
      mail = await startMailServer({ key: keyPem, cert: certPem, user: 'muster', password: smtpPassword });
      for (const client of [company.ada, company.olga, company.uwe, company.corp.admin]) {
        for (const [index, secret] of client.secrets().entries()) {
          planted[`${index === 0 ? 'a session' : 'a CSRF token'} (${Object.keys(planted).length})`] = secret;
        }
      }
    });
    afterAll(() => mail[Symbol.asyncDispose]());

    const mailSettings = (port: number) => ({
      host: '127.0.0.1',
      port,
      tls: true,
      caCertificate: company.corp.samba.caPem,
      fromAddress: 'muster@corp.example.test',
      userName: 'muster',
      password: smtpPassword,
    });

    test('[access-and-approvals Q6] approver and requester are told by mail; so are administrators of a held request', async () => {
      expect(await company.ada.put(`${store()}/mail`, mailSettings(mail.port))).toMatchObject({
        status: 200,
        body: { password: { set: true } },
      });
      const group = await company.group(company.olga, 'Mailed about');
      const asked = await company.act(company.uwe, 'POST', company.groups(group, 'join'), {
        reason: 'Mail me',
      });
      const { requestId } = asked.body;
      await until('the mail to the approver', 20_000, () => mail.received.length === 1);
      expect(mail.received[0]).toMatchObject({
        to: ['olga.owner@corp.example.test'],
        subject: 'Please decide: uwe.user asks to join Mailed about',
        user: 'muster',
        secure: true,
      });
      expect(mail.received[0]?.raw.replaceAll('=\r\n', '')).toContain(`/requests/${requestId}`);
      expect(await company.olga.post(`/requests/${requestId}/deny`, { reason: 'Full' })).toMatchObject({
        status: 200,
      });
      await until('the mails about the outcome', 20_000, () => mail.received.length === 2);
      expect(
        mail.received.slice(1).map(({ to }) => to[0]),
        'she who denied it knows',
      ).toEqual(['uwe.user@corp.example.test']);
      for (const { subject, raw } of mail.received.slice(1)) {
        expect(subject).toBe('Denied: the request of uwe.user to join Mailed about');
        expect(raw).toContain('Full');
      }

      await company.act(company.olga, 'PATCH', company.groups(group), { owner: null });
      const held = await company.act(company.uwe, 'POST', company.groups(group, 'join'));
      expect(held).toMatchObject({ status: 202 });
      await until('the mail to the administrator', 20_000, () => mail.received.length === 3);
      expect(mail.received[2]).toMatchObject({
        to: ['ada.admin@corp.example.test'],
        subject: 'Nobody can decide: uwe.user asks to join Mailed about',
      });
      await company.uwe.post(`/requests/${held.body.requestId}/withdraw`);
    });

    test('[access-and-approvals W7] a dead mail server fails nothing', async () => {
      expect(await company.ada.put(`${store()}/mail`, mailSettings(1))).toMatchObject({ status: 200 });
      const group = await company.group(company.olga, 'Told to nobody');
      const { requestId } = (await company.act(company.uwe, 'POST', company.groups(group, 'join'))).body;
      expect(await company.olga.post(`/requests/${requestId}/approve`)).toMatchObject({ status: 200 });
      await company.uwe.untilState(requestId, ['succeeded']);
      expect(await company.members(group)).toContain('uwe.user');
      await until('a try to be written down', 20_000, async () => {
        const rows = await company.rows(
          'select last_error, sent_at from notifications where request_id = $1',
          [requestId],
        );
        return rows.some((row) => row.last_error !== null && row.sent_at === null);
      });
    });

    test('[stores-and-links 0.4] [stores-and-links S2] a wrong password of the service account is refused and kept nowhere', async () => {
      const settings = { ...storeSettings(company.corp.samba), password: wrongServicePassword };
      const refused = {
        status: 422,
        body: { code: 'store.connect_failed', errors: [{ code: 'credentials' }] },
      };
      expect(await company.ada.post('/stores/test', { kind: 'active-directory', settings })).toMatchObject({
        status: 200,
        body: { ok: false, failure: 'credentials' },
      });
      const body = { name: 'Wrong', kind: 'active-directory', settings };
      expect(await company.ada.post('/stores', body)).toMatchObject(refused);
      expect(
        await company.ada.patch(store(), { settings: { password: wrongServicePassword } }),
      ).toMatchObject(refused);
      const saved = await company.ada.post('/stores?force=true', body);
      expect(saved).toMatchObject({
        status: 201,
        body: { health: 'errors', settings: { password: { set: true } } },
      });
      expect(await company.ada.post(`/stores/${saved.body.id}/test`)).toMatchObject({
        body: { failure: 'credentials' },
      });
      await company.ada.post(`/stores/${saved.body.id}/replicate`);
      expect((await company.ada.get(store())).body).toMatchObject({
        settings: { password: { set: true } },
        pausedReason: null,
      });
      expect(JSON.stringify((await company.ada.get('/stores')).body)).not.toContain('wrong-service');
    });

    test('[access-and-approvals A4] a wrong sign-in tells nothing, and the role decides who comes in', async () => {
      const signIn = (loginName: string, typed: string) =>
        new ApiClient(company.stack.base).post('/session', {
          storeId: company.corp.storeId,
          loginName,
          password: typed,
        });
      const [wrong, unknown] = await Promise.all([
        signIn('uwe.user', wrongPassword),
        signIn('nobody.here', wrongPassword),
      ]);
      expect(wrong).toMatchObject({ status: 401, body: { code: 'signin.failed' } });
      expect(unknown.body).toEqual({ ...wrong.body, traceId: unknown.body.traceId });

      const roles = (await company.corp.admin.get(`${store()}/roles`)).body.items;
      const user = roles.find((role: any) => role.name === 'User');
      const group = await company.group(company.olga, 'Without a role', { securityType: 'public' });
      await company.corp.admin.patch(`${store()}/roles/${user.id}`, { enabled: false });
      try {
        expect(await signIn('ben.biker', password)).toMatchObject({
          status: 403,
          body: { code: 'signin.no_role' },
        });
        // Rights are those at the moment of the change, whatever a session still believes.
        const late = await company.act(company.uwe, 'POST', company.groups(group, 'join'));
        expect([401, 403]).toContain(late.status);
        expect(await company.members(group)).toEqual(['olga.owner']);
      } finally {
        await company.corp.admin.patch(`${store()}/roles/${user.id}`, { enabled: true });
      }
    });

    test('[access-and-approvals A6] [stores-and-links S7] a changed service password pauses the store until it is corrected; a disabled person is out within a minute', async () => {
      const { samba } = company.corp;
      // Twice: for an hour a domain controller takes the password before the present one as well.
      for (const next of [plant('interim'), nextServicePassword]) {
        const unicodePwd = Buffer.from(`"${next}"`, 'utf16le').toString('base64');
        await samba.ldbModify(
          `dn: CN=${service},CN=Users,${samba.baseDn}\nchangetype: modify\nreplace: unicodePwd\nunicodePwd:: ${unicodePwd}\n`,
        );
      }
      // Connections that stand keep standing; after a restart each bind is a new one.
      await samba.stop();
      await samba.start();
      const waiting = await company.olga.post(company.groups(), { name: 'Patient' });
      expect(waiting.status).toBe(202);
      const { requestId } = waiting.body;
      await until('the store to be paused', 30_000, async () => {
        const { body } = await company.ada.get(store());
        return typeof body.pausedReason === 'string' && body.health === 'errors';
      });
      const seen = (await company.olga.get(`/requests/${requestId}`)).body;
      expect(seen.state).toBe('queued');
      expect(seen.timeline.map((event: any) => event.kind)).toContain('retrying');
      expect(await company.corp.countGroups('Patient')).toBe(0);

      expect(await company.ada.patch(store(), { settings: { password: nextServicePassword } })).toMatchObject(
        { status: 200, body: { pausedReason: null, health: 'healthy' } },
      );
      const disabledAt = Date.now();
      await samba.tool('user', 'disable', 'eva.extra');
      await Promise.all([
        company.olga.untilState(requestId, ['succeeded'], 75_000),
        until(
          'the session of a disabled person to end',
          65_000,
          async () => (await company.eva.get('/session')).status === 401,
          1_000,
        ),
      ]);
      expect(Date.now() - disabledAt).toBeLessThan(75_000);
      expect(await company.corp.countGroups('Patient')).toBe(1);
      expect(await company.history(requestId)).not.toEqual([]);
    });

    test('[stores-and-links S7] disabling a store ends its sessions and closes its door; enabling opens it again', async () => {
      const group = await company.group(company.olga, 'Behind the door');
      const { requestId } = (await company.act(company.ben, 'POST', company.groups(group, 'join'))).body;
      expect(await company.corp.admin.post(`${store()}/disable`)).toMatchObject({
        status: 200,
        body: { enabled: false },
      });
      for (const client of [company.olga, company.ben, company.ada]) {
        expect(await client.get('/session')).toMatchObject({ status: 401 });
      }
      await expect(company.corp.signIn('olga.owner')).rejects.toThrow('store.disabled');
      expect(await company.corp.admin.post(`${store()}/enable`)).toMatchObject({ status: 200 });
      const olga = await company.corp.signIn('olga.owner');
      expect(await olga.post(`/requests/${requestId}/approve`)).toMatchObject({ status: 200 });
      await olga.untilState(requestId, ['succeeded']);
    });

    test('[access-and-approvals E5] an app, questions, a code by mail and backup codes are enrolled', async () => {
      const ada = await company.corp.signIn('ada.admin');
      expect(await ada.put(`${store()}/mail`, mailSettings(mail.port))).toMatchObject({ status: 200 });
      const factors = ['totp', 'email', 'securityQuestions'];
      const settings = { enrolmentEnabled: false, factors, questions: null };
      expect(await ada.put(`${store()}/factor-settings`, settings)).toMatchObject({ status: 200 });
      const uwe = await company.corp.signIn('uwe.user');
      const begin = (kind: string) => uwe.post('/factors/enrolment', { kind });
      const confirm = (answer: object) => uwe.post('/factors/enrolment/confirm', answer);
      const { secret } = (await begin('totp')).body.totp;
      const app = await confirm({ kind: 'totp', code: totpCode(secret, new Date()) });
      expect(app).toMatchObject({ status: 201 });
      const answers = Array.from({ length: 4 }, (_, n) => plant(`answer-${n}`));
      await begin('securityQuestions');
      const questions = answers.map((answer, n) => ({ question: `Number ${n}?`, answer }));
      expect(await confirm({ kind: 'securityQuestions', questions })).toMatchObject({ status: 201 });
      await begin('email');
      // Beside it come the mails that tell of the factors before.
      const coded = () =>
        mail.received.flatMap(
          ({ raw }) => /this is your code: (\d{6})/.exec(raw.replaceAll('=\r\n', '')) ?? [],
        );
      await until('the mail with the code', 20_000, () => coded().length > 0);
      const [sentence = '', code = ''] = coded();
      expect(await confirm({ kind: 'email', code })).toMatchObject({ status: 201 });
      Object.assign(planted, {
        'the secret of an app': secret,
        'an answer': answers[0],
        'a mailed code': sentence,
        'a backup code': app.body.backupCodes[0],
      });
    });

    test('[access-and-approvals B3] a program asks and is refused by an API token', async () => {
      const uwe = await company.corp.signIn('uwe.user');
      const scopes = ['Create Static Group'];
      const made = await uwe.post('/api-tokens', { name: 'Nightly', scopes, days: 1 });
      expect(made).toMatchObject({ status: 201 });
      const { secret } = made.body;
      const program = new ApiClient(company.stack.base);
      const headers = { authorization: `Bearer ${secret as string}` };
      const asked = await program.post(`${store()}/groups`, { name: 'By a program' }, { headers });
      expect(asked).toMatchObject({ status: 202 });
      await uwe.untilState(asked.body.requestId, ['succeeded']);
      expect(await program.get('/stores', { headers })).toMatchObject({ status: 403 });
      expect(
        await program.get('/stores', { headers: { authorization: `${headers.authorization}x` } }),
      ).toMatchObject({ status: 401, body: { code: 'token.invalid' } });
      Object.assign(planted, { 'an API token': secret });
    });

    test('[stores-and-links 0.4] none of the planted secrets stands in a workflow history, a log or the database', async () => {
      const { servers, stack, corp } = company;
      const keyRing = await loadKeyRing(join(stack.home, 'keys.json'));
      const [{ raw, decoded }, dump, logText] = await Promise.all([
        workflowTraces(servers.temporalAddress, servers.namespace, keyRing),
        databaseDump(servers.superuserUrl),
        stack.logs(),
      ]);
      const logs = [{ name: 'the logs', text: Buffer.from(logText).toString('latin1') }];

      // The search can find: what is no secret is there.
      expect(raw.length).toBeGreaterThan(10);
      expect(new Set(raw.map(({ name }) => name.split(' ')[2]))).toContain('approval');
      expect(findTraces({ store: corp.storeId }, decoded).length).toBeGreaterThan(10);
      expect(findTraces({ login: `${service}@${corp.samba.domain}` }, dump)).not.toEqual([]);
      expect(findTraces({ line: '"msg":"signed in"' }, logs)).not.toEqual([]);
      // What people typed is encrypted or not in the engine at all.
      expect(findTraces({ reason: 'Mail me', name: 'Behind the door' }, raw)).toEqual([]);

      expect(Object.keys(planted)).toHaveLength(20);
      expect(findTraces(planted, [...raw, ...decoded, ...dump, ...logs])).toEqual([]);
      // Certificates are public settings of the store, and of nothing else.
      const certificate = { certificate: corp.samba.caPem.split('\n')[3] ?? '' };
      expect(findTraces(certificate, dump)).not.toEqual([]);
      expect(findTraces(certificate, [...raw, ...decoded, ...logs])).toEqual([]);
      expect(findTraces({ key: 'PRIVATE KEY' }, [...raw, ...decoded, ...dump, ...logs])).toEqual([]);
    });
  },
);
