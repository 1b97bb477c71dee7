/** Adding and removing members. */
import { expect, test } from 'vitest';
import type { Company } from '../../support/company.ts';

const manyMembers = 600;

export function memberTests(company: Company): void {
  const id = (name: string) => company.corp.id(name);
  const add = (group: string, memberIds: readonly string[], client = company.olga) =>
    company.act(client, 'POST', company.groups(group, 'members'), { memberIds });
  const remove = (group: string, memberIds: readonly string[], client = company.olga) =>
    company.act(client, 'POST', company.groups(group, 'members', 'remove'), { memberIds });
  const plan = async (requestId: string) =>
    (await company.olga.get(`/requests/${requestId}`)).body.plan.items;

  test('[groups 3.10] [groups 3.11] members come and go by value; what holds already is skipped and named', async () => {
    const group = await company.group(company.olga, 'Members');
    // Somebody Muster does not know of: values are added, lists are not rewritten.
    await company.modify(group, `add: member\nmember: ${await company.dn(id('eva.extra'))}`);
    const added = await add(group, [id('olga.owner'), id('uwe.user'), id('ben.biker')]);
    expect(added).toMatchObject({ status: 200, body: { state: 'succeeded', action: 'addMembers' } });
    expect(await company.members(group)).toEqual(['ben.biker', 'eva.extra', 'olga.owner', 'uwe.user']);
    expect(await plan(added.body.requestId)).toMatchObject([
      { operation: 'addValue', new: id('uwe.user'), valueName: 'uwe.user', skippedReason: null },
      { operation: 'addValue', new: id('ben.biker'), skippedReason: null },
      {
        operation: 'addValue',
        new: id('olga.owner'),
        valueName: 'olga.owner',
        skippedReason: 'already a member',
      },
    ]);
    expect((await company.history(added.body.requestId)).map((entry) => entry.valueName)).toEqual([
      'uwe.user',
      'ben.biker',
    ]);

    const removed = await remove(group, [id('ada.admin'), id('uwe.user')]);
    expect(removed).toMatchObject({ status: 200, body: { state: 'succeeded', action: 'removeMembers' } });
    expect(await company.members(group)).toEqual(['ben.biker', 'eva.extra', 'olga.owner']);
    expect(await plan(removed.body.requestId)).toMatchObject([
      { operation: 'removeValue', old: id('uwe.user'), skippedReason: null },
      { operation: 'removeValue', old: id('ada.admin'), skippedReason: 'not a member' },
    ]);

    const stamp = await company.changeNumber(group);
    expect(await remove(group, [id('uwe.user')])).toMatchObject({
      status: 200,
      body: { state: 'succeeded' },
    });
    expect(await company.changeNumber(group)).toBe(stamp);
    const members = await company.olga.get(company.groups(group, 'members'));
    expect(members.body.items.map((member: any) => member.id)).toContain(id('ben.biker'));
    expect(members.body.items.map((member: any) => member.id)).not.toContain(id('uwe.user'));
  });

  test('[groups 3.10] an id nobody has is named by its place, and nobody is added', async () => {
    const group = await company.group(company.olga, 'Unknown ids');
    const nobody = '00000000-0000-4000-8000-000000000000';
    for (const unknown of [nobody, 'not-an-id']) {
      expect(await add(group, [id('uwe.user'), unknown])).toMatchObject({
        status: 404,
        body: { code: 'object.notFound', errors: [{ field: 'memberIds/1', code: 'object.notFound' }] },
      });
    }
    expect(await company.members(group)).toEqual(['olga.owner']);
  });

  test('[users-and-search S6.2] what was selected is checked again when it is saved', async () => {
    const [group, old, letters] = [
      await company.group(company.olga, 'Chosen for'),
      await company.group(company.olga, 'Old, expired'),
      await company.group(company.olga, 'Letters only', { category: 'distribution' }),
    ];
    await company.rows("update group_settings set status = 'expired' where group_id = $1", [old]);
    expect(await add(group, [id('uwe.user'), old])).toMatchObject({
      body: { code: 'object.state', errors: [{ field: 'memberIds/1' }] },
    });
    const owned = (body: object) => company.act(company.olga, 'PATCH', company.groups(group), body);
    expect(await owned({ owner: letters })).toMatchObject({
      body: { code: 'value.invalid', errors: [{ field: 'owner' }] },
    });
    expect(await owned({ additionalOwners: [id('ben.biker'), letters] })).toMatchObject({
      body: { code: 'value.invalid', errors: [{ field: 'additionalOwners/1' }] },
    });
    expect(await company.members(group)).toEqual(['olga.owner']);
  });

  test('[groups 10.1] groups nest; membership of itself and cycles are refused with the path', async () => {
    const [outer, middle, inner] = [
      await company.group(company.olga, 'Outer, ring'),
      await company.group(company.olga, 'Middle ring'),
      await company.group(company.olga, 'Inner ring'),
    ];
    expect(await add(outer, [middle])).toMatchObject({ status: 200 });
    expect(await add(middle, [inner])).toMatchObject({ status: 200 });
    expect(await company.members(outer)).toEqual(['Middle ring', 'olga.owner']);

    expect(await add(outer, [outer])).toMatchObject({
      status: 422,
      body: { code: 'object.circular', errors: [{ field: 'memberIds/0' }] },
    });
    expect(await add(inner, [id('uwe.user'), outer])).toMatchObject({
      status: 422,
      body: {
        code: 'object.circular',
        detail: 'Outer, ring already contains Inner ring through Outer, ring > Middle ring > Inner ring.',
        errors: [{ field: 'memberIds/1', code: 'object.circular' }],
      },
    });
    expect(await company.members(inner)).toEqual(['olga.owner']);
  });

  test(
    `[groups 3.10] ${manyMembers} members in one request, in and out again`,
    { timeout: 90_000 },
    async () => {
      const { samba } = company.corp;
      const container = await samba.seedContainer('Crowd');
      await samba.seedUsers(
        Array.from({ length: manyMembers }, (_, index) => ({ name: `crowd.${index}` })),
        container,
      );
      const crowd = await company.corp.idsIn('crowd.*');
      expect(crowd).toHaveLength(manyMembers);
      const group = await company.group(company.olga, 'Crowd');
      const added = await add(group, crowd);
      expect(added).toMatchObject({ status: 200, body: { state: 'succeeded' } });
      expect(await company.members(group)).toHaveLength(manyMembers + 1);
      expect((await company.olga.get(company.groups(group))).body.memberCount).toBe(manyMembers + 1);
      const [{ count }] = await company.rows(
        'select count(*)::int from history_entries where request_id = $1',
        [added.body.requestId],
      );
      expect(count).toBe(manyMembers);
      expect(await remove(group, crowd)).toMatchObject({ status: 200, body: { state: 'succeeded' } });
      expect(await company.members(group)).toEqual(['olga.owner']);
    },
  );

  test('a contact that was added natively is seen among the members, and taken out', async () => {
    const { samba } = company.corp;
    const dn = `CN=Partner\\, elsewhere,CN=Users,${samba.baseDn}`;
    await samba.ldbModify(`dn: ${dn}\nchangetype: add\nobjectClass: contact\n`);
    const group = await company.group(company.olga, 'Partners');
    await company.modify(group, `add: member\nmember: ${dn}`);
    await company.replicate();
    const members = await company.olga.get(company.groups(group, 'members'));
    const contact = members.body.items.find((member: any) => member.kind === 'contact');
    expect(contact).toMatchObject({ name: 'Partner, elsewhere', readOnly: false });
    expect(await remove(group, [contact.id])).toMatchObject({ status: 200, body: { state: 'succeeded' } });
    expect((await company.olga.get(company.groups(group, 'members'))).body.items).toHaveLength(1);
  });

  test('[groups 4.6] [groups 19.1] [groups 19.2] protected groups are neither joined nor managed', async () => {
    const admins = id('Domain Admins');
    const stamp = await company.changeNumber(admins);
    const tries = [
      add(admins, [id('uwe.user')], company.ada),
      remove(admins, [id('Administrator')], company.ada),
      company.act(company.ada, 'PATCH', company.groups(admins), { description: 'x' }),
      company.act(company.ada, 'DELETE', company.groups(admins)),
      company.act(company.uwe, 'POST', company.groups(admins, 'join')),
    ];
    for (const answer of await Promise.all(tries)) {
      expect(answer).toMatchObject({ status: 409, body: { code: 'object.protected' } });
      expect(answer.body.detail).toContain('adminCount');
    }
    expect(await company.changeNumber(admins)).toBe(stamp);
  });
}
