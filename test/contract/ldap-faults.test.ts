import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ChangePage, MemberRef, NewObject } from '../../activities/providers/contract.ts';
import { ProviderError } from '../../activities/providers/contract.ts';
import { ldap } from '../../activities/providers/ldap/manifest.ts';
import type { LdapProvider } from '../../activities/providers/ldap/provider.ts';
import type { LdapSettings } from '../../activities/providers/ldap/settings.ts';
import type { DirectoryObject, ObjectKind, ObjectRef } from '../../workflows/contracts/directory.ts';
import type { ErrorCode } from '../../workflows/contracts/errors.ts';
import { type LdapFront, startLdapFront } from '../support/ldap-front.ts';
import { type Slapd, slapdMissing, startSlapd } from '../support/slapd.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined };
/** More than the 500 entries that OpenLDAP gives an account without limits of its own. */
const contactCount = 600;
const title = slapdMissing === undefined ? '' : ` (${slapdMissing})`;

describe.skipIf(slapdMissing !== undefined)(`ldap faults${title}`, { timeout: 30_000 }, () => {
  /** With password policy and overlays, behind the front. */
  let full: Slapd;
  /** Without any of them. */
  let bare: Slapd;
  let front: LdapFront;
  let provider: LdapProvider;
  let plain: LdapProvider;
  const opened: LdapProvider[] = [];

  const connect = (
    slapd: Slapd,
    changes: Partial<LdapSettings> = {},
    password = slapd.servicePassword,
  ): LdapProvider => {
    const made = ldap.connect(
      {
        servers: [{ host: slapd.host, address: slapd.address, port: slapd.port }],
        serviceAccount: slapd.serviceAccount,
        caCertificate: slapd.caPem,
        baseDns: [slapd.baseDn],
        groupAuxiliaryClasses: ['groupWithMail'],
        operationTimeoutMs: 1500,
        connectTimeoutMs: 1500,
        ...changes,
      },
      { storeId: 'faults', secrets: { password }, log: quiet },
    );
    opened.push(made);
    return made;
  };
  const throughFront = (): Partial<LdapSettings> => ({
    servers: [{ host: full.host, address: front.address, port: front.port }],
  });

  beforeAll(async () => {
    [full, bare] = await Promise.all([
      startSlapd(),
      startSlapd({ refint: false, ppolicy: false, memberOf: false }),
    ]);
    front = await startLdapFront({
      upstream: { address: full.address, port: full.port, host: full.host, caPem: full.caPem },
      certificate: await full.authority.issue([full.host]),
    });
    provider = connect(full, throughFront());
    plain = connect(bare);
    for (const slapd of [full, bare]) {
      const crowd = await slapd.seedContainer('Crowd');
      await slapd.ldapmodify(
        Array.from(
          { length: contactCount },
          (_, index) => `dn: cn=contact ${index},${crowd}\nobjectClass: inetOrgPerson\nsn: c\n`,
        ).join('\n'),
      );
    }
  }, 60_000);

  afterAll(async () => {
    for (const each of opened) await each[Symbol.asyncDispose]();
    await front[Symbol.asyncDispose]();
    await Promise.all([full.dispose(), bare.dispose()]);
  });

  beforeEach(() => {
    front.reset();
  });

  let serial = 0;
  const named = (prefix: string): string => {
    serial += 1;
    return `${prefix}${serial}`;
  };
  const group = (extra: NewObject['attributes'] = {}): NewObject => ({
    kind: 'group',
    container: null,
    attributes: { cn: [named('group')], ...extra },
  });
  const create = async (by: LdapProvider, object: NewObject): Promise<DirectoryObject> =>
    by.create(object, await by.prepareCreate(object));
  const user = (by: LdapProvider): Promise<DirectoryObject> => {
    const name = named('user');
    return create(by, { kind: 'user', container: null, attributes: { cn: [name], sn: ['x'], uid: [name] } });
  };
  const change = (by: LdapProvider, at: ObjectRef, add: readonly string[], remove: readonly string[] = []) =>
    by.update(at, [{ attribute: 'member', op: 'values', add, remove }]);
  const membersOf = async (by: LdapProvider, at: ObjectRef): Promise<MemberRef[]> => {
    const found: MemberRef[] = [];
    for await (const page of by.members(at, 100)) found.push(...page);
    return found;
  };
  const idsOf = async (by: LdapProvider, at: ObjectRef): Promise<string[]> =>
    (await membersOf(by, at)).map(({ id }) => id).sort();
  const contacts = async (by: LdapProvider): Promise<number> => {
    let count = 0;
    const query = { kinds: ['contact'] as const, pageSize: 100, attributes: ['cn'] };
    for await (const page of by.search(query)) count += page.objects.length;
    return count;
  };
  const find = async (
    by: LdapProvider,
    name: string,
    kinds: readonly ObjectKind[] = ['group'],
  ): Promise<DirectoryObject> => {
    const filter = { op: 'compare', attribute: 'cn', test: 'equals', value: name } as const;
    for await (const { objects } of by.search({ kinds, filter, pageSize: 10 })) {
      if (objects[0] !== undefined) return objects[0];
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

  describe('reads that do not end well throw', () => {
    test.each(['close', 'reset'] as const)('%s in the middle of a page', async (kind) => {
      await contacts(provider);
      front.plan('search', { kind, afterEntries: 40 }, 1, 2);
      await refusal(contacts(provider), 'provider.unavailable');
      expect(await contacts(provider)).toBe(contactCount);
    });

    test('hang in the middle of a page', async () => {
      await contacts(provider);
      front.plan('search', { kind: 'hang', afterEntries: 40 }, 1, 2);
      await refusal(contacts(provider), 'provider.timeout');
      expect(await contacts(provider)).toBe(contactCount);
    });

    test.each([
      ['size limit', 4, 'query.limit'],
      ['administrative limit', 11, 'query.limit'],
      ['time limit', 3, 'provider.timeout'],
      ['busy', 51, 'provider.throttled'],
      ['unavailable', 52, 'provider.unavailable'],
      ['referral', 10, 'config.invalid'],
    ] as const)('%s on the third page', async (_, status, code) => {
      await contacts(provider);
      front.plan('search', { kind: 'answer', status }, 1, 2);
      await refusal(contacts(provider), code);
    });

    test('an empty page with a cookie is not the end', async () => {
      await contacts(provider);
      front.plan('search', { kind: 'emptyPage' });
      expect(await contacts(provider)).toBe(contactCount);
    });

    test("the server's own size limit is no end of the list", async () => {
      const limited = connect(bare, { serviceAccount: bare.reader }, bare.readerPassword);
      const refused = await refusal(contacts(limited), 'query.limit');
      expect(refused.message).toContain('size limits of the service account');
    });

    test('a part of the tree on another server is not left out in silence', async () => {
      const container = await bare.seedContainer('Referring');
      await bare.ldapmodify(
        `dn: ou=away,${container}\nobjectClass: referral\nobjectClass: extensibleObject\nou: away\nref: ldap://elsewhere.example.test/ou=away\n`,
      );
      await refusal(contacts(connect(bare, { baseDns: [container] })), 'config.invalid');
      await bare.ldapdelete(`ou=away,${container}`);
    });

    test('a lost connection is never used again, and the next one signs in first', async () => {
      const fresh = connect(full, throughFront());
      await contacts(fresh);
      expect(front.connections).toBe(1);
      front.dropAll('close');
      await sleep(50);
      expect(await contacts(fresh)).toBe(contactCount);
      expect(front.connections).toBe(2);
      expect(front.binds).toEqual([full.serviceAccount, full.serviceAccount]);
    });

    test('refused credentials are tried once', async () => {
      await refusal(contacts(connect(full, throughFront(), 'not the password')), 'provider.credentials');
      expect(front.counts.bind).toBe(1);
    });

    test('changes that break off give no cursor', async () => {
      const read = async (): Promise<(string | null)[]> => {
        const cursors: (string | null)[] = [];
        const query = { kinds: ['contact'] as const, pageSize: 100, attributes: ['cn'], cursor: null };
        for await (const { cursor } of provider.changes(query)) cursors.push(cursor);
        return cursors;
      };
      expect((await read()).filter((cursor) => cursor !== null)).toHaveLength(1);
      front.plan('search', { kind: 'reset', afterEntries: 40 }, 1, 2);
      await refusal(read(), 'provider.unavailable');
    });
  });

  describe('changing what moves', () => {
    test('an object that is no longer at its DN is looked up again', async () => {
      const made = await create(provider, group());
      front.plan('modify', { kind: 'answer', status: 122 });
      await provider.update(made, [{ attribute: 'description', op: 'set', old: null, new: 'x' }]);
      front.plan('delete', { kind: 'answer', status: 122 });
      await provider.remove(made);
      expect(await provider.read([made])).toEqual([]);
    });

    test('when the answer to an add was lost, the retry finds its own object [groups 0.5]', async () => {
      const anna = await user(provider);
      const object = group({ member: [anna.id], owner: [anna.id], description: ['x'] });
      const intent = await provider.prepareCreate(object);
      front.plan('add', { kind: 'loseAnswer' });
      await refusal(provider.create(object, intent), 'provider.unavailable');
      const made = await provider.create(object, intent);
      const name = object.attributes.cn?.[0] ?? '';
      expect(made.name).toBe(name);
      expect((await full.ldapsearch(`(cn=${name})`, 'dn')).match(/^dn:/gm)).toHaveLength(1);
    });

    test('an equal object made by somebody else meanwhile is not adopted [groups 1.10]', async () => {
      const object = group({ description: ['equal'] });
      const name = object.attributes.cn?.[0] ?? '';
      const intent = await provider.prepareCreate(object);
      await full.ldapmodify(
        `dn: cn=${name},${full.baseDn}\nobjectClass: groupOfNames\nobjectClass: groupWithMail\ndescription: equal\nmember: cn=nobody,${full.baseDn}\n`,
      );
      await refusal(provider.create(object, intent), 'object.exists');
    });

    test('the answer to a change of members was lost; again is done [groups 3.11]', async () => {
      const [anna, ben] = [await user(provider), await user(provider)];
      const made = await create(provider, group({ member: [anna.id] }));
      front.plan('modify', { kind: 'loseAnswer' });
      await refusal(change(provider, made, [ben.id], [anna.id]), 'provider.unavailable');
      await change(provider, made, [ben.id], [anna.id]);
      expect(await idsOf(provider, made)).toEqual([ben.id]);
    });

    test('an answer 20 for a value that is not there stays an error', async () => {
      const [made, anna] = [await create(provider, group()), await user(provider)];
      front.plan('modify', { kind: 'answer', status: 20 }, 9);
      await refusal(change(provider, made, [anna.id]), 'object.conflict');
      front.reset();
      expect(await idsOf(provider, made)).toEqual([]);
    });
  });

  describe('groups that may not be empty (RFC 4519 3.5)', () => {
    const listed = async (at: DirectoryObject): Promise<string[]> =>
      [...(await bare.ldapsearch(`(cn=${at.name})`, 'member')).matchAll(/^member: (.*)$/gm)].map(
        (match) => match[1] ?? '',
      );

    test('hold themselves while they are, which nobody is shown', async () => {
      const [made, anna, ben] = [await create(plain, group()), await user(plain), await user(plain)];
      expect(await listed(made)).toEqual([made.path]);
      expect(await idsOf(plain, made)).toEqual([]);
      expect(await plain.parents(made)).toEqual([]);
      expect(await plain.effectiveGroups(made)).toEqual(new Set());
      expect(await plain.membersAmong(made, [made.id])).toEqual(new Set());
      await change(plain, made, [anna.id, ben.id]);
      expect((await listed(made)).sort()).toEqual([anna.path, ben.path].sort());
      await change(plain, made, [], [anna.id, ben.id]);
      expect(await listed(made)).toEqual([made.path]);
    });

    test('two who take out one each leave it empty, not broken', async () => {
      const [anna, ben] = [await user(plain), await user(plain)];
      const made = await create(plain, group({ member: [anna.id, ben.id] }));
      await Promise.all([change(plain, made, [], [anna.id]), change(plain, made, [], [ben.id])]);
      expect(await idsOf(plain, made)).toEqual([]);
      expect(await listed(made)).toEqual([made.path]);
    });

    test('take the place-holder along when they are renamed or moved', async () => {
      const container = await bare.seedContainer('Later');
      const made = await create(plain, group());
      const name = named('renamed, ');
      await plain.rename(made, name);
      await plain.move(made, container);
      const [now] = await plain.read([made]);
      expect(now).toMatchObject({ id: made.id, name, path: expect.stringContaining('ou=Later') as string });
      expect(await idsOf(plain, made)).toEqual([]);
      const taken = await create(plain, { ...group(), container });
      await refusal(plain.rename(made, taken.name), 'object.exists');
      expect(await idsOf(plain, made)).toEqual([]);
    });
  });

  describe('members', () => {
    test('who is gone without being taken out is shown as it stands, and left alone', async () => {
      const [anna, ben] = [await user(plain), await user(plain)];
      const made = await create(plain, group({ member: [anna.id, ben.id] }));
      await plain.remove(anna);
      const found = await membersOf(plain, made);
      expect(found.find(({ id }) => id === ben.id)?.readOnly).toBe(false);
      expect(found.find(({ id }) => id !== ben.id)).toEqual({
        kind: 'contact',
        id: anna.path,
        name: anna.name,
        path: anna.path,
        readOnly: true,
      });
    });

    test('of POSIX groups are login names', async () => {
      const [anna, ben] = [await user(plain), await user(plain)];
      const name = named('posix');
      await bare.ldapmodify(
        `dn: cn=${name},${bare.baseDn}\nobjectClass: posixGroup\ngidNumber: 4711\nmemberUid: ${anna.name}\nmemberUid: nobody-here\n`,
      );
      const made = await find(plain, name);
      const before = await membersOf(plain, made);
      expect(before.find(({ id }) => id === anna.id)).toMatchObject({ kind: 'user', readOnly: false });
      expect(before.find(({ id }) => id === 'nobody-here')).toMatchObject({ readOnly: true });
      await change(plain, made, [anna.id, ben.id]);
      expect(await plain.membersAmong(made, [anna.id, ben.id])).toEqual(new Set([anna.id, ben.id]));
      expect((await plain.parents(ben)).map(({ id }) => id)).toEqual([made.id]);
      await change(plain, made, [], [anna.id, ben.id]);
      expect(await bare.ldapsearch(`(cn=${name})`, 'memberUid')).toContain('memberUid: nobody-here');
      expect(await idsOf(plain, made)).toEqual(['nobody-here']);
      const nested = await create(plain, group());
      await refusal(change(plain, made, [nested.id]), 'value.invalid');
    });

    test('names of several parts are names too', async () => {
      await bare.ldapmodify(
        `dn: cn=Twin+uid=twin1,${bare.baseDn}\nobjectClass: inetOrgPerson\nsn: Twin\nuid: twin1\ncn: Twin\n`,
      );
      const twin = await find(plain, 'Twin', ['user']);
      const made = await create(plain, group({ member: [twin.id], owner: [twin.id] }));
      expect(await membersOf(plain, made)).toMatchObject([{ id: twin.id, name: 'Twin', path: twin.path }]);
      await plain.rename(twin, 'Single, "one"');
      expect((await plain.read([twin]))[0]).toMatchObject({ name: 'Single, "one"', id: twin.id });
    });
  });

  describe('values', () => {
    test('what proves a password is never read or written as an attribute', async () => {
      const anna = await user(plain);
      await refusal(plain.read([anna], ['userPassword']), 'value.invalid');
      const set = { attribute: 'userPassword', op: 'set', old: null, new: 'x' } as const;
      await refusal(plain.update(anna, [set]), 'value.invalid');
    });

    test('what the class asks for and what it has no place for are named', async () => {
      const name = named('user');
      const nameless = { kind: 'user', container: null, attributes: { cn: [name], uid: [name] } } as const;
      expect((await refusal(create(plain, nameless), 'value.invalid')).attributes).toEqual(['sn']);
      const withNumber = group({ gidNumber: ['1'] });
      expect((await refusal(create(plain, withNumber), 'value.invalid')).attributes).toEqual(['gidNumber']);
    });

    test('a display name that only repeats the name is left out where groups have none', async () => {
      const strict = connect(bare, { groupAuxiliaryClasses: [] });
      const name = named('group');
      const made = await create(strict, {
        ...group(),
        attributes: { cn: [name], displayName: [name] },
      });
      expect(made).toMatchObject({ name, displayName: name });
      await refusal(create(strict, group({ displayName: ['Another'] })), 'value.invalid');
    });

    test('nothing outside of the base DNs is read, changed or used as a place', async () => {
      const anna = await user(plain);
      const outside = await create(plain, group());
      const container = await bare.seedContainer('Inside');
      const bounded = connect(bare, { baseDns: [container] });
      expect(await bounded.read([outside])).toEqual([]);
      const set = { attribute: 'description', op: 'set', old: null, new: 'x' } as const;
      await refusal(bounded.update(outside, [set]), 'object.notFound');
      await bounded.remove(outside);
      expect(await plain.read([outside])).toHaveLength(1);
      const inside = await create(bounded, group());
      await refusal(bounded.move(inside, bare.baseDn), 'value.invalid');
      await refusal(change(bounded, inside, [anna.id]), 'object.notFound');
    });
  });

  describe('passwords and accounts', () => {
    const person = async (): Promise<DirectoryObject> => {
      const made = await user(provider);
      await provider.setPassword(made, 'First-password-1', { mustChange: false });
      await provider.setEnabled(made, true);
      return made;
    };

    test('a lock-out after wrong passwords is no wrong password, and enabling ends it', async () => {
      const made = await person();
      for (let guess = 0; guess < 3; guess += 1) await provider.authenticate(made.name, `wrong-${guess}`);
      expect(await provider.authenticate(made.name, 'First-password-1')).toEqual({
        ok: false,
        failure: 'wrong',
      });
      expect(await provider.accountState(made)).toBe('locked');
      await provider.setEnabled(made, true);
      expect(await provider.accountState(made)).toBeNull();
      expect(await provider.authenticate(made.name, 'First-password-1')).toMatchObject({ ok: true });
    });

    test('an expired password is told after the right one only', async () => {
      const made = await person();
      await full.ldapmodify(
        `dn: cn=short,${full.baseDn}\nobjectClass: applicationProcess\nobjectClass: pwdPolicy\ncn: short\npwdAttribute: userPassword\npwdMaxAge: 1\n`,
      );
      await full.ldapmodify(
        `dn: ${made.path}\nchangetype: modify\nreplace: pwdPolicySubentry\npwdPolicySubentry: cn=short,${full.baseDn}\n`,
      );
      await sleep(2100);
      expect(await provider.authenticate(made.name, 'First-password-1')).toEqual({
        ok: false,
        failure: 'expired',
      });
      expect(await provider.authenticate(made.name, 'not it')).toEqual({ ok: false, failure: 'wrong' });
      await refusal(provider.changePassword(made, 'First-password-1', 'Second-password-2'), 'signin.expired');
    });

    test('a reset that is run again is done, although the policy knows that password', async () => {
      const made = await person();
      await provider.setPassword(made, 'First-password-1', { mustChange: false });
      await provider.setPassword(made, 'Second-password-2', { mustChange: false });
      const refused = await refusal(
        provider.setPassword(made, 'First-password-1', { mustChange: false }),
        'value.invalid',
      );
      expect(refused.message).toContain('used before');
    });

    test('somebody who must change the password can, and a repeated change is done [users-and-search U4.1]', async () => {
      const made = await person();
      await provider.setPassword(made, 'Second-password-2', { mustChange: true });
      await provider.changePassword(made, 'Second-password-2', 'Third-password-3');
      await provider.changePassword(made, 'Second-password-2', 'Third-password-3');
      expect(await provider.authenticate(made.name, 'Third-password-3')).toMatchObject({ ok: true });
    });

    test('a server without password policy says what it lacks', async () => {
      const made = await user(plain);
      expect(made.enabled).toBe(true);
      await refusal(plain.setEnabled(made, false), 'operation.unsupported');
      await refusal(plain.setPassword(made, 'First-1', { mustChange: true }), 'operation.unsupported');
      await plain.setPassword(made, 'First-1', { mustChange: false });
      expect(await plain.authenticate(made.name, 'First-1')).toMatchObject({ ok: true });
      expect(await plain.authenticate(made.name, 'First-2')).toEqual({ ok: false, failure: 'wrong' });
      expect(await plain.accountState(made)).toBeNull();
    });
  });

  test('of a kind without objects only what came since is read [stores-and-links R3]', async () => {
    await create(plain, group());
    const read = async (kind: 'group' | 'computer', cursor: string | null = null) => {
      const pages: ChangePage[] = [];
      for await (const page of plain.changes({ kinds: [kind], pageSize: 100, cursor })) pages.push(page);
      return pages;
    };
    await read('group');
    const [none] = await read('computer');
    expect(none).toMatchObject({ objects: [], full: true });
    const since = none?.cursor ?? null;
    expect(await read('computer', since)).toMatchObject([{ objects: [], full: false, cursor: since }]);
    await bare.ldapmodify(`dn: cn=printer,${bare.baseDn}\nobjectClass: device\ncn: printer\n`);
    const [first, last] = await read('computer', since);
    expect(first).toMatchObject({ objects: [{ name: 'printer' }], full: false });
    expect(last).toMatchObject({ objects: [], full: false });
  });

  test('a renamed container makes the next changes complete [stores-and-links R3]', async () => {
    const container = await bare.seedContainer('Old');
    await sleep(1100);
    const made = await create(plain, { ...group(), container });
    const read = async (cursor: string | null) => {
      let next: string | null = null;
      let complete = false;
      for await (const page of plain.changes({ kinds: ['group'], pageSize: 100, cursor })) {
        next = page.cursor;
        complete = page.full;
      }
      return { next, complete };
    };
    const { next } = await read(null);
    // As if all of that was ten minutes ago, so that only what changes now is new.
    const settled = JSON.stringify({ ...(JSON.parse(next ?? '{}') as object), seenAtMs: 0 });
    await sleep(1100);
    expect(await read(settled)).toMatchObject({ complete: false });
    await bare.ldapmodify(`dn: ${container}\nchangetype: modrdn\nnewrdn: ou=New\ndeleteoldrdn: 1\n`);
    expect(await read(settled)).toMatchObject({ complete: true });
    expect((await plain.read([made]))[0]?.path).toContain('ou=New');
  });
});
