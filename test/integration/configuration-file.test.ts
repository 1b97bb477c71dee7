/** The configuration of a store as a file (access-and-approvals B7). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminLogin, ApiTest, type Client, unknownId } from '../support/api.ts';

let api: ApiTest;
let admin: Client;
let path: string;
let desk: string;
let clerks: string;

beforeAll(async () => {
  api = await ApiTest.start();
  admin = await api.signedIn(adminLogin);
  const { storeId } = api.home;
  path = `/stores/${storeId}/configuration`;
  desk = await api.addGroup('Desk', [await api.addUser('hilda.help')]);
  clerks = await api.addGroup('Clerks', [await api.addUser('klara.clerk')]);
  const role = await admin.post(`/stores/${storeId}/roles`, {
    ...{ name: 'Clerk', priority: 30, criteriaGroupId: clerks, permissions: ['Manage All Requests'] },
    policies: { groupNamePrefixes: { prefixes: ['CL-'], enforce: true } },
  });
  expect(role.status).toBe(201);
  const workflow = await admin.post(`/stores/${storeId}/workflows`, {
    ...{ name: 'Names', objects: ['group'], event: 'edit', fields: ['displayName'] },
    approvers: [{ kind: 'object', id: desk }],
  });
  expect(workflow.status).toBe(201);
});
afterAll(() => api[Symbol.asyncDispose]());

const exported = async (): Promise<any> => (await admin.get(path)).body;
const imports = (file: unknown, dryRun = false, client = admin) =>
  client.post(`${path}${dryRun ? '?dryRun=true' : ''}`, file);
const changed = (body: any): any[] => body.changes.filter(({ change }: any) => change !== 'unchanged');
const rolesNow = async () => (await admin.get(`/stores/${api.home.storeId}/roles`)).body.items as any[];

describe('a file that is brought back [access-and-approvals B7]', () => {
  it('changes nothing where nothing changed, twice over, and holds no secret', async () => {
    const file = await exported();
    const [before, versions] = [
      JSON.stringify(file),
      (await rolesNow()).map(({ id, version }) => [id, version]),
    ];
    expect(changed((await imports(file, true)).body)).toEqual([]);
    const { status, body } = await imports(file);
    expect([status, changed(body)]).toEqual([200, []]);
    expect(JSON.stringify(await exported())).toBe(before);
    expect((await rolesNow()).map(({ id, version }) => [id, version])).toEqual(versions);
    expect(before).not.toMatch(/secret|ciphertext|hash|certificate/i);
  });

  it('tells first what it adds, changes and removes, writes nothing meanwhile, and then all of it', async () => {
    const file = await exported();
    const other = structuredClone(file);
    const clerk = other.roles.find(({ name }: any) => name === 'Clerk');
    const helpdesk = other.roles.find(({ name }: any) => name === 'Helpdesk');
    // Two roles change places: no order of single writes could do that.
    [clerk.priority, helpdesk.priority] = [helpdesk.priority, clerk.priority];
    other.roles.push({ ...clerk, name: 'Trainee', priority: 77, permissions: [] });
    other.workflows = other.workflows.filter(({ name }: any) => name !== 'Names');
    other.workflowSettings.days = 9;
    const looked = await imports(other, true);
    expect(looked.body.applied).toBe(false);
    expect(changed(looked.body).map(({ section, name, change }) => [section, name, change])).toEqual([
      ['role', 'Helpdesk', 'changed'],
      ['role', 'Clerk', 'changed'],
      ['role', 'Trainee', 'added'],
      ['workflow', 'Names', 'removed'],
      ['workflowSettings', 'workflowSettings', 'changed'],
    ]);
    expect(await exported()).toEqual(file);
    expect((await imports(other)).body).toEqual({ ...looked.body, applied: true });
    expect((await rolesNow()).map(({ name, priority }) => [name, priority])).toContainEqual(['Helpdesk', 30]);
    const told = (await admin.get('/history?limit=30')).body.items as any[];
    expect(told.some(({ action }) => action === 'importConfiguration')).toBe(true);
    // And back again.
    expect((await imports(file)).status).toBe(200);
    expect(await exported()).toEqual(file);
  });

  it('finds groups of another installation by their name, and says which it does not find', async () => {
    const file = await exported();
    const text = JSON.stringify(file).replaceAll(clerks, unknownId);
    const foreign = JSON.parse(text);
    for (const one of foreign.references) if (one.id === unknownId) one.path = '/elsewhere';
    expect(changed((await imports(foreign, true)).body)).toEqual([]);
    for (const one of foreign.references) if (one.id === unknownId) one.name = 'Nobody knows';
    const { status, body } = await imports(foreign, true);
    expect(status).toBe(422);
    expect(body.errors[0].field).toMatch(/^references\//);
    expect(body.detail).toContain('Nobody knows');
  });
});

describe('a file that is refused [access-and-approvals B7]', () => {
  const refusedBy = async (change: (file: any) => void) => {
    const file = await exported();
    change(file);
    const { status, body } = await imports(file);
    return [status, body.code, body.errors?.map(({ field }: any) => field)];
  };

  it('names the key it does not know, and a version that is newer', async () => {
    expect(await refusedBy((file) => (file.passwords = []))).toEqual([422, 'value.invalid', ['passwords']]);
    expect(await refusedBy((file) => (file.roles[0].superuser = true))).toEqual([
      422,
      'value.invalid',
      ['roles/0/superuser'],
    ]);
    expect(
      await refusedBy((file) => {
        file.version = 2;
        file.somethingNew = {};
      }),
    ).toEqual([422, 'value.invalid', ['version']]);
  });

  it('with `__proto__`, or too large', async () => {
    const text = JSON.stringify(await exported());
    expect((await admin.post(path, text.replace('{', '{"__proto__":{"x":1},'))).status).toBe(400);
    expect((await admin.post(path, `{"format":"${'x'.repeat(1_100_000)}"}`)).status).toBe(413);
  });

  it('leaves everything as it was where one part of it cannot be', async () => {
    const file = await exported();
    expect(
      await refusedBy((other) => {
        other.roles.push({ name: 'Fine', priority: 88, criteriaGroupId: desk });
        other.workflows[0].fields = ['noSuchField'];
      }),
    ).toEqual([422, 'value.invalid', ['workflows/0/fields/0']]);
    expect(await exported()).toEqual(file);
  });

  it('takes the last administrator away, or changes what belongs to a system workflow', async () => {
    expect((await refusedBy((file) => (file.roles = [])))[1]).toBe('role.last_administrator');
    expect(
      (
        await refusedBy(
          (file) => (file.workflows.find((one: any) => one.system === 'nestGroup').name = 'Mine'),
        )
      )[0],
    ).toBe(422);
  });

  it('from somebody who may not edit roles: nobody raises themself by a file', async () => {
    const file = await exported();
    const klara = await api.signedIn('klara.clerk');
    expect((await klara.get(path)).status).toBe(403);
    file.roles.find(({ name }: any) => name === 'Clerk').permissions = [
      'Manage Identity Store',
      'Manage Security Roles',
    ];
    expect(await imports(file, false, klara)).toMatchObject({
      status: 403,
      body: { code: 'permission.denied' },
    });
  });
});
