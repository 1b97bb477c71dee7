import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Provider, ProviderError } from '../../activities/providers/contract.ts';
import { googleWorkspace } from '../../activities/providers/google-workspace/manifest.ts';
import { keyFileSecret } from '../../activities/providers/google-workspace/settings.ts';
import { schemaMissing } from '../support/google/answer-schema.ts';
import type { SchemaField } from '../support/google/directory.ts';
import { type GoogleEmulator, startGoogle } from '../support/google/emulator.ts';
import { freePort } from '../support/ports.ts';
import { createAuthority } from '../support/certificates.ts';
import type { Filter } from '../../workflows/contracts/filter.ts';
import { replicatedKinds } from '../../workflows/contracts/replication.ts';
import { providerContract } from './provider-suite.ts';

interface Overrides {
  readonly adminUsername?: string;
  readonly keyFile?: string;
  readonly apiUrl?: string;
  readonly caCertificate?: string;
}

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined };

const connect = (google: GoogleEmulator, overrides: Overrides = {}) =>
  googleWorkspace.connect(
    {
      adminUsername: overrides.adminUsername ?? google.administrator,
      apiUrl: overrides.apiUrl ?? google.rootUrl,
      caCertificate: overrides.caCertificate ?? google.caPem,
      operationTimeoutMs: 5_000,
    },
    {
      storeId: randomUUID(),
      secrets: { [keyFileSecret]: overrides.keyFile ?? google.keyFile },
      log: silent,
    },
  );

const withKey = (google: GoogleEmulator, change: (key: Record<string, string>) => void): string => {
  const key = JSON.parse(google.keyFile) as Record<string, string>;
  change(key);
  return JSON.stringify(key);
};

providerContract({
  name: 'google-workspace on an emulated organization',
  capabilities: googleWorkspace.capabilities,
  kinds: replicatedKinds['google-workspace'],
  unique: 'accountName',
  refusedNames: /[=<>]|^ | $/u,
  groupMailIsFixed: true,
  moves: ['user'],
  start: async () => {
    const google = await startGoogle();
    google.directory.addOrgUnit('/Elsewhere');
    const stranger = await startGoogle('other.test');
    const closedPort = await freePort();
    const otherAuthority = await createAuthority();
    return {
      provider: connect(google),
      container: null,
      otherContainer: '/Elsewhere',
      passwords: ['a first long password', 'a second long password'],
      loginName: (account) => `${account}@example.test`,
      userAttributes: { familyName: ['Tester'] },
      broken: [
        {
          what: 'a port nobody listens on',
          failure: 'network',
          connect: () =>
            connect(google, {
              keyFile: withKey(google, (key) => (key.token_uri = `https://localhost:${closedPort}/token`)),
            }),
        },
        {
          what: 'a host that does not exist',
          failure: 'dns',
          connect: () =>
            connect(google, {
              keyFile: withKey(google, (key) => (key.token_uri = 'https://no-such-host.invalid/token')),
            }),
        },
        {
          what: 'a certificate of another authority',
          failure: 'tls',
          connect: () => connect(google, { caCertificate: otherAuthority.caPem }),
        },
        {
          what: 'a key of another account',
          failure: 'credentials',
          connect: () =>
            connect(google, {
              keyFile: withKey(google, (key) => {
                key.private_key = (JSON.parse(stranger.keyFile) as { private_key: string }).private_key;
              }),
            }),
        },
        {
          what: 'an administrator who does not exist',
          failure: 'credentials',
          connect: () => connect(google, { adminUsername: 'nobody@example.test' }),
        },
        {
          what: 'a key file that is none',
          failure: 'settings',
          connect: () => connect(google, { keyFile: '{"type":"authorized_user"}' }),
        },
      ],
      stop: async () => {
        await google[Symbol.asyncDispose]();
        await stranger[Symbol.asyncDispose]();
        await otherAuthority[Symbol.asyncDispose]();
      },
    };
  },
});

describe('google-workspace when things go wrong', () => {
  let google: GoogleEmulator;
  let provider: ReturnType<typeof connect>;

  beforeAll(async () => {
    google = await startGoogle();
    provider = connect(google);
  });
  afterAll(async () => {
    await provider[Symbol.asyncDispose]();
    await google[Symbol.asyncDispose]();
  });

  let serial = 0;
  const group = (name: string, attributes: Record<string, readonly string[]> = {}) => {
    serial += 1;
    const accountName = [`fault${String(serial)}`];
    return {
      kind: 'group' as const,
      container: null,
      attributes: { name: [name], accountName, ...attributes },
    };
  };
  const user = () => {
    serial += 1;
    const attributes = { name: [`Fault Tester${String(serial)}`], accountName: [`person${String(serial)}`] };
    return { kind: 'user' as const, container: null, attributes };
  };
  const create = async (object: Parameters<Provider['create'] & object>[0]) =>
    provider.create(object, await provider.prepareCreate(object));
  const failure = async (work: Promise<unknown>): Promise<ProviderError> => {
    const error: unknown = await work.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ProviderError);
    return error as ProviderError;
  };
  const memberIds = async (id: string): Promise<string[]> => {
    const ids: string[] = [];
    for await (const page of provider.members({ kind: 'group', id }, 2))
      ids.push(...page.map((one) => one.id));
    return ids;
  };
  const add = (id: string, ...members: string[]) =>
    provider.update({ kind: 'group', id }, [
      { attribute: 'members', op: 'values', add: members, remove: [] },
    ]);

  test.each(['userRateLimitExceeded', 'quotaExceeded'] as const)(
    'a 403 for %s is a rate to wait for, not a missing right [stores-and-links S11]',
    async (kind) => {
      google.faults.add(kind, 'GET', /^\/groups$/u);
      const refused = await failure(provider.parents({ kind: 'user', id: '123' }));
      expect(refused.code).toBe('provider.throttled');
      expect(refused.retryAfterMs).toBeGreaterThan(0);
    },
  );

  test('a 429 tells how long to wait, and nothing is tried again by itself [stores-and-links S11]', async () => {
    google.faults.add('tooManyRequests', 'GET', /^\/groups$/u);
    const before = google.requests.length;
    const refused = await failure(provider.parents({ kind: 'user', id: '123' }));
    expect(refused).toMatchObject({ code: 'provider.throttled', retryAfterMs: 2_000 });
    expect(google.requests.length).toBe(before + 1);
  });

  test('a service that is away is tried again later', async () => {
    google.faults.add('unavailable', 'GET', /^\/customers\//u);
    expect((await failure(provider.discover())).code).toBe('provider.unavailable');
    google.faults.add('dropBefore', 'GET', /^\/customers\//u);
    expect((await failure(provider.discover())).code).toBe('provider.unavailable');
    google.faults.add('slow', 'GET', /^\/customers\//u, 1, 6_000);
    expect((await failure(provider.discover())).code).toBe('provider.timeout');
  }, 20_000);

  test('a creation whose answer was lost is found again, not made twice [groups 0.5]', async () => {
    const person = await create(user());
    const wanted = group('Lost answer', { members: [person.id], description: ['once'] });
    const intent = await provider.prepareCreate(wanted);
    google.faults.add('dropAfter', 'POST', /^\/groups$/u);
    expect((await failure(provider.create(wanted, intent))).code).toBe('provider.unavailable');
    const made = await provider.create(wanted, intent);
    expect(await memberIds(made.id)).toEqual([person.id]);
    expect([...google.directory.groups.values()].filter(({ name }) => name === 'Lost answer')).toHaveLength(
      1,
    );
  });

  test('a creation killed between group and members is finished by the next try [groups 0.5]', async () => {
    const people = [await create(user()), await create(user())];
    const wanted = group('Half made', { members: people.map(({ id }) => id) });
    const intent = await provider.prepareCreate(wanted);
    google.faults.add('dropBefore', 'POST', /\/members$/u);
    expect((await failure(provider.create(wanted, intent))).code).toBe('provider.unavailable');
    const made = await provider.create(wanted, intent);
    expect((await memberIds(made.id)).sort()).toEqual(people.map(({ id }) => id).sort());
  });

  test('an addition whose answer was lost counts as done the next time [groups 3.11]', async () => {
    const person = await create(user());
    const made = await create(group('Lost addition'));
    google.faults.add('dropAfter', 'POST', /\/members$/u);
    expect((await failure(add(made.id, person.id))).code).toBe('provider.unavailable');
    await add(made.id, person.id);
    expect(await memberIds(made.id)).toEqual([person.id]);
  });

  test('members that break off in the middle are an error, never a short list [stores-and-links R3]', async () => {
    const made = await create(group('Broken off'));
    const people = [await create(user()), await create(user()), await create(user())];
    await add(made.id, ...people.map(({ id }) => id));
    const seen: string[] = [];
    const read = async () => {
      for await (const page of provider.members(made, 2)) {
        seen.push(...page.map(({ id }) => id));
        google.faults.add('dropBefore', 'GET', /\/members$/u);
      }
    };
    expect((await failure(read())).code).toBe('provider.unavailable');
    expect(seen).toHaveLength(2);
    google.faults.clear();
  });

  test('a session that Google ended is begun anew by the next try; no new key is asked for', async () => {
    await provider.discover();
    google.tokens.revokeAll();
    expect((await failure(provider.discover())).code).toBe('provider.unavailable');
    expect((await provider.discover()).directoryId).not.toBe('');
  });

  test('somebody of another organization is a member that stays as it is', async () => {
    const made = await create(group('With a guest'));
    google.directory.membersOf(google.directory.group(made.id)).set('guest@elsewhere.test', {
      id: 'guest@elsewhere.test',
      email: 'guest@elsewhere.test',
      type: 'EXTERNAL',
      role: 'MEMBER',
    });
    for await (const page of provider.members(made, 10))
      expect(page).toMatchObject([{ kind: 'contact', name: 'guest@elsewhere.test', readOnly: true }]);
  });

  test('a deleted user comes back under the old id; a deleted group does not', async () => {
    const person = await create(user());
    await provider.remove(person);
    expect(await provider.read([person])).toEqual([]);
    expect(await provider.restore(person)).toMatchObject({ id: person.id, name: person.name });
    const gone = await create(group('Gone for good'));
    await provider.remove(gone);
    expect((await failure(provider.restore(gone))).code).toBe('object.notFound');
  });

  test('what others wrote into lists of a user stays when one entry changes', async () => {
    const person = await create(user());
    const stored = google.directory.user(person.id);
    stored.phones = [
      { type: 'home', value: '1' },
      { type: 'work', value: '2' },
    ];
    stored.organizations = [{ primary: true, title: 'Clerk', costCenter: '77' }];
    await provider.update(person, [
      { attribute: 'phone', op: 'set', old: '2', new: '3' },
      { attribute: 'department', op: 'set', old: null, new: 'Sales' },
    ]);
    expect(stored.phones).toEqual([
      { type: 'home', value: '1' },
      { type: 'work', value: '3' },
    ]);
    expect(stored.organizations).toEqual([
      { primary: true, title: 'Clerk', costCenter: '77', department: 'Sales' },
    ]);
  });

  test('a manager is written and read by id, whatever the address', async () => {
    const boss = await create(user());
    const person = await create(user());
    await provider.update(person, [{ attribute: 'manager', op: 'set', old: null, new: boss.id }]);
    expect((await provider.read([person], ['manager']))[0]?.attributes).toEqual({ manager: [boss.id] });
  });

  test('a mailbox is there or not, as the service says [users-and-search U1.3]', async () => {
    const [has, lacks] = [await create(user()), await create(user())];
    Object.assign(google.directory.user(lacks.id), { isMailboxSetup: false });
    const read = await provider.read([has, lacks]);
    expect(read.map(({ attributes }) => attributes.isMailboxSetup)).toEqual([['true'], ['false']]);
  });

  test('custom fields are discovered, written, read and searched, and unknown ones refused [stores-and-links S13]', async () => {
    const field = (fieldName: string, fieldType: SchemaField['fieldType'], multiValued = false) => ({
      fieldName,
      fieldType,
      multiValued,
    });
    google.directory.schemas.set('Employment', [
      field('costCentre', 'STRING'),
      field('badge', 'INT64'),
      field('remote', 'BOOL'),
      field('rate', 'DOUBLE'),
      field('assistant', 'EMAIL'),
      field('pager', 'PHONE'),
      field('hired', 'DATE'),
    ]);
    google.directory.schemas.set('On-site', [
      field('projects', 'STRING', true),
      field('desk', 'INT64', true),
    ]);
    await using fresh = connect(google);
    const { attributes, defaultAttributes } = await fresh.discover();
    expect(attributes.user?.filter(({ name }) => name.includes('.'))).toEqual([
      { name: 'Employment.costCentre', type: 'text', multiValued: false, writable: true },
      { name: 'Employment.badge', type: 'integer', multiValued: false, writable: true },
      { name: 'Employment.remote', type: 'boolean', multiValued: false, writable: true },
      { name: 'Employment.rate', type: 'text', multiValued: false, writable: true },
      { name: 'Employment.assistant', type: 'text', multiValued: false, writable: true },
      { name: 'Employment.pager', type: 'text', multiValued: false, writable: true },
      { name: 'Employment.hired', type: 'text', multiValued: false, writable: true },
      { name: 'On-site.projects', type: 'text', multiValued: true, writable: true },
      { name: 'On-site.desk', type: 'integer', multiValued: true, writable: true },
    ]);
    expect(attributes.group?.some(({ name }) => name.includes('.'))).toBe(false);
    expect(defaultAttributes?.user).toContain('email');
    expect(defaultAttributes?.user).not.toContain('Employment.costCentre');

    // Another process than the one that discovered them: it asks once, when it first writes one.
    await using other = connect(google);
    const asked = () => google.requests.filter((line) => line.endsWith('/schemas')).length;
    const askedBefore = asked();
    const object = user();
    const wanted = {
      ...object,
      attributes: {
        ...object.attributes,
        'Employment.costCentre': ['4711'],
        'Employment.remote': ['true'],
        'On-site.projects': ['Apollo', 'Gemini'],
      },
    };
    const made = await other.create(wanted, await other.prepareCreate(wanted));
    const stored = google.directory.user(made.id);
    // What Muster does not know of a value stays beside it.
    (stored.customSchemas as { 'On-site': { projects: object[] } })['On-site'].projects[0] = {
      value: 'Apollo',
      type: 'work',
    };
    await other.update(made, [
      { attribute: 'Employment.badge', op: 'set', old: null, new: '9007199254740993' },
      { attribute: 'Employment.rate', op: 'set', old: null, new: '3.5' },
      { attribute: 'Employment.hired', op: 'set', old: null, new: '2026-05-31' },
      { attribute: 'Employment.costCentre', op: 'set', old: '4711', new: null },
      { attribute: 'On-site.projects', op: 'values', add: ['Mercury', 'Apollo'], remove: ['Gemini', 'x'] },
      { attribute: 'On-site.desk', op: 'values', add: ['12'], remove: [] },
      { attribute: 'title', op: 'set', old: null, new: 'Clerk' },
    ]);
    expect(asked()).toBe(askedBefore + 1);
    expect(stored.customSchemas).toEqual({
      Employment: { remote: true, badge: '9007199254740993', rate: 3.5, hired: '2026-05-31' },
      'On-site': {
        projects: [{ value: 'Apollo', type: 'work' }, { value: 'Mercury' }],
        desk: [{ value: '12' }],
      },
    });
    const values = {
      'Employment.remote': ['true'],
      'Employment.badge': ['9007199254740993'],
      'Employment.rate': ['3.5'],
      'Employment.hired': ['2026-05-31'],
      'On-site.projects': ['Apollo', 'Mercury'],
      'On-site.desk': ['12'],
    };
    const names = ['Employment.costCentre', ...Object.keys(values)];
    // Reading asks for no schema, and unasked they do not come.
    await using third = connect(google);
    expect((await third.read([made], names))[0]?.attributes).toEqual(values);
    expect(Object.keys((await third.read([made]))[0]?.attributes ?? {})).not.toContain('Employment.badge');
    // As replication reads.
    const filter = {
      op: 'compare',
      attribute: 'Employment.badge',
      test: 'equals',
      value: '9007199254740993',
    };
    const found = [];
    for await (const { objects } of third.search({
      kinds: ['user'],
      filter: filter as Filter,
      attributes: names,
      pageSize: 50,
    }))
      found.push(...objects);
    expect(found).toMatchObject([{ id: made.id, attributes: values }]);
    expect(asked()).toBe(askedBefore + 1);
    // The last value goes, and with it the field.
    await other.update(made, [
      { attribute: 'On-site.desk', op: 'values', add: [], remove: ['12'] },
      { attribute: 'Employment.remote', op: 'set', old: 'true', new: 'false' },
    ]);
    expect((await third.read([made], ['On-site.desk', 'Employment.remote']))[0]?.attributes).toEqual({
      'Employment.remote': ['false'],
    });

    const noUser = await create(group('Without custom fields'));
    expect(
      await failure(
        other.update(noUser, [{ attribute: 'Employment.pager', op: 'set', old: null, new: '1' }]),
      ),
    ).toMatchObject({ code: 'value.invalid', attributes: ['Employment.pager'] });
    const refusals = [
      ['Employment.nobodyMadeIt', null, 'x'],
      ['Employment.pager', null, 'a\0b'],
      ['Employment.assistant', null, 'nobody'],
      ['Employment.badge', '9007199254740993', '9223372036854775808'],
      ['Employment.rate', '3.5', '3,5'],
      ['Employment.hired', '2026-05-31', '2026-13-31'],
      ['Employment.remote', 'false', 'yes'],
    ] as const;
    for (const [attribute, old, value] of refusals)
      expect(await failure(other.update(made, [{ attribute, op: 'set', old, new: value }]))).toMatchObject({
        code: 'value.invalid',
        attributes: [attribute],
      });
    // Somebody else's change is not written over.
    expect(
      await failure(other.update(made, [{ attribute: 'Employment.rate', op: 'set', old: '2.5', new: '4' }])),
    ).toMatchObject({ code: 'object.conflict' });

    // Where their scope was not granted there are none, and everything else works.
    google.granted.delete('https://www.googleapis.com/auth/admin.directory.userschema.readonly');
    await using poor = connect(google);
    const { attributes: fewer } = await poor.discover();
    expect(fewer.user?.some(({ name }) => name.includes('.'))).toBe(false);
    expect((await poor.read([made], ['Employment.hired']))[0]?.attributes).toEqual({
      'Employment.hired': ['2026-05-31'],
    });
  });

  test.skipIf(schemaMissing !== undefined)(
    `the emulator answers as the published types say${schemaMissing === undefined ? '' : ` (${schemaMissing})`}`,
    async () => {
      await create(group('Typed'));
      for await (const page of provider.search({ kinds: ['user', 'group'], pageSize: 100 }))
        expect(page.objects.length).toBeGreaterThan(0);
      expect(google.wrongAnswers).toEqual([]);
    },
  );
});
