import dns, { promises as dnsPromises } from 'node:dns';
import { setTimeout as sleep } from 'node:timers/promises';
import { Attribute, Change, Client } from 'ldapts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { NewObject } from '../../activities/providers/contract.ts';
import { ProviderError } from '../../activities/providers/contract.ts';
import { activeDirectory } from '../../activities/providers/active-directory/manifest.ts';
import type { ActiveDirectoryProvider } from '../../activities/providers/active-directory/provider.ts';
import type { ActiveDirectorySettings } from '../../activities/providers/active-directory/settings.ts';
import type { ObjectRef } from '../../workflows/contracts/directory.ts';
import type { ErrorCode } from '../../workflows/contracts/errors.ts';
import { type LdapFront, startLdapFront } from '../support/ldap-front.ts';
import { type NameServer, startNameServer } from '../support/name-server.ts';
import { type Samba, sambaMissing, startSamba } from '../support/samba.ts';

type Answered = (error: Error | null, found: { address: string; family: number }[]) => void;

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined };
const memberCount = 5000;
const nobody = '00000000-0000-4000-8000-000000000009';

describe.skipIf(sambaMissing !== undefined)(
  `active-directory faults${sambaMissing === undefined ? '' : ` (${sambaMissing})`}`,
  { timeout: 30_000 },
  () => {
    let samba: Samba;
    let front: LdapFront;
    let provider: ActiveDirectoryProvider;
    const opened: ActiveDirectoryProvider[] = [];

    /** Through the front, unless the changes say otherwise. */
    const connect = (
      changes: Partial<ActiveDirectorySettings> = {},
      password = samba.adminPassword,
    ): ActiveDirectoryProvider => {
      const made = activeDirectory.connect(
        {
          domain: samba.domain,
          domainControllers: [{ host: samba.host, address: front.address, port: front.port }],
          serviceAccount: samba.adminUpn,
          caCertificate: samba.caPem,
          // Walking chains of groups takes a busy machine its time; the test of silence has a clock of its own.
          operationTimeoutMs: 20_000,
          connectTimeoutMs: 5_000,
          ...changes,
        },
        { storeId: 'faults', secrets: { password }, log: quiet },
      );
      opened.push(made);
      return made;
    };

    beforeAll(async () => {
      samba = await startSamba();
      const certificate = await samba.authority.issue([samba.host, 'dc8.corp.example.test']);
      front = await startLdapFront({
        upstream: { address: samba.address, port: samba.port, host: samba.host, caPem: samba.caPem },
        certificate,
      });
      provider = connect();
      const people = await samba.seedUsers([
        { name: 'anna', password: 'Anna-has-1-password' },
        { name: 'ben', password: 'Ben-has-1-password' },
        { name: 'cleo', password: 'Cleo-has-1-password' },
      ]);
      await samba.seedGroups([{ name: 'team', members: people.slice(0, 1) }, { name: 'empty' }]);
      const outside = await samba.seedContainer('Outside');
      await samba.seedGroups([{ name: 'outsider' }], outside);
      const crowd = await samba.seedContainer('Crowd');
      await samba.ldbAdd(
        Array.from(
          { length: memberCount },
          (_, index) => `dn: CN=contact ${index},${crowd}\nobjectClass: contact\n`,
        ).join('\n'),
      );
      await samba.seedGroups([
        {
          name: 'crowd',
          members: Array.from({ length: memberCount }, (_, index) => `CN=contact ${index},${crowd}`),
        },
      ]);
    }, 300_000);

    afterAll(async () => {
      for (const each of opened) await each[Symbol.asyncDispose]();
      await front[Symbol.asyncDispose]();
      await samba.dispose();
    }, 60_000);

    beforeEach(() => {
      front.reset();
    });

    const find = async (
      name: string,
      kinds: readonly ('user' | 'group' | 'contact')[] = ['group'],
      by = provider,
    ) => {
      const filter = { op: 'compare', attribute: 'cn', test: 'equals', value: name } as const;
      for await (const page of by.search({ kinds, filter, pageSize: 10 })) {
        const [only] = page.objects;
        if (only !== undefined) return only;
      }
      throw new Error(`${name} was not found.`);
    };

    const refusal = async (work: Promise<unknown>, code: ErrorCode): Promise<ProviderError> => {
      const error = await work.then(
        () => new Error('It succeeded.'),
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(ProviderError);
      const refused = error as ProviderError;
      expect(refused.code, `${refused.message} (${refused.detail})`).toBe(code);
      return refused;
    };

    const contacts = async (from: ActiveDirectoryProvider, pageSize = 500): Promise<number> => {
      let count = 0;
      for await (const page of from.search({ kinds: ['contact'], pageSize, attributes: ['cn'] })) {
        count += page.objects.length;
      }
      return count;
    };

    const change = (group: ObjectRef, add: readonly string[], remove: readonly string[] = []) =>
      provider.update(group, [{ attribute: 'member', op: 'values', add, remove }]);

    const directMembers = async (group: ObjectRef): Promise<string[]> => {
      const names: string[] = [];
      for await (const page of provider.members(group, 1000)) names.push(...page.map(({ name }) => name));
      return names.sort();
    };

    describe('check', () => {
      test('an expired certificate is called so', async () => {
        const certificate = await samba.authority.issue([samba.host], { days: -1 });
        await using old = await startLdapFront({
          upstream: { address: samba.address, port: samba.port, host: samba.host, caPem: samba.caPem },
          certificate,
        });
        const report = await connect({
          domainControllers: [{ host: samba.host, address: old.address, port: old.port }],
        }).check();
        expect(report).toMatchObject({ ok: false, failure: 'tls' });
        expect(report.message).toContain('not valid today');
        expect(old.counts.bind).toBe(0);
      });

      test('wrong certificate, wrong password and wrong host are told apart in words [stores-and-links S2]', async () => {
        const wrongName = await connect({
          domainControllers: [{ host: 'dc9.corp.example.test', address: front.address, port: front.port }],
        }).check();
        expect(wrongName.message).toContain('does not carry the name dc9.corp.example.test');
        const unknownAuthority = await connect({ caCertificate: '' }).check();
        expect(unknownAuthority).toMatchObject({ failure: 'tls' });
        expect(unknownAuthority.message).toContain('not trusted');
        expect(front.binds).toEqual([]);
        const wrongPassword = await connect({}, 'not the password').check();
        expect(wrongPassword.message).toContain('refuses the name or password');
        const wrongHost = await connect({ domainControllers: [{ host: 'dc1.nowhere.invalid' }] }).check();
        expect(wrongHost.message).toContain('cannot be found in DNS');
      });

      test.each([
        ['533', 'disabled'],
        ['775', 'locked out'],
        ['532', 'expired'],
        ['773', 'must change its password'],
      ])('a service account refused with data %s is said to be %s', async (data, words) => {
        front.plan('bind', {
          kind: 'answer',
          status: 49,
          diagnostic: `80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data ${data}, v3839\0`,
        });
        const report = await connect().check();
        expect(report).toMatchObject({ failure: 'credentials' });
        expect(report.message).toContain(words);
      });
    });

    describe('connections', () => {
      test('StartTLS verifies as LDAPS does', async () => {
        const starttls: Partial<ActiveDirectorySettings> = {
          tls: 'starttls',
          domainControllers: [{ host: samba.host, address: samba.address }],
        };
        expect(await connect(starttls).check()).toMatchObject({ ok: true });
        const wrong = {
          ...starttls,
          domainControllers: [{ host: 'dc9.corp.example.test', address: samba.address }],
        };
        expect(await connect(wrong).check()).toMatchObject({ failure: 'tls' });
      });

      test('a lost connection is never used again, and the next one signs in first', async () => {
        const fresh = connect();
        await find('team', ['group'], fresh);
        expect(front.connections).toBe(1);
        front.dropAll('close');
        await sleep(50);
        await find('team', ['group'], fresh);
        expect(front.connections).toBe(2);
        expect(front.binds).toEqual([samba.adminUpn, samba.adminUpn]);
      });

      test('ldapts reconnects as anonymous, which this provider cannot', async () => {
        // The habit this guards against, shown on the same server.
        const client = new Client({
          url: `ldaps://${front.address}:${front.port}`,
          tlsOptions: { ca: samba.caPem, servername: samba.host },
        });
        await client.bind(samba.adminUpn, samba.adminPassword);
        front.dropAll('close');
        await sleep(50);
        await client.search('', { scope: 'base', attributes: ['currentTime'] });
        expect(front.binds).toHaveLength(1);
        expect(front.connections).toBe(2);
        await client.unbind();

        front.reset();
        const fresh = connect();
        const team = await find('team', ['group'], fresh);
        front.plan('search', { kind: 'reset', afterEntries: 0 });
        await refusal(fresh.read([team]), 'provider.unavailable');
        expect(front.connections).toBe(1);
        await fresh.read([team]);
        expect(front.connections).toBe(2);
        expect(front.binds).toHaveLength(2);
      });

      test('a server that takes the bind but treats us as anonymous is refused', async () => {
        // S-1-5-7, Anonymous Logon.
        front.rewrites.set('tokengroups', Buffer.from('010100000000000507000000', 'hex'));
        await refusal(find('team', ['group'], connect()), 'provider.credentials');
      });

      test('the next domain controller by priority takes over, without restart [stores-and-links S10]', async () => {
        const two = connect({
          domainControllers: [
            { host: samba.host, address: samba.address, priority: 2 },
            { host: samba.host, address: front.address, port: front.port, priority: 1 },
          ],
        });
        const team = await find('team', ['group'], two);
        expect(front.connections).toBe(1);
        front.dropAll('reset');
        front.plan('bind', { kind: 'answer', status: 52 });
        await sleep(50);
        expect(await two.read([team])).toHaveLength(1);
        expect(front.connections).toBe(2);
        expect(front.counts.search).toBeGreaterThan(0);
      });

      describe('and the locator', () => {
        const records = '_ldap._tcp.dc._msdcs.corp.example.test';
        const configured = dnsPromises.getServers();
        let names: NameServer;

        /** Host names too are looked up there, as on a machine of the domain. */
        beforeEach(async () => {
          names = await startNameServer();
          const record = { priority: 0, weight: 100, port: 389 };
          names.services.set(records, [
            { ...record, name: 'dc2.corp.example.test', priority: 10 },
            { ...record, name: 'dc.thief.example', weight: 200 },
            { ...record, name: samba.host },
          ]);
          names.addresses.set(samba.host, samba.address);
          names.addresses.set('dc.thief.example', front.address);
          dnsPromises.setServers([names.server]);
          vi.spyOn(dns, 'lookup').mockImplementation(((name: string, _options: object, done: Answered) => {
            dnsPromises.resolve4(name).then(
              (found) => {
                done(
                  null,
                  found.map((address) => ({ address, family: 4 })),
                );
              },
              (error: unknown) => {
                done(error as Error, []);
              },
            );
          }) as typeof dns.lookup);
        });

        afterEach(async () => {
          dnsPromises.setServers(configured);
          vi.restoreAllMocks();
          await names[Symbol.asyncDispose]();
        });

        const named = () => ({
          host: 'dc8.corp.example.test',
          address: front.address,
          port: front.port,
          priority: 1,
        });

        test('finds the domain controllers in its order when none is named, and none outside of the domain [stores-and-links S10]', async () => {
          const located = connect({ domainControllers: [] });
          const report = await located.check();
          expect(report, JSON.stringify(report)).toMatchObject({ ok: true });
          expect(report.message).toContain(`through ${samba.host}`);
          expect(report.message).toContain('No answer came from dc2.corp.example.test');
          await find('team', ['group'], located);
          expect(names.asked).not.toContain('dc.thief.example');
          names.services.set(records, [{ name: 'dc.thief.example', priority: 0, weight: 1, port: 389 }]);
          const refused = await refusal(
            find('team', ['group'], connect({ domainControllers: [] })),
            'provider.unavailable',
          );
          expect(refused.message).toContain('do not end in corp.example.test');
          expect(names.asked).not.toContain('dc.thief.example');
        });

        test('stands in when none of the named ones answers, without restart, and only then [stores-and-links S10]', async () => {
          const some = connect({ domainControllers: [named()] });
          const team = await find('team', ['group'], some);
          expect(names.asked).toEqual([]);
          front.dropAll('reset');
          front.plan('bind', { kind: 'answer', status: 52 });
          await sleep(50);
          const searches = front.counts.search;
          expect(await some.read([team])).toHaveLength(1);
          expect(names.asked).toEqual([records, samba.host]);
          expect(front.counts.search, 'somebody else answered').toBe(searches);
          names.services.clear();
          const alone = connect({ domainControllers: [{ ...named(), port: 1 }] });
          const refused = await refusal(alone.read([team]), 'provider.unavailable');
          expect(refused.message).toContain('dc8.corp.example.test does not answer');
        });

        test('is not asked when a password or certificate is refused', async () => {
          const wrong = connect({ domainControllers: [{ ...named(), host: 'dc9.corp.example.test' }] });
          await refusal(find('team', ['group'], wrong), 'provider.tls');
          const refused = connect({ domainControllers: [named()] }, 'not the password');
          await refusal(find('team', ['group'], refused), 'provider.credentials');
          expect(front.binds).toHaveLength(1);
          expect(names.asked).toEqual([]);
        });
      });

      test('connections stay few when much is asked at once', async () => {
        const fresh = connect();
        const team = await find('team', ['group'], fresh);
        front.reset();
        await Promise.all(Array.from({ length: 60 }, () => fresh.read([team])));
        expect(front.connections).toBeLessThanOrEqual(8);
      });
    });

    describe('reads that do not end well throw', () => {
      test.each(['close', 'reset'] as const)('%s in the middle of a page', async (kind) => {
        await find('team');
        front.plan('search', { kind, afterEntries: 200 }, 1, 2);
        await refusal(contacts(provider), 'provider.unavailable');
        expect(await contacts(provider)).toBe(memberCount);
      });

      test('hang in the middle of a page', async () => {
        const hurried = connect({ operationTimeoutMs: 3_000 });
        await find('team', ['group'], hurried);
        front.plan('search', { kind: 'hang', afterEntries: 200 }, 1, 2);
        const refused = await refusal(contacts(hurried), 'provider.timeout');
        expect(refused.message).toContain('did not answer within 3 seconds');
        expect(await contacts(provider)).toBe(memberCount);
      });

      test.each([
        ['size limit', 4, 'query.limit'],
        ['administrative limit', 11, 'query.limit'],
        ['time limit', 3, 'provider.timeout'],
        ['busy', 51, 'provider.throttled'],
        ['unavailable', 52, 'provider.unavailable'],
        ['referral', 10, 'config.invalid'],
      ] as const)('%s on the third page', async (_, status, code) => {
        await find('team');
        front.plan('search', { kind: 'answer', status }, 1, 2);
        await refusal(contacts(provider), code);
      });

      test('an empty page with a cookie is not the end', async () => {
        await find('team');
        front.plan('search', { kind: 'emptyPage' });
        expect(await contacts(provider)).toBe(memberCount);
      });

      test('members that change while they are read in ranges', async () => {
        const crowd = await find('crowd');
        const anna = await find('anna', ['user']);
        const other = connect({ domainControllers: [{ host: samba.host, address: samba.address }] });
        const read = async (): Promise<void> => {
          let pages = 0;
          for await (const page of provider.members(crowd, 1000)) {
            expect(page.length).toBeGreaterThan(0);
            pages += 1;
            if (pages === 1) {
              await other.update(crowd, [{ attribute: 'member', op: 'values', add: [anna.id], remove: [] }]);
            }
          }
        };
        await refusal(read(), 'provider.unavailable');
        await other.update(crowd, [{ attribute: 'member', op: 'values', add: [], remove: [anna.id] }]);
      });
    });

    describe('large groups', () => {
      test('5,000 members through ranges of 1,500, of which one at a time is held [groups 3.10] [performance-reliability F14]', async () => {
        front.maxValRange = 1500;
        const crowd = await find('crowd');
        front.reset();
        front.maxValRange = 1500;
        for await (const page of provider.members(crowd, 500)) {
          // No more is held at a time than one range, and what one page of it takes to describe.
          expect(front.values).toBeLessThan(1500 + 8 * page.length);
          break;
        }
        const names = await directMembers(crowd);
        expect(new Set(names).size).toBe(memberCount);
        expect(names).toHaveLength(memberCount);
      });

      test('a server with smaller ranges than asked for is read to the end', async () => {
        front.maxValRange = 700;
        expect(await directMembers(await find('crowd'))).toHaveLength(memberCount);
      });

      test('who is in costs what is asked, not what the group holds', async () => {
        const crowd = await find('crowd');
        const one = await find('contact 4321', ['contact']);
        front.reset();
        expect(await provider.membersAmong(crowd, [one.id, nobody])).toEqual(new Set([one.id]));
        expect(front.values).toBeLessThan(20);
      });

      test('adding one to 5,000 sends one value and reads few', async () => {
        const crowd = await find('crowd');
        const ben = await find('ben', ['user']);
        front.reset();
        await change(crowd, [ben.id]);
        expect(front.modifiedValues).toEqual([1]);
        expect(front.values).toBeLessThan(50);
        await change(crowd, [], [ben.id]);
      });

      test('2,500 at once go in portions of at most 1,000 values, some of them there already', async () => {
        const ids: string[] = [];
        const filter = { op: 'compare', attribute: 'cn', test: 'startsWith', value: 'contact 1' } as const;
        const more = { op: 'compare', attribute: 'cn', test: 'startsWith', value: 'contact 2' } as const;
        const both = { op: 'or', nodes: [filter, more] } as const;
        for await (const page of provider.search({ kinds: ['contact'], filter: both, pageSize: 1000 })) {
          ids.push(...page.objects.map(({ id }) => id));
        }
        const some = ids.slice(0, 2200);
        const empty = await find('empty');
        await change(empty, some.slice(500, 600));
        front.reset();
        await change(empty, some);
        expect(Math.max(...front.modifiedValues)).toBeLessThanOrEqual(1000);
        expect(await directMembers(empty)).toHaveLength(some.length);
        await change(empty, [], some);
        expect(await directMembers(empty)).toEqual([]);
      });
    });

    describe('already and not a member', () => {
      test('succeed and do the rest, whatever the text says [groups 3.11]', async () => {
        const team = await find('team');
        const [anna, ben, cleo] = await Promise.all(
          ['anna', 'ben', 'cleo'].map((name) => find(name, ['user'])),
        );
        const id = (who: ObjectRef | undefined): string => who?.id ?? '';
        await change(team, [id(anna), id(ben), id(cleo)]);
        expect(await directMembers(team)).toEqual(['anna', 'ben', 'cleo']);
        await change(team, [], [id(ben), id(cleo)]);
        await change(team, [], [id(ben), id(cleo)]);
        expect(await directMembers(team)).toEqual(['anna']);
      });

      test('an answer 68 or 53 for another reason stays an error', async () => {
        const team = await find('team');
        const ben = await find('ben', ['user']);
        front.plan('modify', { kind: 'answer', status: 68, diagnostic: '00000562: whatever' });
        await refusal(change(team, [ben.id]), 'object.exists');
        front.plan('modify', {
          kind: 'answer',
          status: 53,
          diagnostic: '00002144: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM), data 0',
        });
        const refused = await refusal(change(team, [ben.id]), 'value.invalid');
        expect(refused.message).toBe('A global group cannot hold a domain local group.');
        expect(await directMembers(team)).toEqual(['anna']);
      });

      test('members by primary group are shown read-only and cannot be taken out [groups 3.10]', async () => {
        const domainUsers = await find('Domain Users');
        const anna = await find('anna', ['user']);
        const found = [];
        for await (const page of provider.members(domainUsers, 100)) found.push(...page);
        expect(found).toContainEqual(expect.objectContaining({ id: anna.id, readOnly: true }));
        expect(await provider.membersAmong(domainUsers, [anna.id])).toEqual(new Set([anna.id]));
        expect(await provider.effectiveGroups(anna)).toContain(domainUsers.id);
        const refused = await refusal(change(domainUsers, [], [anna.id]), 'value.invalid');
        expect(refused.message).toContain('primary group');
      });
    });

    describe('creating once', () => {
      const wanted = (name: string, extra: NewObject['attributes'] = {}): NewObject => ({
        kind: 'group',
        container: `CN=Users,${samba.baseDn}`,
        attributes: { cn: [name], sAMAccountName: [name], ...extra },
      });

      test('when the answer was lost, the retry finds its own object [groups 0.5]', async () => {
        const anna = await find('anna', ['user']);
        const object = wanted('lost-answer', { member: [anna.id], managedBy: [anna.id], description: ['x'] });
        const intent = await provider.prepareCreate(object);
        front.plan('add', { kind: 'loseAnswer' });
        await refusal(provider.create(object, intent), 'provider.unavailable');
        const made = await provider.create(object, intent);
        expect(made.name).toBe('lost-answer');
        expect((await samba.ldapsearch('(cn=lost-answer)', 'dn')).match(/^dn:/gm)).toHaveLength(1);
      });

      test('an equal object older than the mark is not adopted', async () => {
        const object = wanted('older');
        const first = await provider.create(object, await provider.prepareCreate(object));
        const refused = await refusal(
          provider.create(object, await provider.prepareCreate(object)),
          'object.exists',
        );
        expect(refused.objectId).toBe(first.id);
        expect(refused.message).toBe(`older already exists in CN=Users,${samba.baseDn}.`);
      });

      test('a restored database (another invocation id) gives up adoption', async () => {
        const object = wanted('restored');
        const intent = await provider.prepareCreate(object);
        await provider.create(object, intent);
        front.rewrites.set('invocationid', Buffer.alloc(16, 7));
        await refusal(provider.create(object, intent), 'object.exists');
      });

      test('a retry goes to the server of its intent, or nowhere', async () => {
        const object = wanted('elsewhere');
        const intent = await provider.prepareCreate(object);
        expect(intent.server).toBe(samba.host);
        await refusal(
          provider.create(object, { ...intent, server: 'dc7.corp.example.test' }),
          'provider.unavailable',
        );
        expect(await samba.ldapsearch('(cn=elsewhere)', 'dn')).not.toMatch(/^dn:/m);
      });
    });

    describe('bounds', () => {
      test('nothing outside of the base DNs is read, changed or used as a place', async () => {
        const outsider = await find('outsider');
        const anna = await find('anna', ['user']);
        const bounded = connect({ baseDns: [`CN=Users,${samba.baseDn}`] });
        expect(await bounded.read([outsider])).toEqual([]);
        await refusal(
          bounded.update(outsider, [{ attribute: 'description', op: 'set', old: null, new: 'x' }]),
          'object.notFound',
        );
        await refusal(bounded.remove(outsider), 'object.notFound');
        const outside = `OU=Outside,${samba.baseDn}`;
        await refusal(bounded.move(anna, outside).then(String), 'value.invalid');
        const object: NewObject = { kind: 'group', container: outside, attributes: { cn: ['x'] } };
        await refusal(bounded.prepareCreate(object), 'value.invalid');
        const query = { kinds: ['group'] as const, pageSize: 5, container: outside };
        await refusal(bounded.search(query)[Symbol.asyncIterator]().next(), 'value.invalid');
        await refusal(
          bounded
            .search({ ...query, container: `${outside},CN=Users,${samba.baseDn}`.replace(',DC', ' + DC') })
            [Symbol.asyncIterator]()
            .next(),
          'value.invalid',
        );
        expect(await samba.ldapsearch('(cn=outsider)', 'dn')).toContain('OU=Outside');
      });
    });

    describe('sign-in', () => {
      test.each([
        ['account name', () => 'anna'],
        ['principal name', () => `anna@${samba.domain}`],
        ['domain and account', () => `${samba.netbiosName}\\anna`],
        ['domain in small letters', () => `${samba.netbiosName.toLowerCase()}\\ANNA`],
      ])('by %s', async (_, login) => {
        expect(await provider.authenticate(login(), 'Anna-has-1-password')).toMatchObject({
          ok: true,
          user: { name: 'anna' },
        });
      });

      test('by the name of another domain is wrong', async () => {
        expect(await provider.authenticate('OTHER\\anna', 'Anna-has-1-password')).toEqual({
          ok: false,
          failure: 'wrong',
        });
      });

      test('an empty password never reaches the network', async () => {
        expect(await provider.authenticate('anna', '')).toEqual({ ok: false, failure: 'wrong' });
        expect(front.connections + front.counts.search).toBe(0);
      });

      test.each([
        ['525', 'wrong'],
        ['52e', 'wrong'],
        ['530', 'disabled'],
        ['531', 'disabled'],
        ['532', 'expired'],
        ['533', 'disabled'],
        ['701', 'expired'],
        ['773', 'mustChange'],
        // Said of a wrong password too.
        ['775', 'wrong'],
      ])('data %s is %s', async (data, failure) => {
        await find('anna', ['user']);
        front.plan('bind', {
          kind: 'answer',
          status: 49,
          diagnostic: `80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data ${data}, v3839\0`,
        });
        expect(await provider.authenticate('anna', 'Anna-has-1-password')).toEqual({ ok: false, failure });
      });

      test('an account past its end is told, and one that ends later or never is open [access-and-approvals A4]', async () => {
        await samba.seedUsers([{ name: 'elma', password: 'Elma-has-1-password' }]);
        const elma = await find('elma', ['user']);
        const ends = async (at: Date) => {
          const fileTime = (BigInt(at.getTime()) + 11_644_473_600_000n) * 10_000n;
          await samba.ldbModify(
            `dn: ${elma.path}\nchangetype: modify\nreplace: accountExpires\naccountExpires: ${fileTime}\n`,
          );
          return provider.accountState(elma);
        };
        expect(await provider.accountState(elma)).toBeNull();
        expect(await ends(new Date(Date.now() + 3_600_000))).toBeNull();
        expect(await ends(new Date(Date.now() - 3_600_000))).toBe('expired');
        const outcome = (password: string) => provider.authenticate('elma', password);
        expect(await outcome('Elma-has-1-password')).toEqual({ ok: false, failure: 'expired' });
        expect(await outcome('not the password')).toEqual({ ok: false, failure: 'wrong' });
      });

      test('an unknown person costs a bind too', async () => {
        await find('anna', ['user']);
        await provider.authenticate('anna', 'wrong');
        const known = front.counts.bind;
        await provider.authenticate('nobody', 'wrong');
        expect(front.counts.bind - known).toBe(1);
      });
    });

    describe('passwords', () => {
      const [first, second, third] = ['Dora-has-1-password', 'Dora-has-2-passwords', 'Dora-has-3-passwords'];

      test('somebody who must change the password can, and a repeated change is done [users-and-search U4.1]', async () => {
        await samba.seedUsers([{ name: 'dora', password: first }]);
        const dora = await find('dora', ['user']);
        await provider.setPassword(dora, second, { mustChange: true });
        expect(await provider.authenticate('dora', second)).toEqual({ ok: false, failure: 'mustChange' });
        await provider.changePassword(dora, second, third);
        expect(await provider.authenticate('dora', third)).toMatchObject({ ok: true });
        await provider.changePassword(dora, second, third);
        expect(await provider.authenticate('dora', third)).toMatchObject({ ok: true });
      });

      test('a wrong current password is tried once [users-and-search U4.1]', async () => {
        await samba.seedUsers([{ name: 'eve', password: first }]);
        const eve = await find('eve', ['user']);
        await samba.ldbModify(
          `dn: CN=eve,CN=Users,${samba.baseDn}\nchangetype: modify\nreplace: pwdLastSet\npwdLastSet: 0\n`,
        );
        front.reset();
        const refused = await refusal(provider.changePassword(eve, 'wrong', third), 'signin.failed');
        expect(refused.message).toBe('Current password is not correct.');
        expect(front.counts.bind).toBe(1);
        expect(front.counts.modify).toBe(0);
      });

      test('must change goes not with never expires [users-and-search U4.3]', async () => {
        await samba.seedUsers([{ name: 'finn', attributes: {} }]);
        await samba.ldbModify(
          `dn: CN=finn,CN=Users,${samba.baseDn}\nchangetype: modify\nreplace: userAccountControl\nuserAccountControl: 66050\n`,
        );
        const finn = await find('finn', ['user']);
        await refusal(provider.setPassword(finn, first, { mustChange: true }), 'object.state');
        await provider.setPassword(finn, first, { mustChange: false });
        await provider.setEnabled(finn, true);
        // Only the bit 0x2 went; never expires stayed. [users-and-search U2.5]
        expect(await samba.ldapsearch('(cn=finn)', 'userAccountControl')).toContain(
          'userAccountControl: 66048',
        );
        await provider.setEnabled(finn, false);
        expect(await samba.ldapsearch('(cn=finn)', 'userAccountControl')).toContain(
          'userAccountControl: 66050',
        );
      });

      test('the front refuses them in plain text, as Active Directory does', async () => {
        await using plain = await startLdapFront({
          upstream: { address: samba.address, port: samba.port, host: samba.host, caPem: samba.caPem },
          certificate: await samba.authority.issue([samba.host]),
          plain: true,
        });
        const client = new Client({ url: `ldap://${plain.address}:${plain.port}` });
        await client.bind(samba.adminUpn, samba.adminPassword);
        const change = new Change({
          operation: 'replace',
          modification: new Attribute({ type: 'unicodePwd', values: [Buffer.from('"x"', 'utf16le')] }),
        });
        await expect(client.modify(`CN=anna,CN=Users,${samba.baseDn}`, change)).rejects.toMatchObject({
          code: 53,
        });
        await client.unbind();
        // The provider never gets so far: it speaks no plain LDAP.
        const report = await connect({
          domainControllers: [{ host: samba.host, address: plain.address, port: plain.port }],
        }).check();
        expect(report).toMatchObject({ failure: 'tls' });
      });
    });

    describe('group type', () => {
      test('keeps other bits and is signed [groups 1.5]', async () => {
        const object: NewObject = {
          kind: 'group',
          container: `CN=Users,${samba.baseDn}`,
          attributes: { cn: ['typed'], sAMAccountName: ['typed'], groupScope: ['universal'] },
        };
        const typed = await provider.create(object, await provider.prepareCreate(object));
        expect(await samba.ldapsearch('(cn=typed)', 'groupType')).toContain('groupType: -2147483640');
        expect(typed.attributes).toMatchObject({ groupCategory: ['security'], groupScope: ['universal'] });
        const set = (attribute: string, old: string, to: string) => ({
          attribute,
          op: 'set' as const,
          old,
          new: to,
        });
        await provider.update(typed, [set('groupCategory', 'security', 'distribution')]);
        expect(await samba.ldapsearch('(cn=typed)', 'groupType')).toMatch(/groupType: 8$/m);
        await provider.update(typed, [set('groupCategory', 'security', 'distribution')]);
        await refusal(
          provider.update(typed, [set('groupScope', 'global', 'domainLocal')]),
          'object.conflict',
        );
        const filter = {
          op: 'compare',
          attribute: 'groupCategory',
          test: 'equals',
          value: 'distribution',
        } as const;
        const found = [];
        for await (const page of provider.search({ kinds: ['group'], filter, pageSize: 100 }))
          found.push(...page.objects);
        expect(found.map(({ name }) => name)).toEqual(['typed']);
      });
    });

    describe('a refused group type names its field and the way out [groups 1.5] [groups 1.8]', () => {
      const made = async (name: string, scope: string, member: readonly string[] = []) => {
        const object: NewObject = {
          kind: 'group',
          container: `CN=Users,${samba.baseDn}`,
          attributes: { cn: [name], sAMAccountName: [name], groupScope: [scope], member },
        };
        return provider.create(object, await provider.prepareCreate(object));
      };
      const setScope = (group: ObjectRef, old: string, to: string) =>
        provider.update(group, [{ attribute: 'groupScope', op: 'set', old, new: to }]);

      test('a global group that should become domain local, and the two steps that do it', async () => {
        const group = await made('scoped', 'global');
        const refused = await refusal(setScope(group, 'global', 'domainLocal'), 'value.invalid');
        expect(refused).toMatchObject({ attributes: ['groupScope'] });
        expect(refused.message).toContain('Make it universal first');
        await setScope(group, 'global', 'universal');
        await setScope(group, 'universal', 'domainLocal');
        expect((await refusal(setScope(group, 'domainLocal', 'global'), 'value.invalid')).message).toContain(
          'Make it universal first, then global',
        );
      });

      test('a refusal that depends on other groups, in the words of Active Directory', async () => {
        const inner = await made('scoped-inner', 'global');
        // ERROR_DS_INVALID_GROUP_TYPE; Samba does not look at the groups around.
        const diagnostic = '00002141: SvcErr: DSID-031A1236, problem 5003 (WILL_NOT_PERFORM), data 0';
        front.plan('modify', { kind: 'answer', status: 53, diagnostic });
        const refused = await refusal(setScope(inner, 'global', 'universal'), 'value.invalid');
        expect(refused).toMatchObject({ attributes: ['groupScope'] });
        expect(refused.message).toContain('Take it out of those first');
      });
    });

    describe('error codes of Active Directory', () => {
      test.each([
        [19, '0000052D: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM), data 0', 'value.invalid', []],
        [
          50,
          '00002098: SecErr: DSID-03150F94, problem 4003 (INSUFF_ACCESS_RIGHTS), data 0',
          'provider.forbidden',
          [],
        ],
        [
          53,
          '00000005: SvcErr: DSID-031A120C, problem 5003 (WILL_NOT_PERFORM), data 0',
          'provider.forbidden',
          [],
        ],
        [
          19,
          '0000200B: AtrErr: DSID-03151904, #1:\n\t0: 0000200B: DSID-03151904, problem 1005 (CONSTRAINT_ATT_TYPE), data 0, Att d (description):len 2050\n\0',
          'value.invalid',
          ['description'],
        ],
        [51, '0000200E: SvcErr: DSID-020A0C8C, problem 5001 (BUSY), data 0', 'provider.throttled', []],
        [32, '00002030: NameErr: DSID-0310020A, problem 2001 (NO_OBJECT), data 0', 'object.notFound', []],
      ] as const)('%i %s', async (status, diagnostic, code, attributes) => {
        const team = await find('team');
        front.plan('modify', { kind: 'answer', status, diagnostic });
        const refused = await refusal(
          provider.update(team, [{ attribute: 'description', op: 'set', old: null, new: 'x' }]),
          code,
        );
        if (attributes.length > 0) expect(refused.attributes).toEqual(attributes);
        expect(refused.message).not.toContain('DSID');
        expect(refused.detail).toContain('DSID');
      });
    });
  },
);
