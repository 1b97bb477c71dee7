import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ChangesQuery, Query } from '../../activities/providers/contract.ts';
import { ProviderError } from '../../activities/providers/contract.ts';
import { activeDirectory } from '../../activities/providers/active-directory/manifest.ts';
import type { ActiveDirectoryProvider } from '../../activities/providers/active-directory/provider.ts';
import type { ActiveDirectorySettings } from '../../activities/providers/active-directory/settings.ts';
import {
  type DirectoryObject,
  type ObjectKind,
  objectKinds,
  type ObjectRef,
} from '../../workflows/contracts/directory.ts';
import type { ErrorCode } from '../../workflows/contracts/errors.ts';
import { type LdapFront, startLdapFront } from '../support/ldap-front.ts';
import { type Samba, sambaMissing, startSamba } from '../support/samba.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined };
const crowdSize = 500;
/** rootDSE, the controller's settings, lifetimes and the like: what a read costs beside its objects. */
const overhead = 8;

describe.skipIf(sambaMissing !== undefined)(
  `active-directory changes${sambaMissing === undefined ? '' : ` (${sambaMissing})`}`,
  { timeout: 30_000 },
  () => {
    let samba: Samba;
    /** Two ways to the one server; each gives itself out as a domain controller of its own. */
    let dc1: LdapFront;
    let dc2: LdapFront;
    let provider: ActiveDirectoryProvider;
    let crowd: string;
    const opened: ActiveDirectoryProvider[] = [];

    const settings = (): ActiveDirectorySettings => ({
      domain: samba.domain,
      domainControllers: [
        { host: samba.host, address: dc1.address, port: dc1.port, priority: 1 },
        { host: 'dc2.corp.example.test', address: dc2.address, port: dc2.port, priority: 2 },
      ],
      serviceAccount: samba.adminUpn,
      caCertificate: samba.caPem,
      operationTimeoutMs: 20_000,
    });

    const connect = (
      changes: Partial<ActiveDirectorySettings> = {},
      password = samba.adminPassword,
    ): ActiveDirectoryProvider => {
      const made = activeDirectory.connect(
        { ...settings(), ...changes },
        { storeId: 'changes', secrets: { password }, log: quiet },
      );
      opened.push(made);
      return made;
    };

    beforeAll(async () => {
      samba = await startSamba();
      const certificate = await samba.authority.issue([samba.host, 'dc2.corp.example.test']);
      const upstream = {
        address: samba.address,
        port: samba.port,
        host: samba.host,
        caPem: samba.caPem,
      };
      dc1 = await startLdapFront({ upstream, certificate });
      dc2 = await startLdapFront({ upstream, certificate });
      provider = connect();
      crowd = await samba.seedContainer('Crowd');
      await samba.seedContainer('Kept');
      await samba.seedUsers([{ name: 'reader', password: 'Only-reads-7' }]);
      // Before the first deletion, silence about deletions would prove nothing.
      await samba.seedGroups([{ name: 'forerunner' }]);
      await samba.tool('group', 'delete', 'forerunner');
      await samba.ldbAdd(
        Array.from(
          { length: crowdSize },
          (_, index) => `dn: CN=contact ${index},${crowd}\nobjectClass: contact\n`,
        ).join('\n'),
      );
    }, 120_000);

    afterAll(async () => {
      for (const each of opened) await each[Symbol.asyncDispose]();
      await dc1[Symbol.asyncDispose]();
      await dc2[Symbol.asyncDispose]();
      await samba.dispose();
    }, 60_000);

    beforeEach(() => {
      dc1.reset();
      dc2.reset();
    });

    const read = async (cursor: string | null, by = provider, query: Partial<ChangesQuery> = {}) => {
      const objects: DirectoryObject[] = [];
      let removed: string[] | null = [];
      let next: string | null = null;
      let full = false;
      for await (const page of by.changes({ kinds: objectKinds, cursor, pageSize: 500, ...query })) {
        objects.push(...page.objects);
        removed = removed === null || page.removed === null ? null : [...removed, ...page.removed];
        next = page.cursor ?? next;
        full ||= page.full;
      }
      if (next === null) throw new Error('The last page carries no cursor.');
      return { objects, names: objects.map(({ name }) => name).sort(), removed, next, full };
    };

    const refusal = async (work: Promise<unknown>, code: ErrorCode): Promise<ProviderError> => {
      const error = await work.then(
        () => new Error('It succeeded.'),
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(ProviderError);
      expect((error as ProviderError).code, String(error)).toBe(code);
      return error as ProviderError;
    };

    const find = async (name: string, kind: ObjectKind, by = provider): Promise<DirectoryObject> => {
      const attribute = kind === 'container' ? 'name' : 'cn';
      const filter = { op: 'compare', attribute, test: 'equals', value: name } as const;
      for await (const page of by.search({ kinds: [kind], filter, pageSize: 10 })) {
        const [only] = page.objects;
        if (only !== undefined) return only;
      }
      throw new Error(`${name} was not found.`);
    };

    const describeAs = (dns: readonly string[], text: string): Promise<void> =>
      samba.ldbModify(
        dns
          .map((dn) => `dn: ${dn}\nchangetype: modify\nreplace: description\ndescription: ${text}\n`)
          .join('\n'),
      );

    test('10 changes among 500 are read, not 500 [stores-and-links R3]', async () => {
      const all = await read(null);
      expect(all.full).toBe(true);
      expect(all.objects.length).toBeGreaterThan(crowdSize);
      expect((await read(all.next)).objects).toEqual([]);
      await describeAs(
        Array.from({ length: 10 }, (_, index) => `CN=contact ${index},${crowd}`),
        'changed natively',
      );
      dc1.reset();
      const delta = await read(all.next);
      expect(delta).toMatchObject({ full: false, removed: [] });
      expect(delta.objects).toHaveLength(10);
      expect(
        delta.objects.every(({ attributes }) => attributes['description']?.[0] === 'changed natively'),
      ).toBe(true);
      expect(dc1.entries).toBeLessThanOrEqual(10 + overhead);
    });

    test('what is deleted natively comes as an id, and what is restored comes back [stores-and-links R3]', async () => {
      const gone = await Promise.all([0, 1, 2].map((index) => find(`contact ${100 + index}`, 'contact')));
      const { next } = await read(null);
      for (const { path } of gone) await samba.tool('contact', 'delete', path);
      dc1.reset();
      const delta = await read(next);
      expect(delta).toMatchObject({ full: false, objects: [] });
      expect(delta.removed?.sort()).toEqual(gone.map(({ id }) => id).sort());
      expect(dc1.entries).toBeLessThanOrEqual(gone.length + overhead);
      const [first] = gone;
      if (first === undefined) throw new Error('Nothing was deleted.');
      await provider.restore(first);
      expect(await read(delta.next)).toMatchObject({ names: [first.name], removed: [] });
    });

    test('an account that sees no tombstones says that it cannot tell what is gone', async () => {
      const blind = connect({ serviceAccount: `reader@${samba.domain}` }, 'Only-reads-7');
      const { next } = await read(null, blind);
      await samba.tool('contact', 'delete', `CN=contact 110,${crowd}`);
      expect(await read(next, blind)).toMatchObject({ full: false, removed: null });
    });

    test('a container that was moved or renamed brings along what is below, one that was described does not', async () => {
      const moving = await samba.seedContainer('Moving');
      const [inside] = await samba.seedGroups([{ name: 'inside' }, { name: 'beside' }], moving);
      const { next } = await read(null);
      await describeAs([moving, crowd], 'only described');
      const described = await read(next);
      expect(described.names).toEqual(['Crowd', 'Moving']);
      await provider.move(await find('Moving', 'container'), `OU=Kept,${samba.baseDn}`);
      const moved = await read(described.next);
      expect(new Set(moved.names)).toEqual(new Set(['Moving', 'beside', 'inside']));
      const path = moved.objects.find(({ name }) => name === 'inside')?.path;
      expect(path).toBe(inside?.replace(samba.baseDn, `OU=Kept,${samba.baseDn}`));
      await provider.rename(await find('Moving', 'container'), 'Renamed');
      expect(new Set((await read(moved.next)).names)).toEqual(new Set(['Renamed', 'beside', 'inside']));
    });

    test('what is moved out of the bases is gone, and other bases are read in full', async () => {
      const kept = `OU=Kept,${samba.baseDn}`;
      const narrow = connect({ baseDns: [kept] });
      const leaving = await samba.seedGroups([{ name: 'leaving' }], kept);
      const { next, full, names } = await read(null, narrow);
      expect(full).toBe(true);
      expect(names).toContain('leaving');
      const { id } = await find('leaving', 'group');
      await provider.move({ kind: 'group', id }, `CN=Users,${samba.baseDn}`);
      expect(leaving).toHaveLength(1);
      expect(await read(next, narrow)).toMatchObject({ full: false, objects: [], removed: [id] });
      expect(await read(next, provider)).toMatchObject({ full: true });
    });

    test('a read that breaks off gives no cursor and no removal; the old cursor goes on', async () => {
      const { next } = await read(null);
      await describeAs([`CN=contact 20,${crowd}`, `CN=contact 21,${crowd}`], 'twice');
      await samba.tool('contact', 'delete', `CN=contact 22,${crowd}`);
      dc1.plan('search', { kind: 'close', afterEntries: 1 }, 1, 3);
      await refusal(read(next), 'provider.unavailable');
      const again = await read(next);
      expect(again.names).toEqual(['contact 20', 'contact 21']);
      expect(again.removed).toHaveLength(1);
    });

    describe('a cursor counts at one domain controller only', () => {
      test('which is asked while it answers; another one is read in full [stores-and-links S10]', async () => {
        dc2.rewrites.set('invocationid', Buffer.alloc(16, 7));
        const { next } = await read(null);
        await describeAs([`CN=contact 30,${crowd}`], 'seen by dc1');
        const turned = connect({
          domainControllers: [
            { host: 'dc2.corp.example.test', address: dc2.address, port: dc2.port, priority: 1 },
            { host: samba.host, address: dc1.address, port: dc1.port, priority: 2 },
          ],
        });
        expect(await read(next, turned)).toMatchObject({ full: false, names: ['contact 30'] });
        const without = connect({
          domainControllers: [{ host: 'dc2.corp.example.test', address: dc2.address, port: dc2.port }],
        });
        const other = await read(next, without);
        expect(other.full).toBe(true);
        expect(await read(other.next, turned)).toMatchObject({ full: false, objects: [] });
      });

      test.each([
        ['another history of its database', 'invocationid', Buffer.alloc(16, 9)],
        ['a change number below the cursor', 'highestcommittedusn', Buffer.from('12')],
      ])('%s means that everything is read', async (_, attribute, value) => {
        const { next, names } = await read(null, provider, { kinds: ['container'] });
        dc1.rewrites.set(attribute, value);
        expect(await read(next, provider, { kinds: ['container'] })).toMatchObject({ full: true, names });
      });

      test('tombstones that may have been cleared away since mean that everything is read', async () => {
        const { next } = await read(null, provider, { kinds: ['container'] });
        const old = JSON.stringify({
          ...(JSON.parse(next) as object),
          atMs: Date.now() - 181 * 24 * 3_600_000,
        });
        expect((await read(old, provider, { kinds: ['container'] })).full).toBe(true);
      });
    });

    describe('several domain controllers', () => {
      test('the check looks at each; one that is away fails its step only [stores-and-links S10] [stores-and-links S2]', async () => {
        const away = { host: 'dc3.corp.example.test', address: dc1.address, port: 1, priority: 3 };
        const controllers = [
          { host: samba.host, address: dc1.address, port: dc1.port, priority: 1 },
          { host: 'dc2.corp.example.test', address: dc2.address, port: dc2.port, priority: 2 },
        ];
        const report = await connect({ domainControllers: [...controllers, away] }).check();
        expect(report, JSON.stringify(report)).toMatchObject({ ok: true });
        expect(report.steps).toContainEqual(
          expect.objectContaining({ name: 'Reach dc2.corp.example.test', ok: true }),
        );
        expect(report.steps).toContainEqual(
          expect.objectContaining({ name: 'Reach dc3.corp.example.test', ok: false }),
        );
        expect(report.message).toContain('No answer came from dc3.corp.example.test');
        const impostor = { ...away, host: 'dc4.corp.example.test', port: dc1.port };
        expect(await connect({ domainControllers: [...controllers, impostor] }).check()).toMatchObject({
          ok: false,
          failure: 'tls',
        });
      });

      test('losing the first in the middle of a read ends that read; the next work goes on at the second [stores-and-links S10]', async () => {
        const certificate = await samba.authority.issue([samba.host]);
        const { address, port, host, caPem } = samba;
        const first = await startLdapFront({ upstream: { address, port, host, caPem }, certificate });
        const both = connect({
          domainControllers: [
            { host: samba.host, address: first.address, port: first.port, priority: 1 },
            { host: 'dc2.corp.example.test', address: dc2.address, port: dc2.port, priority: 2 },
          ],
        });
        const count = async (): Promise<number> => {
          let found = 0;
          for await (const page of both.search({ kinds: ['contact'], pageSize: 100 })) {
            found += page.objects.length;
            if (first.connections > 0) await first[Symbol.asyncDispose]();
          }
          return found;
        };
        await refusal(count(), 'provider.unavailable');
        first.reset();
        expect(await count()).toBeGreaterThan(crowdSize - 10);
        expect(dc2.connections).toBe(1);
      });

      test('other domains of the forest are named [stores-and-links S9]', async () => {
        const standIn = await samba.seedContainer('Child');
        const partitions = `CN=Partitions,CN=Configuration,${samba.baseDn}`;
        await samba.ldbAdd(
          `dn: CN=CHILD,${partitions}\nobjectClass: crossRef\nnCName: ${standIn}\ndnsRoot: child.${samba.domain}\nnETBIOSName: CHILD\n`,
        );
        const { steps } = await provider.check();
        const step = steps.find(({ name }) => name === 'Find the domains of the forest');
        expect(step?.message).toContain(`child.${samba.domain} (a child of it)`);
      });
    });

    test('what is excluded is neither found nor followed, and is created and changed all the same [stores-and-links S9]', async () => {
      const place = await samba.seedContainer('Apart');
      const nested = `OU=Nested,${place}`;
      await samba.ldbAdd(`dn: ${nested}\nobjectClass: organizationalUnit\n`);
      await samba.seedGroups([{ name: 'apart' }], nested);
      const excluding = connect({ excludedContainers: [place.toLowerCase()] });
      const found = async (query: Partial<Query> = {}, by = excluding) => {
        const names: string[] = [];
        for await (const page of by.search({ kinds: ['group', 'container'], pageSize: 100, ...query }))
          names.push(...page.objects.map(({ name }) => name));
        return names;
      };
      expect(await found({}, provider)).toEqual(expect.arrayContaining(['apart', 'Apart', 'Nested']));
      const names = await found();
      expect(names).toContain('Kept');
      for (const name of ['apart', 'Apart', 'Nested']) expect(names).not.toContain(name);
      // Whoever names the place sees what is there.
      expect(await found({ container: nested })).toEqual(expect.arrayContaining(['apart']));

      const { next, names: all } = await read(null, excluding);
      expect(all).not.toContain('apart');
      const { objects: before } = await read(null);
      const wanted = {
        kind: 'group',
        container: nested,
        attributes: { cn: ['made apart'], sAMAccountName: ['madeapart'] },
      } as const;
      const made = await excluding.create(wanted, await excluding.prepareCreate(wanted));
      expect(made).toMatchObject({ name: 'made apart', excluded: true });
      await excluding.update(made, [{ attribute: 'description', op: 'set', old: null, new: 'changed' }]);
      expect(await excluding.read([made])).toMatchObject([
        { excluded: true, attributes: { description: ['changed'] } },
      ]);
      const kept = before.find(({ name }) => name === 'Kept');
      expect(kept).not.toHaveProperty('excluded');
      const delta = await read(next, excluding);
      expect(delta.names).toEqual([]);
      expect(delta.removed, 'as good as gone for search').toContain(made.id);

      // What moves out is found, what moves in is gone; another exclusion is another beginning.
      await excluding.move(made, `OU=Kept,${samba.baseDn}`);
      expect((await read(delta.next, excluding)).names).toEqual(['made apart']);
      await excluding.move(made, nested);
      const back = await read(delta.next, excluding);
      expect(back.names).toEqual([]);
      expect(back.removed).toContain(made.id);
      expect((await read(back.next)).full).toBe(true);
      await excluding.remove(made);
      expect(await excluding.read([made])).toEqual([]);
    });

    test('an excluded domain is empty for search; a wrong exclusion is said so [stores-and-links S9]', async () => {
      const nothing = connect({ excludedContainers: [samba.baseDn] });
      expect((await read(null, nothing)).objects).toEqual([]);
      expect(await nothing.check()).toMatchObject({ ok: true });
      const report = await connect({ excludedContainers: [`OU=Nowhere,${samba.baseDn}`] }).check();
      expect(report).toMatchObject({ ok: false, failure: 'settings' });
      expect(report.message).toContain('OU=Nowhere');
      const elsewhere = { ...settings(), excludedContainers: ['OU=Elsewhere,DC=other', 'no name'] };
      expect(activeDirectory.validate(elsewhere).map(({ field }) => field)).toEqual([
        'excludedContainers',
        'excludedContainers',
      ]);
    });

    describe('members and groups', () => {
      test('foreign security principals and primary group members are read-only, with names [groups 3.10]', async () => {
        await samba.ldbAdd(
          [
            `dn: CN=partner.example.test,CN=System,${samba.baseDn}`,
            'objectClass: trustedDomain',
            'flatName: PARTNER',
            'trustPartner: partner.example.test',
            'securityIdentifier: S-1-5-21-1-2-3',
            '',
          ].join('\n'),
        );
        const [person] = await samba.seedUsers([{ name: 'primary' }]);
        const foreign = `CN=ForeignSecurityPrincipals,${samba.baseDn}`;
        await samba.seedGroups([
          {
            name: 'mixed',
            members: [
              '<SID=S-1-5-21-1-2-3-1105>',
              '<SID=S-1-5-21-9-9-9-500>',
              `CN=S-1-5-11,${foreign}`,
              `CN=reader,CN=Users,${samba.baseDn}`,
            ],
            attributes: { groupType: '-2147483644' },
          },
        ]);
        const members = async (group: ObjectRef) => {
          const found = [];
          for await (const page of provider.members(group, 100)) found.push(...page);
          return new Map(found.map(({ name, kind, readOnly }) => [name, { kind, readOnly }]));
        };
        expect(await members(await find('mixed', 'group'))).toEqual(
          new Map([
            ['PARTNER\\S-1-5-21-1-2-3-1105', { kind: 'contact', readOnly: true }],
            ['S-1-5-21-9-9-9-500', { kind: 'contact', readOnly: true }],
            ['Authenticated Users', { kind: 'contact', readOnly: true }],
            ['reader', { kind: 'user', readOnly: false }],
          ]),
        );
        expect(person).toContain('CN=primary');
        const everybody = await members(await find('Domain Users', 'group'));
        expect(everybody.get('primary')).toEqual({ kind: 'user', readOnly: true });
      });

      test('the groups of an account come from its token, and through distribution groups too [groups 10.1]', async () => {
        const [person] = await samba.seedUsers([{ name: 'token' }]);
        const users = `CN=Users,${samba.baseDn}`;
        const distribution = { groupType: '2' };
        await samba.seedGroups([{ name: 'sec 1', members: [person ?? ''] }]);
        await samba.seedGroups([{ name: 'sec 2', members: [`CN=sec 1,${users}`] }]);
        await samba.seedGroups([
          { name: 'list 1', members: [`CN=sec 2,${users}`], attributes: distribution },
        ]);
        await samba.seedGroups([{ name: 'sec 3', members: [`CN=list 1,${users}`] }]);
        await samba.ldbModify(
          `dn: CN=sec 1,${users}\nchangetype: modify\nadd: member\nmember: CN=sec 3,${users}\n`,
        );
        const groups = async (ref: ObjectRef) => {
          const ids = await provider.effectiveGroups(ref);
          const found = await provider.read([...ids].map((id) => ({ kind: 'group', id })));
          return found.map(({ name }) => name).sort();
        };
        const all = ['list 1', 'sec 1', 'sec 2', 'sec 3'];
        // Every account is in Users by its primary group.
        expect(await groups(await find('token', 'user'))).toEqual(['Domain Users', 'Users', ...all]);
        // A group has no token; the chain ends on the cycle.
        expect(await groups(await find('list 1', 'group'))).toEqual(all);
      });
    });

    test('contacts, computers and containers are read, searched and followed; contacts are created', async () => {
      const { next } = await read(null);
      await samba.tool('computer', 'create', 'laptop7');
      await samba.seedContainer('Branch');
      const wanted = {
        kind: 'contact',
        container: `OU=Branch,${samba.baseDn}`,
        attributes: { cn: ['Cora Contact'], mail: ['cora@partner.example.test'] },
      } as const;
      const contact = await provider.create(wanted, await provider.prepareCreate(wanted));
      expect(contact).toMatchObject({ kind: 'contact', attributes: { mail: ['cora@partner.example.test'] } });
      const computer = await find('laptop7', 'computer');
      expect(computer.attributes['sAMAccountName']).toEqual(['laptop7$']);
      const container = await find('Branch', 'container');
      const found = await provider.read([contact, computer, container]);
      expect(found.map(({ kind }) => kind).sort()).toEqual(['computer', 'contact', 'container']);
      const delta = await read(next);
      expect(delta.names).toEqual(expect.arrayContaining(['Branch', 'Cora Contact', 'laptop7']));
      expect((await read(next, provider, { kinds: ['computer'] })).names).toEqual(['laptop7']);
    });

    test('who has a mailbox is what Exchange notes of each recipient, and unknown where it never was [users-and-search U1.3]', async () => {
      const [post, mailUser] = await samba.seedUsers([{ name: 'has post' }, { name: 'forwards' }]);
      await samba.seedUsers([{ name: 'plain' }]);
      const of = async (by: ActiveDirectoryProvider) => {
        const found: (readonly string[] | undefined)[] = [];
        for (const name of ['has post', 'forwards', 'plain'])
          found.push((await find(name, 'user', by)).attributes.hasMailbox);
        return found;
      };
      expect(await of(provider)).toEqual([undefined, undefined, undefined]);
      const schema = `CN=Schema,CN=Configuration,${samba.baseDn}`;
      const attribute = 'CN=ms-Exch-Recipient-Type-Details';
      await samba.ldbAdd(
        [
          `dn: ${attribute},${schema}`,
          ...['objectClass: attributeSchema', 'lDAPDisplayName: msExchRecipientTypeDetails'],
          'attributeID: 1.2.840.113556.1.4.7000.102.50855',
          ...['attributeSyntax: 2.5.5.16', 'oMSyntax: 65', 'isSingleValued: TRUE', ''],
        ].join('\n'),
      );
      await samba.ldbModify(
        `dn: CN=User,${schema}\nchangetype: modify\nadd: mayContain\nmayContain: msExchRecipientTypeDetails\n`,
      );
      const note = (dn = '', type = '') =>
        samba.ldbModify(
          `dn: ${dn}\nchangetype: modify\nadd: msExchRecipientTypeDetails\nmsExchRecipientTypeDetails: ${type}\n`,
        );
      await note(post, '2147483648');
      await note(mailUser, '128');
      await samba.stop();
      await samba.start();
      const fresh = connect();
      expect(await of(fresh)).toEqual([['true'], ['false'], ['false']]);
      const filter = { op: 'compare', attribute: 'hasMailbox', test: 'equals', value: 'true' } as const;
      const listed: string[] = [];
      for await (const page of fresh.search({ kinds: ['user'], filter, pageSize: 100 }))
        listed.push(...page.objects.map(({ name }) => name));
      expect(listed).toEqual(['has post']);
    });

    describe('restore', () => {
      test('brings back the containers it was in [groups 14.3]', async () => {
        const outer = await samba.seedContainer('Outer');
        const inner = `OU=Inner,${outer}`;
        await samba.ldbAdd(`dn: ${inner}\nobjectClass: organizationalUnit\n`);
        await samba.seedGroups([{ name: 'deep down' }], inner);
        const group = await find('deep down', 'group');
        const containers: ObjectRef[] = [await find('Inner', 'container'), await find('Outer', 'container')];
        for (const each of [group, ...containers]) await provider.remove(each);
        const restored = await provider.restore(group);
        expect(restored).toMatchObject({ id: group.id, name: group.name, path: group.path });
        expect(await provider.read(containers)).toHaveLength(2);
      });

      test('a name that somebody else has taken meanwhile is object.exists', async () => {
        await samba.seedGroups([{ name: 'wanted' }]);
        const first = await find('wanted', 'group');
        await provider.remove(first);
        await samba.seedGroups([{ name: 'wanted' }]);
        const second = await find('wanted', 'group');
        const refused = await refusal(provider.restore(first), 'object.exists');
        expect(refused.objectId).toBe(second.id);
      });
    });
  },
);
