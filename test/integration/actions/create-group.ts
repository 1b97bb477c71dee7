/** Creating groups, from the click to what `ldapsearch` finds. */
import { expect, test } from 'vitest';
import { hostileNames } from '../../contract/hostile-names.ts';
import type { Company } from '../../support/company.ts';

const groupTypes = [
  ['security', 'global', '-2147483646'],
  ['security', 'domainLocal', '-2147483644'],
  ['security', 'universal', '-2147483640'],
  ['distribution', 'global', '2'],
  ['distribution', 'domainLocal', '4'],
  ['distribution', 'universal', '8'],
] as const;

export function createGroupTests(company: Company): void {
  const create = (body: object) => company.act(company.olga, 'POST', company.groups(), body);
  const usersContainer = () => `CN=Users,${company.corp.samba.baseDn}`;

  test('[groups 1.1] [groups 1.5] [groups 2.1] the creator owns and joins the group; defaults fill the rest', async () => {
    const made = await create({ name: 'Choir' });
    expect(made).toMatchObject({ status: 200, body: { action: 'createGroup', state: 'succeeded' } });
    expect(made.headers.get('location')).toBe(`/api/v1/requests/${made.body.requestId}`);
    const { target } = (await company.olga.get(`/requests/${made.body.requestId}`)).body;

    const olgaDn = await company.dn(company.corp.id('olga.owner'));
    expect(
      await company.entry(
        target.id,
        'cn',
        'sAMAccountName',
        'displayName',
        'groupType',
        'managedBy',
        'member',
        'description',
      ),
    ).toEqual({
      dn: [`CN=Choir,${usersContainer()}`],
      cn: ['Choir'],
      sAMAccountName: ['Choir'],
      displayName: ['Choir'],
      groupType: ['-2147483646'],
      managedBy: [olgaDn],
      member: [olgaDn],
      description: [],
    });
    expect((await company.olga.get(company.groups(target.id))).body).toMatchObject({
      name: 'Choir',
      category: 'security',
      scope: 'global',
      securityType: 'semi-private',
      status: 'active',
      owner: { id: company.corp.id('olga.owner') },
      isOwner: true,
      isMember: true,
      memberCount: 1,
    });
  });

  test('[groups 1] what is asked for is written; nobody need own or join it', async () => {
    const container = await company.corp.samba.seedContainer('Clubs');
    const id = await company.group(company.olga, 'Chess, club', {
      container,
      accountName: 'chess',
      displayName: 'The chess club',
      description: 'Thursdays',
      mail: 'chess@corp.example.test',
      securityType: 'public',
      owner: null,
      members: [],
    });
    expect(
      await company.entry(id, 'sAMAccountName', 'displayName', 'description', 'mail', 'managedBy', 'member'),
    ).toEqual({
      dn: [`CN=Chess\\, club,${container}`],
      sAMAccountName: ['chess'],
      displayName: ['The chess club'],
      description: ['Thursdays'],
      mail: ['chess@corp.example.test'],
      managedBy: [],
      member: [],
    });
    expect((await company.olga.get(company.groups(id))).body).toMatchObject({
      securityType: 'public',
      owner: null,
      memberCount: 0,
    });
  });

  test('[groups 1.5] type and scope are the signed sum that ldapsearch shows', async () => {
    for (const [category, scope, groupType] of groupTypes) {
      const id = await company.group(company.olga, `Type ${category} ${scope}`, { category, scope });
      expect(await company.entry(id, 'groupType')).toMatchObject({ groupType: [groupType] });
      expect((await company.olga.get(company.groups(id))).body).toMatchObject({ category, scope });
    }
  });

  test.each(hostileNames)(
    '[groups 1] $what in a name: request, directory, list and read back',
    async ({ name }) => {
      const id = await company.group(company.olga, name);
      expect(await company.entry(id, 'cn', 'displayName')).toMatchObject({ cn: [name], displayName: [name] });
      expect((await company.olga.get(company.groups(id))).body).toMatchObject({ name, displayName: name });
      const found = await company.olga.get(
        `${company.groups()}?search=${encodeURIComponent(name)}&limit=200`,
      );
      expect(found.body.items.map((item: any) => item.name)).toContain(name);
      expect((await company.olga.get(`/requests?scope=mine&limit=1`)).body.items[0].target).toEqual({
        id,
        name,
      });
    },
  );

  test('[groups 1.10] a taken name is refused with its container, before and at the write', async () => {
    const before = await company.group(company.olga, 'Taken, name');
    const refused = await create({ name: 'Taken, name', accountName: 'taken-2' });
    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: 'object.exists',
        detail: `Taken, name already exists in ${usersContainer()}.`,
        errors: [{ field: 'name', code: 'object.exists' }],
      },
    });
    expect((await company.olga.get(`/requests/${refused.body.requestId}`)).body).toMatchObject({
      state: 'failed',
      problem: { code: 'object.exists' },
    });
    expect(await company.corp.countGroups('Taken, name')).toBe(1);
    expect(await company.entry(before)).not.toBeNull();

    // Both plans find the name free; the directory itself decides.
    const racers = await Promise.all(
      [company.olga, company.uwe, company.ben].map((client, index) =>
        company.act(client, 'POST', company.groups(), { name: 'Raced', accountName: `raced-${index}` }),
      ),
    );
    expect(racers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    for (const loser of racers.filter(({ status }) => status === 409)) {
      expect(loser.body).toMatchObject({
        detail: `Raced already exists in ${usersContainer()}.`,
        errors: [{ field: 'name', code: 'object.exists' }],
      });
    }
    expect(await company.corp.countGroups('Raced')).toBe(1);
  });

  test('[groups 0.5] the same group asked for twice at once, under two keys, is the creation of one request', async () => {
    const twins = await Promise.all([create({ name: 'Twin' }), create({ name: 'Twin' })]);
    expect(twins.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await company.corp.countGroups('Twin')).toBe(1);
    const entries = await Promise.all(twins.map(({ body }) => company.history(body.requestId as string)));
    expect(entries.flat().filter(({ operation }) => operation === 'create')).toHaveLength(1);
  });

  test('[groups 1.8] a taken account name is refused, naming the field of the request', async () => {
    await company.group(company.olga, 'First of its account', { accountName: 'one-account' });
    expect(await create({ name: 'Second of its account', accountName: 'ONE-account' })).toMatchObject({
      status: 409,
      body: { code: 'object.exists', errors: [{ field: 'accountName' }] },
    });
    expect(await company.corp.countGroups('Second of its account')).toBe(0);
  });

  test('[groups 1.8] [groups 1.10] every other fault names its field, and nothing is made', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    const faults: readonly (readonly [object, number, readonly string[]])[] = [
      [{ name: 'x'.repeat(65) }, 422, ['name']],
      [{ name: ' ' }, 422, ['name']],
      [{ name: 'Faulty', accountName: 'a/b' }, 422, ['accountName']],
      [{ name: 'Faulty', accountName: 'ends.' }, 422, ['accountName']],
      [{ name: 'Faulty', accountName: 'b[c', description: 'd'.repeat(1025) }, 422, ['description']],
      [{ name: 'Faulty', owner: nobody }, 404, ['owner']],
      [{ name: 'Faulty', members: [company.corp.id('uwe.user'), nobody] }, 404, ['members/1']],
      [{ name: 'Faulty', additionalOwners: [nobody] }, 404, ['additionalOwners/0']],
      [{ name: 'Faulty', container: `OU=Nowhere,${company.corp.samba.baseDn}` }, 422, ['container']],
      [{ name: 'Faulty', container: 'OU=Elsewhere,DC=other,DC=test' }, 422, ['container']],
      [{ name: 'Faulty', container: 'no dn' }, 422, ['container']],
      [{ name: 'Faulty', container: `CN=System,${company.corp.samba.baseDn}` }, 422, ['container']],
      [{ name: 'Faulty', container: `cn=x, cn=\\42uiltin,${company.corp.samba.baseDn}` }, 422, ['container']],
      [{ name: 'Fau\nlty' }, 422, ['name']],
      [{ name: 'Faulty', accountName: 'a\u0001b', displayName: 'c\td' }, 422, ['accountName', 'displayName']],
      [{ name: 'Faulty', displayName: ' \u00a0' }, 422, ['displayName']],
    ];
    for (const [body, status, fields] of faults) {
      const answer = await create(body);
      expect([body, answer.status, answer.body.errors?.map((error: any) => error.field)]).toEqual([
        body,
        status,
        fields,
      ]);
    }
    expect(await company.corp.countGroups('Faulty')).toBe(0);
  });
}
