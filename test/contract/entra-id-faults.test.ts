import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createLogger } from '../../activities/platform/log.ts';
import { SharedSessions } from '../../activities/platform/shared-sessions.ts';
import { type NewObject, ProviderError } from '../../activities/providers/contract.ts';
import { entraId } from '../../activities/providers/entra-id/manifest.ts';
import type { EntraIdProvider } from '../../activities/providers/entra-id/provider.ts';
import type { DirectoryObject, ObjectRef } from '../../workflows/contracts/directory.ts';
import type { ErrorCode } from '../../workflows/contracts/errors.ts';
import { freshDatabase } from '../support/environment.ts';
import { GraphEmulator } from '../support/graph/emulator.ts';
import { type Extension, registerExtension } from '../support/graph/properties.ts';
import { clientCertificate, connectEntra, pfxPassword } from '../support/graph/entra.ts';

describe('entra-id', { timeout: 30_000 }, () => {
  let emulator: GraphEmulator;
  let provider: EntraIdProvider;
  let serial = 0;

  beforeAll(async () => {
    emulator = await GraphEmulator.start();
    provider = connectEntra(emulator);
  });
  afterAll(async () => {
    await provider[Symbol.asyncDispose]();
    await emulator[Symbol.asyncDispose]();
  });
  afterEach(() => {
    emulator.reset();
  });

  const group = (extra: Record<string, readonly string[]> = {}): NewObject => {
    serial += 1;
    return {
      kind: 'group',
      container: null,
      attributes: { displayName: [`Team ${serial}`], mailNickname: [`team${serial}`], ...extra },
    };
  };
  const user = (extra: Record<string, readonly string[]> = {}): NewObject => {
    serial += 1;
    const login = `person${serial}@${emulator.tenant.domain}`;
    return {
      kind: 'user',
      container: null,
      attributes: { displayName: [`Person ${serial}`], userPrincipalName: [login], ...extra },
    };
  };
  const create = async (object: NewObject): Promise<DirectoryObject> =>
    provider.create(object, await provider.prepareCreate(object));
  const seedUsers = (count: number): string[] =>
    Array.from({ length: count }, () => {
      serial += 1;
      return emulator.tenant.add('user', {
        displayName: `Seeded ${serial}`,
        userPrincipalName: `seeded${serial}@${emulator.tenant.domain}`,
        accountEnabled: true,
      });
    });
  const seedGroup = (extra: object = {}): ObjectRef => {
    serial += 1;
    const id = emulator.tenant.add('group', {
      displayName: `Seeded group ${serial}`,
      mailNickname: `seeded${serial}`,
      mailEnabled: false,
      securityEnabled: true,
      groupTypes: [],
      ...extra,
    });
    return { kind: 'group', id };
  };
  const add = (to: ObjectRef, ids: readonly string[], by = provider) =>
    by.update(to, [{ attribute: 'members', op: 'values', add: ids, remove: [] }]);
  const take = (from: ObjectRef, ids: readonly string[]) =>
    provider.update(from, [{ attribute: 'members', op: 'values', add: [], remove: ids }]);
  const memberIds = (of: ObjectRef): string[] => [...(emulator.tenant.latest(of.id)?.members ?? [])].sort();
  const lines = (match: RegExp): string[] =>
    emulator.requests.map(({ line }) => line).filter((line) => match.test(line));

  async function refusal(work: Promise<unknown>, code: ErrorCode): Promise<ProviderError> {
    const error = await work.then(
      () => new Error('It succeeded.'),
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ProviderError);
    const refused = error as ProviderError;
    expect(refused.code, `${refused.message} (${refused.detail})`).toBe(code);
    return refused;
  }
  const readAll = async (pageSize: number): Promise<number> => {
    let count = 0;
    for await (const { objects } of provider.search({ kinds: ['user'], pageSize })) count += objects.length;
    return count;
  };

  describe('signing in', () => {
    test('a certificate signs in, from PEM or PFX, and one the application does not know is refused', async () => {
      const { certPem, keyPem, pfx } = await clientCertificate();
      await using signed = connectEntra(emulator, {}, { certificate: `${keyPem}${certPem}` });
      expect(await signed.check()).toMatchObject({ ok: false, failure: 'credentials' });
      emulator.application.certificatePem = certPem;
      await using again = connectEntra(emulator, {}, { certificate: `${keyPem}${certPem}` });
      expect(await again.check()).toMatchObject({ ok: true });
      // As a form of one line sends it.
      const pasted = { certificate: `${keyPem}${certPem}`.replaceAll('\n', '') };
      await using pastedIn = connectEntra(emulator, {}, pasted);
      expect(await pastedIn.check()).toMatchObject({ ok: true });
      const settings = { domain: 'contoso.onmicrosoft.com', cloud: 'global' as const, applicationId: '' };
      expect(entraId.validate({ ...settings, ...pasted })).toEqual([]);
      const file = { certificate: pfx.toString('base64'), certificatePassword: pfxPassword };
      await using fromFile = connectEntra(emulator, {}, file);
      expect(await fromFile.check()).toMatchObject({ ok: true });
      expect(entraId.validate({ ...settings, ...file })).toEqual([]);
      expect(
        entraId.validate(Object.assign({}, settings, file, { certificatePassword: 'wrong' })),
      ).toMatchObject([
        { field: 'certificate', message: expect.stringContaining('password of the key is wrong') },
      ]);
    });

    test('each reason says what to do', async () => {
      const messageOf = async (connected: EntraIdProvider): Promise<string> => {
        await using each = connected;
        return (await each.check()).message;
      };
      expect(await messageOf(connectEntra(emulator, { domain: 'fabrikam.com' }))).toContain(
        'no tenant of this domain',
      );
      expect(
        await messageOf(connectEntra(emulator, { applicationId: '00000000-0000-4000-8000-000000000001' })),
      ).toContain('no application with this application ID');
      expect(await messageOf(connectEntra(emulator, {}, { clientSecret: 'wrong' }))).toContain(
        'Enter the value of the secret',
      );
      emulator.application.secretExpired = true;
      expect(await messageOf(connectEntra(emulator))).toContain('has expired');
      emulator.application.secretExpired = false;
      const { roles } = emulator.application;
      emulator.application.roles = ['User.ReadWrite.All', 'Group.Read.All', 'Organization.Read.All'];
      expect(await messageOf(connectEntra(emulator))).toContain('lacks Group.ReadWrite.All');
      emulator.application.roles = roles;
    });

    test('both domains are of the tenant, and the initial one signs in', async () => {
      emulator.tenant.customDomain = 'contoso.example';
      const { domain } = emulator.tenant;
      await using good = connectEntra(emulator, { domain: 'contoso.example', primaryDomain: domain });
      expect(await good.check()).toMatchObject({ ok: true });
      await using wrong = connectEntra(emulator, { domain: 'fabrikam.example', primaryDomain: domain });
      expect(await wrong.check()).toMatchObject({
        ok: false,
        failure: 'settings',
        message: expect.stringContaining('fabrikam.example is no verified domain'),
      });
    });

    test('a token that ended early is replaced at the next try; refused credentials are told apart', async () => {
      await using fresh = connectEntra(emulator);
      const [id = ''] = seedUsers(1);
      await fresh.read([{ kind: 'user', id }]);
      const issued = emulator.application.tokensIssued;
      await fresh.read([{ kind: 'user', id }]);
      expect(emulator.application.tokensIssued).toBe(issued);
      emulator.application.expireTokens();
      const later = Date.now() + 120_000;
      const clock = vi.spyOn(Date, 'now').mockImplementation(() => later);
      try {
        await refusal(fresh.read([{ kind: 'user', id }]), 'provider.unavailable');
        expect(await fresh.read([{ kind: 'user', id }])).toHaveLength(1);
        // One that is refused although it is new is no matter of time.
        emulator.application.expireTokens();
        await refusal(fresh.read([{ kind: 'user', id }]), 'provider.credentials');
      } finally {
        clock.mockRestore();
      }
      expect(emulator.application.tokensIssued).toBe(issued + 1);
      await using old = connectEntra(emulator, {}, { clientSecret: 'not the secret' });
      await refusal(old.read([{ kind: 'user', id }]), 'provider.credentials');
    });

    test('the token is sent over TLS to the Graph host only', async () => {
      await provider.discover();
      expect(
        emulator.requests
          .filter(({ authorized }) => authorized)
          .every(({ line }) => line.includes(' /v1.0/')),
      ).toBe(true);
      expect(emulator.requests.some(({ line, authorized }) => line.includes('/token') && authorized)).toBe(
        false,
      );
    });
  });

  describe('slowing down', () => {
    test('429 carries its wait as a number, and nothing is tried again by itself', async () => {
      emulator.faults.plan(/^GET \/v1\.0\/organization/, {
        kind: 'status',
        status: 429,
        retryAfter: '2.128',
      });
      const refused = await refusal(provider.discover(), 'provider.throttled');
      expect(refused.retryAfterMs).toBe(2128);
      expect(lines(/organization/)).toHaveLength(1);
      expect((await provider.discover()).directoryId).toBe(emulator.tenant.id);
    });

    test('503 with a date waits until then', async () => {
      const at = new Date(Date.now() + 60_000).toUTCString();
      emulator.faults.plan(/organization/, { kind: 'status', status: 503, retryAfter: at });
      const refused = await refusal(provider.discover(), 'provider.unavailable');
      expect(refused.retryAfterMs).toBeGreaterThan(50_000);
      expect(refused.retryAfterMs).toBeLessThanOrEqual(60_000);
    });

    test('429 inside a batch: the others are done, the whole is told to wait, the next try finishes it', async () => {
      const team = seedGroup();
      const people = seedUsers(25);
      for (const id of people) emulator.tenant.link(team.id, 'members', id, true);
      const [slow = ''] = people.slice(3);
      emulator.faults.plan(
        new RegExp(`^DELETE .*${slow}`),
        { kind: 'status', status: 429, retryAfter: '7' },
        { inBatch: true },
      );
      const refused = await refusal(take(team, people), 'provider.throttled');
      expect(refused.retryAfterMs).toBe(7000);
      expect(memberIds(team)).toContain(slow);
      expect(memberIds(team)).toHaveLength(6);
      await take(team, people);
      expect(memberIds(team)).toEqual([]);
    });

    test('no more requests at the same time than the store allows [stores-and-links S11]', async () => {
      const ids = seedUsers(6);
      emulator.faults.plan(/\$batch/, { kind: 'slow', delayMs: 30 }, { times: 6 });
      await Promise.all(ids.map((id) => provider.read([{ kind: 'user', id }])));
      expect(emulator.mostConcurrent).toBe(1);
      await using three = connectEntra(emulator, { maxSessions: 3 });
      await three.read([{ kind: 'user', id: ids[0] ?? '' }]);
      emulator.reset();
      emulator.faults.plan(/\$batch/, { kind: 'slow', delayMs: 50 }, { times: 6 });
      await Promise.all(ids.map((id) => three.read([{ kind: 'user', id }])));
      expect(emulator.mostConcurrent).toBe(3);
    });

    test('nor of several processes together, which take turns; one that is killed keeps nobody waiting [stores-and-links S11]', async () => {
      await using fresh = await freshDatabase();
      const log = createLogger('test', 'silent');
      // What one process has: its own connection to the tenant and its own to the database.
      const started = (maxSessions: number): EntraIdProvider =>
        connectEntra(emulator, { maxSessions }, undefined, {
          sessions: (max) => new SharedSessions(fresh.url, `store-${maxSessions}`, max, log),
        });
      const ids = seedUsers(4);
      for (const max of [1, 3]) {
        await using one = started(max);
        await using two = started(max);
        const both = [one, two];
        for (const each of both) await each.read([{ kind: 'user', id: ids[0] ?? '' }]);
        emulator.reset();
        emulator.faults.plan(/\$batch/, { kind: 'slow', delayMs: 40 }, { times: 24 });
        const done: EntraIdProvider[] = [];
        await Promise.all(
          [...ids, ...ids, ...ids].flatMap((id) =>
            both.map(async (each) => {
              await each.read([{ kind: 'user', id }]);
              done.push(each);
            }),
          ),
        );
        expect(emulator.mostConcurrent).toBe(max);
        // Neither waited until the other had nothing left to ask.
        const firstHalf = done.slice(0, done.length / 2);
        for (const each of both) expect(firstHalf).toContain(each);
      }

      const module = new URL('../../activities/platform/shared-sessions.ts', import.meta.url).href;
      const holder = spawn(process.execPath, [
        '--input-type=module',
        '--eval',
        `const { SharedSessions } = await import(${JSON.stringify(module)});
         const sessions = new SharedSessions(${JSON.stringify(fresh.url)}, 'store-1', 1, console);
         await sessions.run(() => { process.stdout.write('held'); return new Promise(() => setInterval(() => {}, 1e6)); });`,
      ]);
      await once(holder.stdout, 'data');
      await using waiting = started(1);
      let isDone = false;
      const read = waiting.read([{ kind: 'user', id: ids[0] ?? '' }]).then((found) => {
        isDone = true;
        return found;
      });
      await sleep(500);
      expect(isDone).toBe(false);
      holder.kill('SIGKILL');
      expect(await read).toHaveLength(1);
    });
  });

  describe('connections that break', () => {
    test('in the middle of a page: the read throws and does not end', async () => {
      seedUsers(30);
      emulator.faults.plan(/^GET \/v1\.0\/users\?/, { kind: 'drop', afterBytes: 200 }, { skip: 1 });
      await refusal(readAll(10), 'provider.unavailable');
      expect(await readAll(10)).toBeGreaterThanOrEqual(30);
    });

    test('before the answer, and one that comes too late', async () => {
      emulator.faults.plan(/organization/, { kind: 'drop' });
      await refusal(provider.discover(), 'provider.unavailable');
      await using impatient = connectEntra(emulator, { requestTimeoutMs: 500 });
      await impatient.discover();
      emulator.faults.plan(/organization/, { kind: 'slow', delayMs: 900 });
      await refusal(impatient.discover(), 'provider.timeout');
      await sleep(500);
    });

    test('after the work is done: the second run makes no second object [groups 0.5]', async () => {
      for (const [object, match] of [
        [group(), /^PATCH \/v1\.0\/groups\(uniqueName/],
        [user(), /^POST \/v1\.0\/users/],
      ] as const) {
        const intent = await provider.prepareCreate(object);
        emulator.faults.plan(match, { kind: 'lostAnswer' });
        await refusal(provider.create(object, intent), 'provider.unavailable');
        const made = await provider.create(object, intent);
        const [name] = object.attributes['displayName'] ?? [];
        const all = [...emulator.tenant.living(object.kind as 'user' | 'group')].filter(
          ({ version }) => version.properties['displayName'] === name,
        );
        expect(all.map(({ entry }) => entry.id)).toEqual([made.id]);
      }
    });

    test('a link to another host is not followed', async () => {
      emulator.faults.plan(/^GET \/v1\.0\/users\?/, {
        kind: 'status',
        status: 302,
        code: 'Found',
        message: 'elsewhere',
      });
      await refusal(readAll(10), 'config.invalid');
    });
  });

  describe('a directory of many copies', () => {
    test('a new object that one copy does not show yet is waited for, not taken for absent', async () => {
      const object = group();
      const intent = await provider.prepareCreate(object);
      emulator.tenant.lagMs = 700;
      const made = await provider.create(object, intent);
      const refused = await refusal(provider.read([made]), 'provider.unavailable');
      expect(refused.retryAfterMs).toBeGreaterThan(0);
      const [member = ''] = seedUsers(1);
      await refusal(add(made, [member]), 'provider.unavailable');
      await sleep(800);
      expect(await provider.read([made])).toMatchObject([{ id: made.id }]);
      await add(made, [member]);
      expect(memberIds(made)).toEqual([member]);
    });

    test('a new group with members that is not known everywhere is finished by the next tries', async () => {
      const people = seedUsers(3);
      const object = group({ members: people, owners: people.slice(0, 1) });
      const intent = await provider.prepareCreate(object);
      // The people are known everywhere by then.
      await sleep(350);
      emulator.tenant.lagMs = 300;
      let tries = 0;
      const made = await (async () => {
        for (;;) {
          tries += 1;
          try {
            return await provider.create(object, intent);
          } catch (error) {
            expect(error).toMatchObject({ code: 'provider.unavailable' });
            expect(tries).toBeLessThan(20);
            await sleep(100);
          }
        }
      })();
      expect(tries).toBeGreaterThan(1);
      expect(memberIds(made)).toEqual(people.toSorted());
      expect(
        [...emulator.tenant.living('group')].filter(
          ({ version }) => version.properties['displayName'] === made.name,
        ),
      ).toHaveLength(1);
    });

    test('an index that lags behind: adding and removing again is success', async () => {
      const team = seedGroup();
      const people = seedUsers(3);
      await add(team, people);
      emulator.tenant.indexLagMs = 60_000;
      await add(team, people);
      expect(memberIds(team)).toEqual(people.toSorted());
      await take(team, people);
      await take(team, people);
      expect(memberIds(team)).toEqual([]);
    });
  });

  describe('members', () => {
    test('45 go in portions of 20, those already there are left out [groups 3.10]', async () => {
      const team = seedGroup();
      const people = seedUsers(45);
      await add(team, people.slice(0, 5));
      emulator.requests.length = 0;
      await add(team, people);
      expect(memberIds(team)).toEqual(people.toSorted());
      expect(lines(/^PATCH \/v1\.0\/groups/)).toHaveLength(2);
    });

    test('one that came in between does not spoil the others of its portion', async () => {
      const team = seedGroup();
      const people = seedUsers(3);
      const [first = ''] = people;
      await sleep(550);
      emulator.tenant.indexLagMs = 500;
      emulator.tenant.link(team.id, 'members', first, true);
      await add(team, people);
      expect(memberIds(team)).toEqual(people.toSorted());
      expect(lines(/^POST .*members\/\$ref/)).toHaveLength(3);
    });

    test('of 30 one that does not exist stops all before the first write', async () => {
      const team = seedGroup();
      const people = seedUsers(30);
      await refusal(add(team, [...people, '00000000-0000-4000-8000-000000000005']), 'object.notFound');
      expect(memberIds(team)).toEqual([]);
      expect(lines(/^PATCH/)).toEqual([]);
    });

    test('page by page, in memory that follows the page', async () => {
      const team = seedGroup();
      const people = seedUsers(2500);
      for (const id of people) emulator.tenant.link(team.id, 'members', id, true);
      let largest = 0;
      let count = 0;
      for await (const page of provider.members(team, 1000)) {
        largest = Math.max(largest, page.length);
        count += page.length;
      }
      expect({ largest, count }).toEqual({ largest: 999, count: 2500 });
    });

    test('devices, contacts and applications are shown as what they come closest to', async () => {
      const team = seedGroup();
      const { tenant } = emulator;
      for (const type of ['device', 'orgContact', 'servicePrincipal'] as const) {
        tenant.link(team.id, 'members', tenant.add(type, { displayName: type }), true);
      }
      const kinds: string[] = [];
      for await (const page of provider.members(team, 10)) kinds.push(...page.map(({ kind }) => kind));
      expect(kinds).toEqual(['computer', 'contact', 'computer']);
    });
  });

  describe('what Entra keeps for others [stores-and-links S12]', () => {
    test('synchronised objects are read-only and say why', async () => {
      const synced = seedGroup({ onPremisesSyncEnabled: true });
      const [person = ''] = seedUsers(1);
      const [found] = await provider.read([synced]);
      expect(found?.protection).toContain('on-premises');
      const set = { attribute: 'description', op: 'set', old: null, new: 'x' } as const;
      expect((await refusal(provider.update(synced, [set]), 'object.synced')).message).toContain(
        'on-premises',
      );
      await refusal(add(synced, [person]), 'object.synced');
      await refusal(provider.remove(synced), 'object.synced');
      const employee: ObjectRef = {
        kind: 'user',
        id: emulator.tenant.add('user', {
          displayName: 'Synced',
          accountEnabled: true,
          onPremisesSyncEnabled: true,
          onPremisesDistinguishedName: 'CN=Synced,DC=corp',
        }),
      };
      await refusal(provider.setEnabled(employee, false), 'object.synced');
      expect(await provider.read([employee])).toMatchObject([{ path: 'CN=Synced,DC=corp' }]);
    });

    test('members decided by a rule are shown and cannot be changed by hand', async () => {
      const dynamic = seedGroup({
        groupTypes: ['DynamicMembership'],
        membershipRule: 'user.department -eq "IT"',
      });
      const [person = '', other = ''] = seedUsers(2);
      emulator.tenant.link(dynamic.id, 'members', person, true);
      const members = [];
      for await (const page of provider.members(dynamic, 10)) members.push(...page);
      expect(members).toMatchObject([{ id: person, readOnly: true }]);
      expect((await refusal(add(dynamic, [other]), 'object.state')).message).toContain('membership rule');
      await refusal(take(dynamic, [person]), 'object.state');
      await provider.update(dynamic, [{ attribute: 'description', op: 'set', old: null, new: 'by rule' }]);
    });

    test('mail-enabled groups of Exchange are read-only', async () => {
      const list = seedGroup({ mailEnabled: true, securityEnabled: false });
      const [person = ''] = seedUsers(1);
      await refusal(add(list, [person]), 'object.protected');
    });

    test('a distribution group is a Microsoft 365 group, which takes people only', async () => {
      const team = await create(group({ groupCategory: ['distribution'] }));
      expect(emulator.tenant.latest(team.id)?.properties).toMatchObject({
        groupTypes: ['Unified'],
        mailEnabled: true,
      });
      expect(team.attributes).toMatchObject({
        groupCategory: ['distribution'],
        mail: [`team${serial}@${emulator.tenant.domain}`],
      });
      await refusal(add(team, [seedGroup().id]), 'value.invalid');
      await refusal(
        provider.update(team, [
          { attribute: 'groupCategory', op: 'set', old: 'distribution', new: 'security' },
        ]),
        'value.invalid',
      );
    });

    test('no containers, contacts or computers', async () => {
      const search = async () => {
        for await (const { objects } of provider.search({ kinds: ['user'], container: 'OU=x', pageSize: 1 }))
          expect(objects).toEqual([]);
      };
      await refusal(search(), 'object.notFound');
      await refusal(provider.prepareCreate({ ...user(), kind: 'contact' }), 'operation.unsupported');
      for await (const page of provider.search({ kinds: ['contact', 'computer'], pageSize: 10 })) {
        expect(page.objects).toEqual([]);
      }
    });
  });

  describe('owners', () => {
    const owners = (of: ObjectRef): string[] => [...(emulator.tenant.latest(of.id)?.owners ?? [])].sort();
    const set = (of: ObjectRef, old: string | null, to: string | null) =>
      provider.update(of, [{ attribute: 'owners', op: 'set', old, new: to }]);

    test('one takes the place of another and further ones stay; repeated it is done once', async () => {
      const team = seedGroup();
      const [a = '', b = '', c = ''] = seedUsers(3);
      await set(team, null, a);
      await provider.update(team, [{ attribute: 'owners', op: 'values', add: [b], remove: [] }]);
      for (let round = 0; round < 2; round += 1) {
        await set(team, a, c);
        expect(owners(team)).toEqual([b, c].sort());
      }
      await refusal(set(team, a, a === '' ? b : a.replace(/^./, '0')), 'object.conflict');
      expect((await provider.read([team], ['owners']))[0]?.attributes['owners']?.toSorted()).toEqual(
        [b, c].sort(),
      );
    });

    test('more than Graph expands at once are all read', async () => {
      const team = seedGroup();
      const people = seedUsers(23);
      for (const id of people) emulator.tenant.link(team.id, 'owners', id, true);
      expect((await provider.read([team], ['owners']))[0]?.attributes['owners']?.toSorted()).toEqual(
        people.toSorted(),
      );
      const filter = { op: 'compare', attribute: 'id', test: 'equals', value: team.id } as const;
      for await (const { objects } of provider.search({ kinds: ['group'], filter, pageSize: 10 })) {
        expect(objects[0]?.attributes['owners']).toHaveLength(23);
      }
    });

    test('groups own nothing [stores-and-links S12]', async () => {
      await refusal(
        provider.update(seedGroup(), [
          { attribute: 'owners', op: 'values', add: [seedGroup().id], remove: [] },
        ]),
        'value.invalid',
      );
    });
  });

  describe('users', () => {
    test('manager, lists and extension attributes are written and read', async () => {
      const boss = await create(user());
      const made = await create(
        user({
          manager: [boss.id],
          businessPhones: ['+49 1'],
          extensionAttribute3: ['blue'],
          givenName: ['Anna'],
        }),
      );
      const wanted = ['manager', 'businessPhones', 'extensionAttribute3', 'givenName'];
      const read = async () => (await provider.read([made], wanted))[0]?.attributes;
      expect(await read()).toEqual({
        manager: [boss.id],
        businessPhones: ['+49 1'],
        extensionAttribute3: ['blue'],
        givenName: ['Anna'],
      });
      await provider.update(made, [
        { attribute: 'manager', op: 'set', old: boss.id, new: null },
        { attribute: 'businessPhones', op: 'set', old: '+49 1', new: '+49 2' },
        { attribute: 'extensionAttribute3', op: 'set', old: 'blue', new: null },
        { attribute: 'extensionAttribute4', op: 'set', old: null, new: 'red' },
      ]);
      expect(await read()).toEqual({ businessPhones: ['+49 2'], givenName: ['Anna'] });
      const filter = {
        op: 'compare',
        attribute: 'extensionAttribute4',
        test: 'equals',
        value: 'RED',
      } as const;
      for await (const { objects } of provider.search({
        kinds: ['user'],
        filter,
        attributes: ['manager'],
        pageSize: 10,
      })) {
        expect(objects.map(({ id }) => id)).toEqual([made.id]);
      }
    });

    test('who has a mailbox is told by the plans of their licences, read and followed [users-and-search U1.3]', async () => {
      const plan = (servicePlanId: string, capabilityStatus = 'Enabled') => ({
        ...{ assignedDateTime: '2026-05-04T03:02:01Z', service: 'exchange', capabilityStatus, servicePlanId },
      });
      const kiosk = '4a82b400-a79f-41a4-b4e2-e94f5787b113';
      const [has, lacks, foundation, ended] = seedUsers(4) as [string, string, string, string];
      await using fresh = connectEntra(emulator);
      const follow = async (cursor: string | null) => {
        const found: DirectoryObject[] = [];
        let next = cursor;
        for await (const page of fresh.changes({ kinds: ['user'], cursor, pageSize: 500 })) {
          found.push(...page.objects);
          next = page.cursor ?? next;
        }
        return { found, next };
      };
      const { next } = await follow(null);
      const assign = (id: string, ...assignedPlans: readonly object[]): void => {
        const { properties } = emulator.tenant.require(id).version;
        emulator.tenant.change(id, { properties: { ...properties, assignedPlans } }, ['assignedPlans']);
      };
      assign(has, plan(kiosk));
      assign(ended, plan(kiosk, 'Deleted'));
      // In licences of many products, and no mailbox.
      assign(foundation, plan('113feb6c-3fe4-4440-bddc-54d774bf0318'));
      const refs = [has, lacks, foundation, ended].map((id) => ({ kind: 'user' as const, id }));
      const read = new Map((await fresh.read(refs)).map(({ id, attributes }) => [id, attributes.hasMailbox]));
      expect(refs.map(({ id }) => read.get(id))).toEqual([['true'], ['false'], ['false'], ['false']]);
      const changed = (await follow(next)).found.find(({ id }) => id === has);
      expect(changed?.attributes.hasMailbox).toEqual(['true']);
      const filter = { op: 'compare', attribute: 'hasMailbox', test: 'equals', value: 'true' } as const;
      const listed: string[] = [];
      for await (const page of fresh.search({
        kinds: ['user'],
        filter,
        attributes: ['hasMailbox'],
        pageSize: 50,
      }))
        for (const { id, attributes } of page.objects)
          if (attributes.hasMailbox?.[0] === 'true') listed.push(id);
      expect(listed).toEqual([has]);
    });

    test('directory extensions are discovered, written, read and searched, and unknown ones refused [stores-and-links S13]', async () => {
      const all = async <T>(pages: AsyncIterable<T>): Promise<T[]> => {
        const found: T[] = [];
        for await (const page of pages) found.push(page);
        return found;
      };
      const of = (name: string): string =>
        `extension_${emulator.application.clientId.replaceAll('-', '')}_${name}`;
      const extend = (name: string, extra: Partial<Extension> = {}): void => {
        const extension: Extension = {
          name: of(name),
          dataType: 'String',
          isMultiValued: false,
          isSyncedFromOnPremises: false,
          targetObjects: ['User'],
          ...extra,
        };
        registerExtension(extension);
        emulator.tenant.extensions.push(extension);
      };
      await using fresh = connectEntra(emulator);
      extend('costCentre');
      extend('floor', { dataType: 'Integer' });
      extend('badge', { dataType: 'DateTime', targetObjects: ['User', 'Group', 'Device'] });
      extend('remote', { dataType: 'Boolean' });
      extend('languages', { isMultiValued: true });
      extend('employeeNumber', { isSyncedFromOnPremises: true });
      const { attributes, defaultAttributes } = await fresh.discover();
      const found = (kind: 'user' | 'group') =>
        attributes[kind]?.filter(({ name }) => name.startsWith('extension_'));
      expect(found('user')).toEqual([
        { name: of('costCentre'), type: 'text', multiValued: false, writable: true },
        { name: of('floor'), type: 'integer', multiValued: false, writable: true },
        { name: of('badge'), type: 'time', multiValued: false, writable: true },
        { name: of('remote'), type: 'boolean', multiValued: false, writable: true },
        { name: of('languages'), type: 'text', multiValued: true, writable: true },
        { name: of('employeeNumber'), type: 'text', multiValued: false, writable: false },
      ]);
      expect(found('group')?.map(({ name }) => name)).toEqual([of('badge')]);
      expect(defaultAttributes?.user).not.toContain(of('costCentre'));

      // Another process than the one that discovered them: it asks once, when it meets the first.
      await using other = connectEntra(emulator);
      const object = user({
        [of('costCentre')]: ['4711'],
        [of('remote')]: ['true'],
        [of('languages')]: ['de', 'fr'],
      });
      const made = await other.create(object, await other.prepareCreate(object));
      await other.update(made, [
        { attribute: of('floor'), op: 'set', old: null, new: '12' },
        { attribute: of('badge'), op: 'set', old: null, new: '2026-05-04T03:02:01Z' },
        { attribute: of('languages'), op: 'values', add: ['it'], remove: ['fr'] },
      ]);
      expect(lines(/getAvailableExtensionProperties/)).toHaveLength(2);
      expect(emulator.tenant.latest(made.id)?.properties).toMatchObject({
        [of('costCentre')]: '4711',
        [of('floor')]: 12,
        [of('remote')]: true,
        [of('languages')]: ['de', 'it'],
      });
      const wanted = ['costCentre', 'floor', 'badge', 'remote', 'languages'].map(of);
      const values = {
        [of('costCentre')]: ['4711'],
        [of('floor')]: ['12'],
        [of('badge')]: ['2026-05-04T03:02:01.000Z'],
        [of('remote')]: ['true'],
        [of('languages')]: ['de', 'it'],
      };
      expect((await other.read([made], wanted))[0]?.attributes).toEqual(values);
      await using third = connectEntra(emulator);
      const filter = { op: 'compare', attribute: of('costCentre'), test: 'equals', value: '4711' } as const;
      const pages = await all(third.search({ kinds: ['user'], filter, attributes: wanted, pageSize: 50 }));
      expect(pages.flatMap(({ objects }) => objects)).toMatchObject([{ id: made.id, attributes: values }]);
      const changed = await all(
        third.changes({ kinds: ['user'], attributes: wanted, cursor: null, pageSize: 500 }),
      );
      expect(changed.flatMap(({ objects }) => objects).find(({ id }) => id === made.id)?.attributes).toEqual(
        values,
      );

      const set = (attribute: string, value: string) =>
        other.update(made, [{ attribute, op: 'set', old: null, new: value }]);
      for (const [attribute, value] of [
        [of('nobodyMadeIt'), 'x'],
        [of('employeeNumber'), 'x'],
      ] as const)
        await expect(set(attribute, value)).rejects.toMatchObject({
          code: 'value.invalid',
          attributes: [attribute],
        });
      await expect(
        other.update(made, [{ attribute: of('floor'), op: 'set', old: '12', new: 'twelve' }]),
      ).rejects.toMatchObject({ code: 'value.invalid', attributes: [of('floor')] });
      // Without the permission there are none, and everything else works.
      const { roles } = emulator.application;
      emulator.application.roles = ['User.ReadWrite.All', 'Group.ReadWrite.All', 'Organization.Read.All'];
      await using poor = connectEntra(emulator);
      expect((await poor.discover()).attributes.user?.some(({ name }) => name.startsWith('extension_'))).toBe(
        false,
      );
      emulator.application.roles = roles;
    });

    test('enabled, disabled and given a password, of which a weak one is refused', async () => {
      const made = await create(user());
      await provider.setEnabled(made, true);
      expect(await provider.read([made])).toMatchObject([{ enabled: true }]);
      await provider.setPassword(made, 'a Long enough password 1', { mustChange: true });
      expect(emulator.tenant.latest(made.id)?.properties['passwordProfile']).toMatchObject({
        forceChangePasswordNextSignIn: true,
      });
      const refused = await refusal(
        provider.setPassword(made, 'weak', { mustChange: false }),
        'value.invalid',
      );
      expect(refused.attributes).toEqual(['password']);
      expect(`${refused.message} ${refused.detail}`).not.toContain('"weak"');
    });

    test('a login name in use is refused with the user in the way', async () => {
      const first = user();
      const made = await create(first);
      const refused = await refusal(
        create({ ...user(), attributes: { ...first.attributes } }),
        'object.exists',
      );
      expect(refused).toMatchObject({ attributes: ['userPrincipalName'], objectId: made.id });
    });

    test('removed and brought back with what they had [stores-and-links S12]', async () => {
      const made = await create(user({ jobTitle: ['Pilot'] }));
      const team = seedGroup();
      await add(team, [made.id]);
      await provider.remove(made);
      expect(await provider.read([made])).toEqual([]);
      expect(await provider.restore(made)).toMatchObject({
        id: made.id,
        attributes: { jobTitle: ['Pilot'] },
      });
      expect(await provider.restore(made)).toMatchObject({ id: made.id });
      expect(memberIds(team)).toEqual([made.id]);
    });

    test('a security group is gone for good, and that is said', async () => {
      const team = await create(group());
      await provider.remove(team);
      expect((await refusal(provider.restore(team), 'object.notFound')).message).toContain('not at all');
      const unified = await create(group({ groupCategory: ['distribution'] }));
      await provider.remove(unified);
      expect(await provider.restore(unified)).toMatchObject({ id: unified.id });
    });
  });

  describe('changes', () => {
    const read = async (cursor: string | null, by = provider) => {
      const ids: string[] = [];
      const removed: string[] = [];
      let full = false;
      let next: string | null = null;
      for await (const page of by.changes({ kinds: ['user', 'group'], cursor, pageSize: 100 })) {
        ids.push(...page.objects.map(({ id }) => id));
        removed.push(...(page.removed ?? []));
        full ||= page.full;
        next = page.cursor ?? next;
      }
      return { ids, removed, full, next };
    };

    test('an expired delta token (410) leads to a whole reading, and that to differences again', async () => {
      const [person = ''] = seedUsers(1);
      const { next } = await read(null);
      emulator.delta.expireTokens();
      emulator.requests.length = 0;
      const again = await read(next);
      expect(again.full).toBe(true);
      expect(again.ids).toContain(person);
      expect(again.removed).toEqual([]);
      expect(emulator.requests.some(({ status }) => status === 410)).toBe(true);
      expect(await read(again.next)).toMatchObject({ full: false, ids: [], removed: [] });
    });

    test('cost what changed: 10 among 3,000 [stores-and-links R3]', async () => {
      const people = seedUsers(3000);
      const { next } = await read(null);
      for (const id of people.slice(0, 10)) {
        const properties = { ...emulator.tenant.latest(id)?.properties, jobTitle: 'Pilot' };
        emulator.tenant.change(id, { properties }, ['jobTitle']);
      }
      emulator.requests.length = 0;
      const delta = await read(next);
      expect(delta.ids.toSorted()).toEqual(people.slice(0, 10).toSorted());
      // Two delta queries and one batch with ten parts.
      expect(emulator.requests.filter(({ inBatch }) => !inBatch)).toHaveLength(3);
      expect(emulator.requests.filter(({ inBatch }) => inBatch)).toHaveLength(10);
    });

    test('a large group on several pages, one that went and one that came back', async () => {
      const team = seedGroup();
      const [kept = '', gone = '', back = ''] = seedUsers(3);
      emulator.tenant.remove(back, true);
      const { next } = await read(null);
      for (const id of seedUsers(120)) emulator.tenant.link(team.id, 'members', id, true);
      emulator.delta.pageSize = 1;
      emulator.tenant.remove(gone, true);
      emulator.tenant.restore(back);
      const delta = await read(next);
      emulator.delta.pageSize = 100;
      expect(delta.ids).toContain(team.id);
      expect(delta.ids).toContain(back);
      expect(delta.ids).not.toContain(kept);
      expect(delta.removed).toEqual([gone]);
    });

    test('a connection that breaks half-way throws, and the old cursor still serves', async () => {
      const { next } = await read(null);
      const people = seedUsers(5);
      emulator.delta.pageSize = 2;
      emulator.faults.plan(/^GET \/v1\.0\/users\/delta/, { kind: 'drop', afterBytes: 80 }, { skip: 1 });
      await refusal(read(next), 'provider.unavailable');
      expect((await read(next)).ids.toSorted()).toEqual(people.toSorted());
      emulator.delta.pageSize = 100;
    });

    test('a new object that no copy shows yet is not passed over', async () => {
      const { next } = await read(null);
      const made = emulator.tenant.add('user', {
        displayName: 'Just made',
        accountEnabled: true,
        createdDateTime: new Date().toISOString(),
      });
      emulator.tenant.lagMs = 60_000;
      await refusal(read(next), 'provider.unavailable');
      emulator.tenant.lagMs = 0;
      expect((await read(next)).ids).toEqual([made]);
    });
  });
});
