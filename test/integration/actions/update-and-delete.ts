/** Changing and deleting groups. */
import { expect, test } from 'vitest';
import type { Company } from '../../support/company.ts';
import { until } from '../../support/ports.ts';

export function updateAndDeleteTests(company: Company): void {
  const id = (name: string) => company.corp.id(name);

  test('[groups 2.1] [groups 20] properties, owners and security type change in one request, each told in history', async () => {
    const group = await company.group(company.olga, 'Before', { description: 'old' });
    const wanted = {
      displayName: 'After, "quoted"',
      description: 'new + better',
      mail: 'after@corp.example.test',
      owner: id('uwe.user'),
      additionalOwners: [id('olga.owner'), id('ben.biker')],
      securityType: 'public',
    };
    const changed = await company.act(company.olga, 'PATCH', company.groups(group), wanted);
    expect(changed).toMatchObject({ status: 200, body: { state: 'succeeded', action: 'updateGroup' } });
    expect(await company.entry(group, 'cn', 'displayName', 'description', 'mail', 'managedBy')).toMatchObject(
      {
        cn: ['Before'],
        displayName: ['After, "quoted"'],
        description: ['new + better'],
        mail: ['after@corp.example.test'],
        managedBy: [await company.dn(id('uwe.user'))],
      },
    );
    const view = (await company.ben.get(company.groups(group))).body;
    expect(view).toMatchObject({
      displayName: 'After, "quoted"',
      securityType: 'public',
      owner: { id: id('uwe.user') },
      isOwner: true,
    });
    expect(view.additionalOwners.map((owner: any) => owner.id).toSorted()).toEqual(
      [id('ben.biker'), id('olga.owner')].toSorted(),
    );

    const history = await company.history(changed.body.requestId);
    expect(history.map(({ attribute, old, new: next }) => [attribute, old, next])).toEqual([
      ['displayName', 'Before', 'After, "quoted"'],
      ['description', 'old', 'new + better'],
      ['mail', null, 'after@corp.example.test'],
      ['managedBy', id('olga.owner'), id('uwe.user')],
      ['securityType', 'semi-private', 'public'],
      ['additionalOwners', null, id('olga.owner')],
      ['additionalOwners', null, id('ben.biker')],
    ]);
    expect(history[3].valueName).toBe('uwe.user');

    // The same again: success, and nothing is written anywhere.
    const stamp = await company.changeNumber(group);
    const again = await company.act(company.olga, 'PATCH', company.groups(group), wanted);
    expect(again).toMatchObject({ status: 200, body: { state: 'succeeded' } });
    expect(await company.changeNumber(group)).toBe(stamp);
    expect(await company.history(again.body.requestId)).toEqual([]);
    expect((await company.olga.get(`/requests/${again.body.requestId}`)).body.plan.items).toEqual([]);

    const cleared = await company.act(company.ben, 'PATCH', company.groups(group), {
      description: null,
      mail: null,
      owner: null,
      additionalOwners: [id('ben.biker')],
    });
    expect(cleared.status).toBe(200);
    expect(await company.entry(group, 'description', 'mail', 'managedBy')).toMatchObject({
      description: [],
      mail: [],
      managedBy: [],
    });
  });

  test('[groups 1.5] type and scope change their own bits and leave the rest of the group alone', async () => {
    const group = await company.group(company.olga, 'Scoped', { description: 'stays' });
    for (const [change, groupType] of [
      [{ scope: 'universal' }, '-2147483640'],
      [{ category: 'distribution' }, '8'],
      [{ category: 'security', scope: 'domainLocal' }, '-2147483644'],
    ] as const) {
      const answer = await company.act(company.olga, 'PATCH', company.groups(group), change);
      expect(answer).toMatchObject({ status: 200 });
      expect(await company.entry(group, 'groupType', 'description')).toMatchObject({
        groupType: [groupType],
        description: ['stays'],
      });
    }
    expect((await company.olga.get(company.groups(group))).body).toMatchObject({
      category: 'security',
      scope: 'domainLocal',
    });
  });

  test('[groups 1.8] a change of scope the directory refuses ends with a reason, and nothing of the request is written', async () => {
    const group = await company.group(company.olga, 'One step');
    const stamp = await company.changeNumber(group);
    const refused = await company.act(company.olga, 'PATCH', company.groups(group), {
      scope: 'domainLocal',
      description: 'x',
      securityType: 'public',
    });
    expect(refused).toMatchObject({ status: 422 });
    expect(refused.body.detail).not.toBe('');
    expect(await company.changeNumber(group)).toBe(stamp);
    expect((await company.olga.get(company.groups(group))).body).toMatchObject({
      scope: 'global',
      description: null,
      securityType: 'semi-private',
    });
    expect(await company.history(refused.body.requestId)).toEqual([]);
  });

  test('[access-and-approvals O3] an ordinary user changes nothing of a group of others', async () => {
    const group = await company.group(company.olga, 'Not yours');
    const stamp = await company.changeNumber(group);
    const tries = [
      company.act(company.uwe, 'PATCH', company.groups(group), { description: 'mine now' }),
      company.act(company.uwe, 'PATCH', company.groups(group), { owner: id('uwe.user') }),
      company.act(company.uwe, 'DELETE', company.groups(group)),
      company.act(company.uwe, 'POST', company.groups(group, 'members'), { memberIds: [id('uwe.user')] }),
      company.act(company.uwe, 'POST', company.groups(group, 'members', 'remove'), {
        memberIds: [id('olga.owner')],
      }),
    ];
    for (const answer of await Promise.all(tries)) {
      expect(answer).toMatchObject({ status: 403, body: { code: 'permission.denied' } });
    }
    expect(await company.changeNumber(group)).toBe(stamp);
    // An administrator may.
    expect(
      await company.act(company.ada, 'PATCH', company.groups(group), { description: 'by ada' }),
    ).toMatchObject({ status: 200 });
  });

  test('[access-and-approvals O6] deleting the group of a role through Muster alerts its administrators', async () => {
    const { storeId } = company.corp;
    const group = await company.group(company.olga, 'Gatekeepers');
    const made = await company.ada.post(`/stores/${storeId}/roles`, {
      ...{ name: 'Gatekeepers', priority: 71, criteriaGroupId: group, permissions: ['Manage Any Group'] },
    });
    expect(made.status).toBe(201);
    const roleId = made.body.id as string;
    const deleted = await company.act(company.olga, 'DELETE', company.groups(group));
    expect(deleted).toMatchObject({ body: { state: 'succeeded' } });
    const lost = (await company.ada.get('/operations/runs?view=attention')).body.lostCriteria;
    expect(lost).toMatchObject([{ roleId, roleName: 'Gatekeepers', name: 'Gatekeepers', kind: 'group' }]);
    await until('the administrators to be told', 20_000, async () => {
      const [row] = await company.rows('select told_at from lost_criteria where role_id = $1', [roleId]);
      return row.told_at !== null;
    });
    await company.ada.delete(`/stores/${storeId}/roles/${roleId}`);
  });

  test('[groups 14] a deleted group is gone for the directory, the lists and later requests', async () => {
    const group = await company.group(company.olga, 'Short-lived');
    const deleted = await company.act(company.olga, 'DELETE', company.groups(group));
    expect(deleted).toMatchObject({ status: 200, body: { state: 'succeeded', action: 'deleteGroup' } });
    expect(await company.corp.countGroups('Short-lived')).toBe(0);
    expect(await company.olga.get(company.groups(group))).toMatchObject({ status: 404 });
    const list = await company.olga.get(`${company.groups()}?search=Short-lived`);
    expect(list.body.items).toEqual([]);
    expect(await company.history(deleted.body.requestId)).toMatchObject([
      { operation: 'delete', object: { id: group, name: 'Short-lived' }, actor: { name: 'olga.owner' } },
    ]);
    expect(await company.act(company.uwe, 'POST', company.groups(group, 'join'))).toMatchObject({
      status: 404,
      body: { code: 'object.notFound', errors: [{ field: 'groupId' }] },
    });
  });

  test('[groups 0.3] a group renamed and moved natively loses nothing that Muster keeps', async () => {
    const { samba } = company.corp;
    const group = await company.group(company.olga, 'Nomads', {
      securityType: 'public',
      additionalOwners: [id('ben.biker')],
    });
    const tents = await samba.seedContainer('Tents');
    await company.modify(group, 'replace: sAMAccountName\nsAMAccountName: settled');
    await samba.ldbModify(
      `dn: ${await company.dn(group)}\nchangetype: modrdn\nnewrdn: CN=Settled\\, now\ndeleteoldrdn: 1\nnewsuperior: ${tents}\n`,
    );
    expect(await company.dn(group)).toBe(`CN=Settled\\, now,${tents}`);

    expect(await company.act(company.uwe, 'POST', company.groups(group, 'join'))).toMatchObject({
      status: 200,
    });
    expect(
      await company.act(company.ben, 'PATCH', company.groups(group), {
        description: 'by an additional owner',
      }),
    ).toMatchObject({ status: 200 });
    expect(await company.members(group)).toEqual(['olga.owner', 'uwe.user']);
    expect((await company.uwe.get(company.groups(group))).body).toMatchObject({
      name: 'Settled, now',
      path: `CN=Settled\\, now,${tents}`,
      accountName: 'settled',
      securityType: 'public',
      additionalOwners: [{ id: id('ben.biker') }],
      isMember: true,
    });
    const told = await company.ada.get(`/history?objectId=${group}&limit=200`);
    expect(new Set(told.body.items.map((entry: any) => entry.action))).toEqual(
      new Set(['createGroup', 'joinGroup', 'updateGroup']),
    );
  });
}
