/** Approval workflows of a store by the API: what they take, what they refuse, and who would be asked. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApproval } from '../../activities/change/approvals.ts';
import { queueOutcomeMails, queueReminderMails } from '../../activities/change/mails.ts';
import {
  getApproval,
  listApprovers,
  savePlannedApprovals,
} from '../../activities/database/repositories/approvals.ts';
import { getRequest } from '../../activities/database/repositories/requests.ts';
import { tagValues } from '../../activities/platform/mail-templates/values.ts';
import { systemRules, systemWorkflows } from '../../workflows/contracts/approvals.ts';
import { adminLogin, ApiTest, type Client } from '../support/api.ts';

let api: ApiTest;
let admin: Client;
let path: string;
beforeAll(async () => {
  api = await ApiTest.start();
  admin = await api.signedIn(adminLogin);
  path = `/stores/${api.home.storeId}/workflows`;
});
afterAll(() => api[Symbol.asyncDispose]());

const byUser = () => [{ kind: 'object', id: api.userId }];
const fieldsAtFault = (body: any): string[] => body.errors.map((error: any) => error.field);

async function create(values: Record<string, unknown>): Promise<any> {
  const answer = await admin.post(path, {
    name: `Workflow ${randomUUID()}`,
    objects: ['group'],
    event: 'edit',
    fields: ['description'],
    approvers: byUser(),
    ...values,
  });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}
const remove = (id: string) => admin.send('DELETE', `${path}/${id}`);

describe('definitions', () => {
  it('[access-and-approvals 6] [stores-and-links P1] mails lead to a portal of the store, which stays while they do', async () => {
    const { storeId } = api.home;
    const portal = async (name: string, stores: string[]) =>
      (await admin.post('/portals', { name, path: name.toLowerCase(), stores })).body.id as string;
    const other = await admin.post('/stores', {
      ...{ name: 'Elsewhere', kind: 'local', settings: { domain: 'else.example.org' } },
    });
    const [staff, foreign] = [
      await portal('Staff', [storeId, other.body.id]),
      await portal('Foreign', [other.body.id]),
    ];
    for (const portalId of [foreign, randomUUID()]) {
      const answer = await admin.post(path, {
        ...{ name: 'Astray', objects: ['group'], event: 'delete', approvers: byUser() },
        portalId,
      });
      expect([answer.status, fieldsAtFault(answer.body)]).toEqual([422, ['portalId']]);
    }
    const made = await create({ portalId: staff });
    expect(made.portalId).toBe(staff);
    expect((await admin.get(path)).body.portals).toContainEqual({ id: staff, name: 'Staff' });

    const groupId = await api.addGroup('Led', []);
    const asked = await admin.post(`/stores/${storeId}/groups/${groupId}/join`, {});
    const requestId = asked.body.requestId as string;
    const { db, pool } = api.database;
    const approvers = [{ storeId, id: api.userId, name: 'Uwe', mail: 'uwe@example.org' }];
    const step = { rule: made.name, approvers, held: false, auto: null, definitionId: made.id, stage: 1 };
    await db.transaction((tx) => savePlannedApprovals(tx, requestId, [step]));
    await openApproval({ db })({ requestId, step: 1 });
    // Q6: what comes of it, and reminders, lead there as well.
    await pool.query("update requests set actor_mail = 'ada@example.org' where id = $1", [requestId]);
    const approval = await getApproval(db, requestId, 1);
    const request = await getRequest(db, requestId);
    if (approval === null || request === null) throw new Error('It waits.');
    await db.transaction(async (tx) => {
      await queueReminderMails(tx, request, approval, await listApprovers(tx, [requestId]), 1);
      await queueOutcomeMails(tx, request, 'cancelled');
    });
    const { rows } = await pool.query('select * from notifications where request_id = $1', [requestId]);
    const links = rows.map(({ template, data, recipient }) => {
      const tags = tagValues(template, data, new URL('https://muster.example.org'), recipient);
      return [template, recipient, tags.MASTER_Link];
    });
    const at = `https://muster.example.org/requests/${requestId}?portal=staff`;
    expect(links.toSorted()).toEqual([
      ['approvalReminder', 'uwe@example.org', at],
      ['approvalRequested', 'uwe@example.org', at],
      ['requestCancelled', 'ada@example.org', at],
      ['requestCancelled', 'uwe@example.org', at],
    ]);

    const inUse = {
      status: 409,
      body: { code: 'portal.in_use', detail: expect.stringContaining(made.name) },
    };
    expect(await admin.send('DELETE', `/portals/${staff}`)).toMatchObject(inUse);
    expect(await admin.send('PATCH', `/portals/${staff}`, { stores: [other.body.id] })).toMatchObject(inUse);
    const { body: file } = await admin.get(`/stores/${storeId}/configuration`);
    expect(file.workflows.find(({ name }: any) => name === made.name).portalId).toBe(staff);
    expect(file.references).toContainEqual(expect.objectContaining({ id: staff, kind: 'portal' }));
    expect((await admin.send('PATCH', `${path}/${made.id}`, { portalId: null })).body.portalId).toBeNull();
    for (const id of [staff, foreign])
      expect((await admin.send('DELETE', `/portals/${id}`)).status).toBe(204);
    await remove(made.id);
  });

  it('[access-and-approvals W7] says where no mail is sent', async () => {
    expect((await admin.get(path)).body.sendsMail).toBe(false);
    expect((await admin.get('/session')).body.sendsMail).toBe(false);
  });

  it('[access-and-approvals W6] every store has the eight system workflows as they begin', async () => {
    const { body } = await admin.get(path);
    expect(body.items.map((item: any) => item.system).toSorted()).toEqual([...systemWorkflows].toSorted());
    for (const item of body.items) {
      const { name, approvers, enabled, raised } = systemRules[item.system as 'joinGroup'];
      expect(item).toMatchObject({ name, approvers, enabled, raised });
    }
  });

  it('[access-and-approvals W6] of those only approvers, mode and whether they are on can be changed', async () => {
    const { items } = (await admin.get(path)).body;
    const of = (system: string) => items.find((item: any) => item.system === system);
    expect(await remove(of('joinGroup').id)).toMatchObject({
      status: 409,
      body: { code: 'workflow.system' },
    });
    const renamed = await admin.send('PATCH', `${path}/${of('joinGroup').id}`, {
      name: 'Mine',
      event: 'delete',
    });
    expect(renamed.status).toBe(422);
    expect(fieldsAtFault(renamed.body)).toEqual(['name', 'event']);
    // It has no approver yet, so it cannot be turned on.
    const expiry = `${path}/${of('changeGroupExpiration').id}`;
    expect(await admin.send('PATCH', expiry, { enabled: true })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'approvers' }] },
    });
    expect(await admin.send('PATCH', expiry, { enabled: true, approvers: byUser() })).toMatchObject({
      status: 200,
      body: { enabled: true, approvers: [{ kind: 'object', id: api.userId, name: 'uwe.user' }] },
    });
  });

  it('[access-and-approvals W1] one workflow holds the creation of an object', async () => {
    const first = await create({ event: 'create', fields: [] });
    const second = { name: 'Second', objects: ['group', 'user'], event: 'create', approvers: byUser() };
    expect(await admin.post(path, second)).toMatchObject({
      status: 409,
      body: { code: 'workflow.exists', errors: [{ field: 'objects' }] },
    });
    const users = await create({ objects: ['user'], event: 'create', fields: [] });
    const widened = await admin.send('PATCH', `${path}/${users.id}`, { objects: ['user', 'group'] });
    expect(widened).toMatchObject({ status: 409, body: { code: 'workflow.exists' } });
    expect((await remove(first.id)).status).toBe(204);
    expect((await remove(users.id)).status).toBe(204);
  });

  it('names every field at fault', async () => {
    const wrong = async (values: Record<string, unknown>) => {
      const answer = await admin.post(path, {
        name: 'Wrong',
        objects: ['group'],
        event: 'edit',
        fields: ['description'],
        approvers: byUser(),
        ...values,
      });
      return [answer.status, fieldsAtFault(answer.body)];
    };
    expect(await wrong({ fields: [] })).toEqual([422, ['fields']]);
    expect(await wrong({ event: 'create' })).toEqual([422, ['fields']]);
    expect(await wrong({ event: 'run' })).toEqual([422, ['event', 'fields']]);
    expect(await wrong({ approvers: [] })).toEqual([422, ['approvers']]);
    expect(await wrong({ approvers: [{ kind: 'manager' }] })).toEqual([422, ['approvers/0/kind']]);
    expect(await wrong({ approvers: [{ kind: 'object' }] })).toEqual([422, ['approvers/0/id']]);
    expect(await wrong({ approvers: [{ kind: 'object', id: randomUUID() }] })).toEqual([
      422,
      ['approvers/0/id'],
    ]);
    expect(await wrong({ approvers: [{ kind: 'owners' }, { kind: 'owners' }] })).toEqual([
      422,
      ['approvers/1'],
    ]);
    expect(await wrong({ fields: ['description', 'salary'] })).toEqual([422, ['fields/1']]);
    const filter = { subject: 'requester', attribute: 'department', test: 'equals' };
    expect(await wrong({ filters: [filter] })).toEqual([422, ['filters/0/value']]);
    expect(await wrong({ filters: [{ ...filter, attribute: 'shoeSize', value: '43' }] })).toEqual([
      422,
      ['filters/0/attribute'],
    ]);
    expect((await admin.get(path)).body.items.map((item: any) => item.name)).not.toContain('Wrong');
  });

  it('keeps names apart, whatever their case, and refuses a stale change', async () => {
    const made = await create({ name: 'Descriptions' });
    expect(
      await admin.post(path, {
        name: 'descriptions',
        objects: ['group'],
        event: 'delete',
        approvers: byUser(),
      }),
    ).toMatchObject({ status: 409, body: { code: 'name.taken' } });
    const at = `${path}/${made.id}`;
    expect((await admin.send('PATCH', at, { enabled: false }, { 'if-match': '"1"' })).status).toBe(200);
    expect((await admin.send('PATCH', at, { enabled: true }, { 'if-match': '"1"' })).status).toBe(412);
    await remove(made.id);
  });
});

describe('settings', () => {
  it('hold what the specification says until somebody changes them', async () => {
    const settings = `/stores/${api.home.storeId}/workflow-settings`;
    expect((await admin.get(settings)).body).toEqual({
      selfApproval: 'autoApprove',
      noApprover: 'hold',
      defaultApproverId: null,
      acceleration: false,
      maxLevels: 3,
      days: 5,
      expiryDays: 0,
      reminderDays: 0,
      version: 0,
    });
    const climb = { acceleration: false, maxLevels: 3, days: 5 };
    const wrong = { ...climb, selfApproval: 'skip', noApprover: 'hold', defaultApproverId: randomUUID() };
    expect(await admin.send('PUT', settings, wrong)).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'defaultApproverId' }] },
    });
    const set = { ...wrong, defaultApproverId: null };
    for (const beyond of [
      { maxLevels: 0 },
      { maxLevels: 11 },
      { days: 0 },
      { days: 91 },
      { expiryDays: 366 },
      { reminderDays: -1 },
    ]) {
      const answer = await admin.send('PUT', settings, { ...set, ...beyond });
      expect([answer.status, fieldsAtFault(answer.body)]).toEqual([422, Object.keys(beyond)]);
    }
  });

  it('[access-and-approvals Q1] how long requests wait and how often approvers are reminded is kept, and stays where it is not sent', async () => {
    const settings = `/stores/${api.home.storeId}/workflow-settings`;
    const { version, reminderDays, expiryDays, ...older } = (await admin.get(settings)).body;
    expect([version, reminderDays, expiryDays]).toEqual([0, 0, 0]);
    const rest = { ...older, expiryDays: 14 };
    expect((await admin.send('PUT', settings, rest)).body).toMatchObject({ expiryDays: 14, reminderDays: 0 });
    expect((await admin.send('PUT', settings, older)).body).toMatchObject({ expiryDays: 14 });
    // Reminders are mails.
    expect(await admin.send('PUT', settings, { ...rest, reminderDays: 2 })).toMatchObject({
      status: 409,
      body: { code: 'mail.unconfigured', errors: [{ field: 'reminderDays' }] },
    });
    expect((await admin.send('PUT', settings, { ...rest, expiryDays: 0 })).status).toBe(200);
  });

  it('[access-and-approvals W7] refuse acceleration without a mail server', async () => {
    const settings = `/stores/${api.home.storeId}/workflow-settings`;
    const on = {
      selfApproval: 'autoApprove',
      noApprover: 'hold',
      defaultApproverId: null,
      acceleration: true,
      maxLevels: 10,
      days: 90,
    };
    expect(await admin.send('PUT', settings, on)).toMatchObject({
      status: 409,
      body: { code: 'mail.unconfigured', errors: [{ field: 'acceleration' }] },
    });
    const made = await create({});
    const at = `${path}/${made.id}`;
    expect(await admin.send('PATCH', at, { acceleration: true })).toMatchObject({ status: 409 });
    const mail = { host: 'mail.example.org', fromAddress: 'muster@example.org' };
    await admin.send('PUT', `/stores/${api.home.storeId}/mail`, mail);
    expect(await admin.send('PUT', settings, on)).toMatchObject({ status: 200, body: on });
    expect(await admin.send('PATCH', at, { acceleration: true })).toMatchObject({ status: 200 });
    await remove(made.id);
  });
});

describe('who would be asked', () => {
  const ask = async (body: Record<string, unknown>) => {
    const answer = await admin.post(`${path}/test`, { object: 'group', event: 'edit', ...body });
    expect(answer).toMatchObject({ status: 200 });
    return answer.body;
  };
  const asked = (body: any): string[][] =>
    body.waits.flatMap((wait: any) =>
      wait.steps.map((step: any) => step.approvers.map((one: any) => one.name).toSorted()),
    );

  it('[access-and-approvals T8] a group stands for its users and those of the groups in it, as they are when it is asked', async () => {
    const names = ['u1', 'u2', 'u3', 'deep.one', 'late.one'];
    const [u1, u2, u3, deep, late] = await Promise.all(names.map((name) => api.addUser(name)));
    const g3 = await api.addGroup('G3', [deep ?? '']);
    const g2 = await api.addGroup('G2', [u3 ?? '', g3]);
    const approvers = await api.addGroup('Approvers', [u1 ?? '', u2 ?? '', g2]);
    const target = await api.addGroup('Asked about', [], u1);
    const made = await create({ approvers: [{ kind: 'object', id: approvers }] });
    const edit = { requesterId: api.userId, targetId: target, fields: ['description'] };
    expect(asked(await ask(edit))).toEqual([['u1', 'u2', 'u3']]);
    const provider = await api.provider();
    const joined = { attribute: 'member', op: 'values' as const, add: [late ?? ''], remove: [] };
    await provider.update?.({ kind: 'group', id: approvers }, [joined]);
    expect(asked(await ask(edit))).toEqual([['late.one', 'u1', 'u2', 'u3']]);
    // Members of what is nested deeper have no say, so they do not approve by asking either.
    expect(asked(await ask({ ...edit, requesterId: deep }))).toEqual([['late.one', 'u1', 'u2', 'u3']]);
    expect((await ask({ ...edit, requesterId: u3 })).waits[0].steps[0].auto).toBe('requester');
    await remove(made.id);
  });

  it('[access-and-approvals T5] looks at the requester, and [access-and-approvals W5] at each field of the save', async () => {
    const manager = await api.addUser('boss.one', { title: ['Manager'] });
    const target = await api.addGroup('Described', [], api.userId);
    const made = await create({
      filters: [{ subject: 'requester', attribute: 'title', test: 'notEquals', value: 'manager' }],
      approvers: [{ kind: 'owners' }],
    });
    const other = await api.addUser('clerk.one');
    const body = { targetId: target, fields: ['description', 'mail'] };
    expect(await ask({ ...body, requesterId: manager })).toMatchObject({ free: true, waits: [] });
    expect(await ask({ ...body, requesterId: other })).toMatchObject({
      free: true,
      freeFields: ['mail'],
      waits: [{ fields: ['description'], steps: [{ approvers: [{ name: 'uwe.user' }] }] }],
    });
    await remove(made.id);
  });

  it('[access-and-approvals W2] joining waits where the group is semi-private, nesting for the owners of the outer one', async () => {
    const target = await api.addGroup('Joined', [], api.userId);
    const requesterId = await api.addUser('joiner.one');
    for (const system of ['joinGroup', 'nestGroup']) {
      const { waits } = await ask({ requesterId, targetId: target, system });
      expect(waits).toMatchObject([
        {
          workflows: [{ name: systemRules[system as 'joinGroup'].name }],
          steps: [{ approvers: [{ name: 'uwe.user' }] }],
        },
      ]);
    }
  });

  it('[access-and-approvals W4] [access-and-approvals W6] [access-and-approvals X7] asks managers about people: of a transfer the new one', async () => {
    const [old, next] = [await api.addUser('old.boss'), await api.addUser('next.boss')];
    const targetId = await api.addUser('moved.one', { manager: [old] });
    const about = { requesterId: api.userId, targetId, object: 'user' };
    const transfer = { ...about, system: 'transferUser' };
    expect(asked(await ask({ ...transfer, newManagerId: next }))).toEqual([['next.boss']]);
    expect(asked(await ask({ ...about, system: 'changeManager' }))).toEqual([['old.boss']]);
    expect(asked(await ask({ ...about, system: 'resetPassword' }))).toEqual([['old.boss']]);
    const made = await create({
      ...{ name: 'Leavers', objects: ['user'], event: 'delete', fields: [] },
      approvers: [{ kind: 'manager' }],
    });
    expect(asked(await ask({ ...about, event: 'delete', fields: undefined }))).toEqual([['old.boss']]);
    await remove(made.id);
    const bodies = [
      transfer,
      { ...transfer, newManagerId: randomUUID() },
      { ...about, system: 'changeManager', newManagerId: next },
    ];
    for (const body of bodies) {
      const answer = await admin.post(`${path}/test`, { event: 'edit', ...body });
      expect([answer.status, fieldsAtFault(answer.body)]).toEqual([422, ['newManagerId']]);
    }
  });

  it('tells what does not exist', async () => {
    const body = { object: 'group', event: 'edit', requesterId: api.userId, fields: ['mail'] };
    const nowhere = await admin.post(`${path}/test`, { ...body, targetId: randomUUID() });
    expect([nowhere.status, fieldsAtFault(nowhere.body)]).toEqual([422, ['targetId']]);
  });
});
