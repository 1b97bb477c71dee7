import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NewObject } from '../../activities/providers/contract.ts';
import { local } from '../../activities/providers/local/manifest.ts';
import type { LocalProvider } from '../../activities/providers/local/provider.ts';
import { freshDatabase } from '../support/environment.ts';
import { connectLocal, contextFor, localSettings } from '../support/local-directory.ts';
import { freePort, until } from '../support/ports.ts';
import { replicatedKinds } from '../../workflows/contracts/replication.ts';
import { providerContract } from './provider-suite.ts';

const elsewhere = (url: string, change: (address: URL) => void): string => {
  const address = new URL(url);
  change(address);
  return address.href;
};

providerContract({
  name: 'local',
  capabilities: local.capabilities,
  kinds: replicatedKinds.local,
  start: async () => {
    const database = await freshDatabase();
    const closedPort = await freePort();
    const broken = (change: (address: URL) => void) => () => connectLocal(elsewhere(database.url, change));
    return {
      provider: connectLocal(database.url),
      container: 'Groups/Contract',
      outerContainer: 'Groups',
      otherContainer: 'Groups/Elsewhere',
      lockedAfter: 10,
      passwords: ['a first long password', 'a second long password'],
      loginName: (account) => `${account}@example.org`,
      broken: [
        {
          what: 'a port nobody listens on',
          failure: 'network',
          connect: broken((address) => {
            address.port = String(closedPort);
          }),
        },
        {
          what: 'an unknown user',
          failure: 'credentials',
          connect: broken((address) => {
            address.username = 'nobody_at_all';
          }),
        },
        {
          what: 'a host name that does not exist',
          failure: 'dns',
          connect: broken((address) => {
            address.hostname = 'no-such-host.invalid';
          }),
        },
        {
          what: 'a database that does not exist',
          failure: 'settings',
          connect: broken((address) => {
            address.pathname = '/no_such_database';
          }),
        },
      ],
      stop: () => database[Symbol.asyncDispose](),
    };
  },
});

describe('the local directory', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let provider: LocalProvider;
  const instanceId = randomUUID();
  let serial = 0;

  beforeAll(async () => {
    database = await freshDatabase();
    provider = connectLocal(database.url, instanceId);
  });
  afterAll(async () => {
    await provider[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  });

  const user = (attributes: Record<string, readonly string[]> = {}): NewObject => {
    serial += 1;
    const account = `person${serial}`;
    return {
      kind: 'user',
      container: null,
      enabled: true,
      attributes: {
        name: [account],
        accountName: [account],
        loginName: [`${account}@example.org`],
        ...attributes,
      },
    };
  };
  const group = (attributes: Record<string, readonly string[]> = {}): NewObject => {
    serial += 1;
    return { kind: 'group', container: null, attributes: { name: [`team ${serial}`], ...attributes } };
  };
  const create = async (object: NewObject) => provider.create(object, await provider.prepareCreate(object));
  const sql = async (text: string, values: readonly unknown[] = []) => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      return await client.query(text, [...values]);
    } finally {
      await client.end();
    }
  };

  test('two directories in one database know nothing of each other [stores-and-links S2]', async () => {
    await using other = connectLocal(database.url);
    const mine = await create(group({ name: ['same name'] }));
    const intent = await other.prepareCreate(group());
    const theirs = await other.create(
      { kind: 'group', container: null, attributes: { name: ['same name'] } },
      intent,
    );
    expect(theirs.id).not.toBe(mine.id);
    expect(await other.read([mine])).toEqual([]);
    expect((await other.discover()).directoryId).not.toBe((await provider.discover()).directoryId);
  });

  test('what was removed comes back with password and memberships, as far as the others are still there [groups 14.3]', async () => {
    const [person, boss, team, other] = [
      await create(user()),
      await create(user()),
      await create(group()),
      await create(group()),
    ];
    const member = (add: readonly string[]) =>
      [{ attribute: 'member', op: 'values', add, remove: [] }] as const;
    await provider.update(person, [{ attribute: 'manager', op: 'set', old: null, new: boss.id }]);
    await provider.setPassword(person, 'a first long password', { mustChange: false });
    await provider.update(team, member([person.id]));
    await provider.update(other, member([person.id, team.id]));
    for (const each of [person, team, boss, other]) await provider.remove(each);
    await provider.restore(team);
    const restored = await provider.restore(person);
    // The manager and the other group are still gone.
    expect(restored.attributes).not.toHaveProperty('manager');
    expect([...(await provider.effectiveGroups(person))]).toEqual([team.id]);
    expect(
      await provider.authenticate(person.attributes['loginName']?.[0] ?? '', 'a first long password'),
    ).toMatchObject({
      ok: true,
    });
    await provider.remove(team);
    const successor = await create(group({ name: [team.name] }));
    await expect(provider.restore(team)).rejects.toMatchObject({
      code: 'object.exists',
      objectId: successor.id,
    });
    await expect(provider.restore({ ...boss, kind: 'group' })).rejects.toMatchObject({
      code: 'object.notFound',
    });
    const schema = pg.escapeIdentifier(`local_${instanceId.replaceAll('-', '')}`);
    await sql(`update ${schema}.tombstones set at = now() - interval '181 days'`);
    await provider.remove(successor);
    await expect(provider.restore(boss)).rejects.toMatchObject({ code: 'object.notFound' });
  });

  test('its tables are made once by many at a time', async () => {
    const fresh = randomUUID();
    const many = Array.from({ length: 5 }, () => connectLocal(database.url, fresh));
    await Promise.all(many.map((each) => each.discover()));
    await Promise.all(many.map((each) => each[Symbol.asyncDispose]()));
  });

  test('of many that create one name at once, one wins and the same intent adopts it [groups 0.5]', async () => {
    const wanted = group();
    const intent = await provider.prepareCreate(wanted);
    const made = await Promise.all(Array.from({ length: 5 }, () => provider.create(wanted, intent)));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  });

  test('names, account names and login names are unique without regard to case', async () => {
    await create(user({ name: ['Ökonom'], accountName: ['oekonom'], loginName: ['Ö@example.org'] }));
    const refused = (attributes: Record<string, readonly string[]>) =>
      expect(create(user(attributes))).rejects;
    await refused({ name: ['ÖKONOM'] }).toMatchObject({ code: 'object.exists', attributes: ['name'] });
    await refused({ accountName: ['OEKONOM'] }).toMatchObject({
      code: 'object.exists',
      attributes: ['accountName'],
    });
    await refused({ loginName: ['ö@EXAMPLE.org'] }).toMatchObject({
      code: 'object.exists',
      attributes: ['loginName'],
    });
  });

  test('an update to a name in use is refused with the object in the way', async () => {
    const first = await create(user());
    const second = await create(user());
    const account = first.attributes['accountName']?.[0] ?? '';
    const old = second.attributes['accountName']?.[0] ?? '';
    await expect(
      provider.update(second, [{ attribute: 'accountName', op: 'set', old, new: account.toUpperCase() }]),
    ).rejects.toMatchObject({ code: 'object.exists', attributes: ['accountName'], objectId: first.id });
  });

  test.each([
    ['mail', 'not an address'],
    ['mail', 'x'.repeat(250) + '@example.org'],
    ['accountName', 'with/slash'],
    ['loginName', 'with space@example.org'],
    ['description', 'nul\0'],
    ['description', 'lone \ud800 surrogate'],
    ['description', 'x'.repeat(1025)],
  ])('refuses %s %j and names the attribute', async (attribute, value) => {
    await expect(create(user({ [attribute]: [value] }))).rejects.toMatchObject({
      code: 'value.invalid',
      attributes: [attribute],
    });
  });

  test('has global groups only', async () => {
    await expect(create(group({ groupScope: ['universal'] }))).rejects.toMatchObject({
      code: 'value.invalid',
      attributes: ['groupScope'],
    });
  });

  test('matches name, login name, id and distinguished name exactly [stores-and-links L16]', async () => {
    const made = await create(user());
    for (const [attribute, value] of [
      ['name', made.name],
      ['loginName', made.attributes['loginName']?.[0] ?? ''],
      ['id', made.id],
      ['distinguishedName', made.path],
    ] as const) {
      const filter = { op: 'compare' as const, attribute, test: 'equals' as const, value };
      const found: string[] = [];
      for await (const page of provider.search({ kinds: ['user'], filter, pageSize: 10 })) {
        found.push(...page.objects.map(({ id }) => id));
      }
      expect(found, attribute).toEqual([made.id]);
    }
  });

  test('a removed owner stands nowhere any more and leaves a tombstone', async () => {
    const owner = await create(user());
    const owned = await create(group({ owner: [owner.id] }));
    await provider.remove(owner);
    expect((await provider.read([owned]))[0]?.attributes).not.toHaveProperty('owner');
    const schema = `local_${instanceId.replaceAll('-', '')}`;
    const { rows } = await sql(`select kind from ${pg.escapeIdentifier(schema)}.tombstones where id = $1`, [
      owner.id,
    ]);
    expect(rows).toEqual([{ kind: 'user' }]);
  });

  test('concurrent changes of one group lose none [groups 3.10]', async () => {
    const team = await create(group());
    const people = await Promise.all(Array.from({ length: 8 }, () => create(user())));
    await Promise.all(
      people.map(({ id }) =>
        provider.update(team, [{ attribute: 'member', op: 'values', add: [id], remove: [] }]),
      ),
    );
    expect(
      await provider.membersAmong(
        team,
        people.map(({ id }) => id),
      ),
    ).toHaveProperty('size', 8);
  });

  test('a search shows one moment, whatever is written meanwhile', async () => {
    for (let index = 0; index < 6; index += 1) await create(group({ description: ['moment'] }));
    const filter = {
      op: 'compare' as const,
      attribute: 'description',
      test: 'equals' as const,
      value: 'moment',
    };
    let seen = 0;
    for await (const page of provider.search({ kinds: ['group'], filter, pageSize: 2 })) {
      seen += page.objects.length;
      await create(group({ description: ['moment'] }));
    }
    expect(seen).toBe(6);
  });

  test('a lost connection ends a read with an error; the next one works', async () => {
    const pages = provider.search({ kinds: ['group'], pageSize: 1 })[Symbol.asyncIterator]();
    await pages.next();
    await sql(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'muster-local' and datname = current_database()",
    );
    await expect(pages.next()).rejects.toMatchObject({ code: 'provider.unavailable' });
    // Other connections of the pool were cut too; each tells so once.
    await until('a new connection', 5000, async () => (await provider.check()).ok);
    expect(await provider.read([await create(group())])).toHaveLength(1);
  });

  describe('sign-in', { timeout: 90_000 }, () => {
    const password = 'a long enough password';
    const person = async () => {
      const made = await create(user());
      await provider.setPassword(made, password, { mustChange: false });
      return { made, login: made.attributes['loginName']?.[0] ?? '' };
    };

    test('takes login name, account name and any case [access-and-approvals A4]', async () => {
      const { made, login } = await person();
      for (const name of [login, login.toUpperCase(), made.attributes['accountName']?.[0] ?? '']) {
        expect(await provider.authenticate(name, password), name).toMatchObject({
          ok: true,
          user: { id: made.id },
        });
      }
    });

    test('ten failures lock the account, which looks like a wrong password [access-and-approvals A4]', async () => {
      const { made, login } = await person();
      const schema = pg.escapeIdentifier(`local_${instanceId.replaceAll('-', '')}`);
      await sql(`update ${schema}.objects set failures = 9 where id = $1`, [made.id]);
      // A success forgets the failures before it.
      expect(await provider.authenticate(login, password)).toMatchObject({ ok: true });
      await Promise.all(
        Array.from({ length: 10 }, () => provider.authenticate(login, 'a wrong guess of length')),
      );
      expect(await provider.authenticate(login, password)).toEqual({ ok: false, failure: 'wrong' });
      await sql(`update ${schema}.objects set locked_until = now() where id = $1`, [made.id]);
      expect(await provider.authenticate(login, password)).toMatchObject({ ok: true });
    });

    test('an unknown person costs as much time as a known one [access-and-approvals A4]', async () => {
      const { login } = await person();
      const timed = async (name: string) => {
        const started = performance.now();
        await provider.authenticate(name, 'a wrong guess of length');
        return performance.now() - started;
      };
      const known = Math.min(await timed(login), await timed(login), await timed(login));
      const unknown = Math.min(
        await timed('x1@example.org'),
        await timed('x2@example.org'),
        await timed('x3'),
      );
      expect(unknown / known).toBeGreaterThan(0.3);
      expect(unknown / known).toBeLessThan(3.3);
    });

    test('passwords have at least 14 characters and are not the login name [access-and-approvals A2]', async () => {
      const { made, login } = await person();
      for (const bad of ['thirteen char', login]) {
        await expect(provider.setPassword(made, bad, { mustChange: false })).rejects.toMatchObject({
          code: 'value.invalid',
          attributes: ['password'],
        });
      }
    });

    test('no password stands in the database', async () => {
      await person();
      const schema = pg.escapeIdentifier(`local_${instanceId.replaceAll('-', '')}`);
      const { rows } = await sql(`select t::text as line from ${schema}.objects t`);
      expect(rows.length).toBeGreaterThan(0);
      for (const { line } of rows as { line: string }[]) expect(line).not.toContain(password);
    });
  });
});

describe('settings of the local directory', () => {
  test('a password in the address is refused', () => {
    const problems = local.validate({
      ...localSettings(),
      database: 'postgresql://me:secret@db.example.org/people',
    });
    expect(problems).toMatchObject([{ field: 'database' }]);
    expect(local.validate({ ...localSettings(), database: 'http://db.example.org' })).toHaveLength(1);
    expect(local.validate({ ...localSettings(), database: 'postgresql://me@db.example.org/people' })).toEqual(
      [],
    );
    expect(local.validate(localSettings())).toEqual([]);
  });

  test('without an embedded database the reason is said [stores-and-links S2]', async () => {
    const { storeId, secrets, log } = contextFor('');
    await using provider = local.connect(localSettings(), { storeId, secrets, log });
    expect(await provider.check()).toMatchObject({ ok: false, failure: 'settings' });
  });
});
