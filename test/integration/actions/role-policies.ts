/** Policies of roles by container, in a domain: where new groups go, and what is found and acted on at all. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiClient } from '../../support/client.ts';
import type { Company } from '../../support/company.ts';

export function rolePolicyTests(company: Company): void {
  const ou = new Map<string, { id: string; path: string }>();
  const place = (name: string) => ou.get(name) ?? { id: '', path: '' };
  let role = '';
  const set = async (policies: object) => {
    const answer = await company.ada.patch(role, { policies });
    expect(answer.status).toBe(200);
  };
  const anywhere = { user: [], group: [], contact: [] };
  const free = {
    newObject: { ownContainerOnly: false, containers: anywhere },
    search: { containerId: null, filter: null },
  };

  beforeAll(async () => {
    for (const name of ['Policy north', 'Policy south']) await company.corp.samba.seedContainer(name);
    await company.replicate();
    const { storeId } = company.corp;
    for (const one of (await company.ada.get(`/stores/${storeId}/places`)).body.items) ou.set(one.name, one);
    const roles = (await company.ada.get(`/stores/${storeId}/roles`)).body.items as {
      id: string;
      name: string;
    }[];
    role = `/stores/${storeId}/roles/${roles.find(({ name }) => name === 'User')?.id ?? ''}`;
  });
  afterAll(() => set(free));

  const create = (body: object) => company.act(company.olga, 'POST', company.groups(), body);

  test('[access-and-approvals Y3] [groups 1.2] the only container of the role is taken; another one is refused', async () => {
    const containers = (...names: string[]) => ({
      newObject: {
        ownContainerOnly: false,
        containers: { ...anywhere, group: names.map((name) => place(name).id) },
      },
    });
    await set(containers('Policy north'));
    const made = await create({ name: 'Policy choir' });
    expect(made.status).toBe(200);
    expect(await company.corp.dnOf('Policy choir')).toBe(`CN=Policy choir,${place('Policy north').path}`);
    const south = await create({ name: 'Policy band', container: place('Policy south').path });
    expect(south).toMatchObject({
      status: 403,
      body: { code: 'policy.container', errors: [{ field: 'container' }] },
    });
    await set(containers('Policy north', 'Policy south'));
    expect((await create({ name: 'Policy band' })).body.code).toBe('policy.container');
    expect((await create({ name: 'Policy band', container: place('Policy south').path })).status).toBe(200);
    await set(free);
  });

  test('[users-and-search S1.2] [access-and-approvals Y4] a container hides what is beside it from lists, ids and plans', async () => {
    const north = await company.group(company.ada, 'Policy rowing', {
      container: place('Policy north').path,
    });
    const south = await company.group(company.ada, 'Policy sailing', {
      container: place('Policy south').path,
    });
    await set({ search: { containerId: place('Policy north').id, filter: null } });
    const uwe: ApiClient = await company.corp.signIn('uwe.user');
    const names = (answer: { body: any }) => answer.body.items.map(({ name }: { name: string }) => name);
    const listed = names(await uwe.get('/lists/groups?search=policy'));
    expect(listed).toContain('Policy rowing');
    expect(listed).not.toContain('Policy sailing');
    expect((await uwe.get(company.groups(north))).status).toBe(200);
    expect((await uwe.get(company.groups(south))).status).toBe(404);
    const asked = (id: string) => company.act(uwe, 'POST', company.groups(id, 'join'), {});
    expect(await asked(south)).toMatchObject({ status: 404, body: { code: 'object.notFound' } });
    expect((await asked(north)).status).toBe(202);
    await set(free);
  });
}
