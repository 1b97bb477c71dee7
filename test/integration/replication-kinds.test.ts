/** What comes into the index: of Active Directory every kind, but nothing that is excluded; of Google at a cost that follows change. */
import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectDatabase, type DatabaseConnection } from '../../activities/database/client.ts';
import { insertStore } from '../../activities/database/repositories/stores.ts';
import { storeReplication } from '../../activities/database/schema/replication.ts';
import { LiveDirectory } from '../../activities/platform/live-directory.ts';
import { createLogger } from '../../activities/platform/log.ts';
import type { ProviderPool } from '../../activities/platform/provider-pool.ts';
import type { Provider } from '../../activities/providers/contract.ts';
import { googleWorkspace } from '../../activities/providers/google-workspace/manifest.ts';
import { keyFileSecret } from '../../activities/providers/google-workspace/settings.ts';
import { activeDirectory } from '../../activities/providers/active-directory/manifest.ts';
import type { ActiveDirectorySettings } from '../../activities/providers/active-directory/settings.ts';
import { createReplicationActivities } from '../../activities/replication/activities.ts';
import type { ReplicateKindsArgs, ReplicateKindsResult } from '../../workflows/contracts/ports.ts';
import { freshDatabase } from '../support/environment.ts';
import { startGoogle } from '../support/google/emulator.ts';
import { type Samba, sambaMissing, startSamba } from '../support/samba.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined };

/** One frequent run of all kinds, which must end well. */
async function replicateOnce(
  database: DatabaseConnection,
  provider: Provider,
  storeId: string,
): Promise<void> {
  const activities = createReplicationActivities({
    database,
    providers: { open: () => Promise.resolve(provider) },
    log: createLogger('test', 'silent'),
  });
  const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
  const run = (given: ReplicateKindsArgs): Promise<ReplicateKindsResult> =>
    activities.replicateObjects(given);
  const args = { storeId, runId: randomUUID(), kinds: null };
  expect(await environment.run<[ReplicateKindsArgs], ReplicateKindsResult, typeof run>(run, args)).toEqual({
    retry: [],
  });
}

describe.skipIf(sambaMissing !== undefined)(
  `Active Directory in the index${sambaMissing === undefined ? '' : ` (${sambaMissing})`}`,
  { timeout: 60_000 },
  () => {
    let samba: Samba;
    let raw: Awaited<ReturnType<typeof freshDatabase>>;
    let database: DatabaseConnection;
    let settings: ActiveDirectorySettings;
    let storeId: string;

    beforeAll(async () => {
      [samba, raw] = await Promise.all([startSamba(), freshDatabase()]);
      database = connectDatabase(raw.url, 4, () => undefined);
      settings = {
        domain: samba.domain,
        domainControllers: [{ host: samba.host, address: samba.address }],
        serviceAccount: samba.adminUpn,
        caCertificate: samba.caPem,
      };
      ({ id: storeId } = await insertStore(database.db, {
        name: 'Corp',
        kind: 'active-directory',
        description: '',
        settings: { ...settings },
      }));
    }, 120_000);
    afterAll(async () => {
      await database[Symbol.asyncDispose]();
      await raw[Symbol.asyncDispose]();
      await samba.dispose();
    }, 60_000);

    const replicate = async (changes: Partial<ActiveDirectorySettings> = {}): Promise<void> => {
      await using provider = activeDirectory.connect(
        { ...settings, ...changes },
        { storeId, secrets: { password: samba.adminPassword }, log: quiet },
      );
      await replicateOnce(database, provider, storeId);
    };

    /** Those with the mark in their name. */
    const indexed = async (mark: string): Promise<string[]> => {
      const { rows } = await database.pool.query<{ what: string }>(
        `select kind || ' ' || name as what from directory_objects
         where store_id = $1 and name ilike '%' || $2 || '%' order by 1`,
        [storeId, mark],
      );
      return rows.map(({ what }) => what);
    };

    test('each kind comes with the first run and with differences; what is excluded later goes [stores-and-links R1] [stores-and-links R3] [stores-and-links S9]', async () => {
      const place = await samba.seedContainer('Marked place');
      const fill = async (number: string): Promise<void> => {
        const [user] = await samba.seedUsers([{ name: `marked user ${number}` }], place);
        await samba.seedGroups([{ name: `marked group ${number}`, members: [user ?? ''] }], place);
        await samba.ldbAdd(
          [
            `dn: CN=marked contact ${number},${place}\nobjectClass: contact\n`,
            `dn: CN=marked computer ${number},CN=Computers,${samba.baseDn}\nobjectClass: computer\nsAMAccountName: MARKED${number}$\n`,
            `dn: OU=marked unit ${number},${place}\nobjectClass: organizationalUnit\n`,
          ].join('\n'),
        );
      };
      // More than a fifth of a kind would be held for somebody to confirm.
      const elsewhere = Array.from({ length: 14 }, (_, index) => `elsewhere ${index}`);
      await samba.seedUsers(elsewhere.slice(0, 8).map((name) => ({ name: `user ${name}` })));
      await samba.ldbAdd(
        elsewhere
          .flatMap((name) => [
            `dn: CN=contact ${name},CN=Users,${samba.baseDn}\nobjectClass: contact\n`,
            `dn: OU=unit ${name},${samba.baseDn}\nobjectClass: organizationalUnit\n`,
          ])
          .join('\n'),
      );
      await fill('1');
      await replicate();
      const first = ['computer marked computer 1', 'contact marked contact 1', 'container marked unit 1'];
      const people = ['group marked group 1', 'user marked user 1'];
      expect(await indexed('marked')).toEqual(
        [...first, ...people, 'container Marked place'].sort((a, b) => a.localeCompare(b, 'en')),
      );
      await fill('2');
      await replicate();
      expect(await indexed('marked %2')).toEqual([...first, ...people].map((what) => what.replace('1', '2')));
      const members = await database.pool.query(
        `select 1 from directory_members m join directory_objects g on g.object_id = m.group_id
         where m.store_id = $1 and g.name = 'marked group 2'`,
        [storeId],
      );
      expect(members.rowCount).toBe(1);

      await replicate({ excludedContainers: [place] });
      expect(await indexed('marked')).toEqual(['computer marked computer 1', 'computer marked computer 2']);
      // Who administers the store sees what is left out, in the directory itself.
      await using provider = activeDirectory.connect(
        { ...settings, excludedContainers: [place] },
        { storeId, secrets: { password: samba.adminPassword }, log: quiet },
      );
      const pool: Pick<ProviderPool, 'open'> = { open: () => Promise.resolve(provider) };
      const live = new LiveDirectory(pool as ProviderPool, createLogger('test', 'silent'));
      const within = async (container: string, name = '', limit = 50) => {
        const found = await live.listWithin(
          { id: storeId, kind: 'active-directory' },
          container,
          name,
          limit,
        );
        return found && { names: found.objects.map((object) => object.name), more: found.more };
      };
      expect(await within(place, 'unit')).toEqual({ names: ['marked unit 1', 'marked unit 2'], more: false });
      expect((await within(place))?.names).toHaveLength(8);
      expect(await within(place, '', 3)).toMatchObject({ names: { length: 3 }, more: true });
      expect(await within(place, '*)(objectClass=*')).toEqual({ names: [], more: false });
      expect(await within(`OU=Nowhere,${samba.baseDn}`)).toBeNull();

      await samba.ldbModify(
        `dn: CN=marked user 1,${place}\nchangetype: modify\nreplace: description\ndescription: changed\n`,
      );
      await replicate({ excludedContainers: [place] });
      expect(await indexed('user 1')).toEqual([]);
      await replicate();
      expect(await indexed('user 1')).toEqual(['user marked user 1']);
    });
  },
);

describe('Google Workspace in the index', { timeout: 60_000 }, () => {
  test('members and owners are asked for where their number shows a change, and all of them once a day [stores-and-links R3]', async () => {
    await using google = await startGoogle();
    await using raw = await freshDatabase();
    await using database = connectDatabase(raw.url, 4, () => undefined);
    const { id: storeId } = await insertStore(database.db, {
      name: 'Workspace',
      kind: 'google-workspace',
      description: '',
      settings: {},
    });
    await using provider = googleWorkspace.connect(
      { adminUsername: google.administrator, apiUrl: google.rootUrl, caCertificate: google.caPem },
      { storeId, secrets: { [keyFileSecret]: google.keyFile }, log: quiet },
    );
    const make = async (kind: 'user' | 'group', attributes: Record<string, readonly string[]>) => {
      const object = { kind, container: null, attributes };
      return provider.create(object, await provider.prepareCreate(object));
    };
    const people = [];
    for (const name of ['Anna', 'Ben', 'Cleo'])
      people.push(
        await make('user', { accountName: [name.toLowerCase()], givenName: [name], familyName: ['Test'] }),
      );
    const [anna, ben, cleo] = people.map(({ id }) => id) as [string, string, string];
    const groups = [];
    for (let index = 0; index < 12; index += 1)
      groups.push(
        await make('group', {
          accountName: [`g${index}`],
          name: [`Group ${index}`],
          owner: [anna],
          members: [ben],
        }),
      );
    const [first, second, third] = groups.map(({ id }) => id) as [string, string, string];

    /** One frequent run. @returns the questions about single groups, by what was asked */
    const replicate = async () => {
      google.requests.length = 0;
      await replicateOnce(database, provider, storeId);
      return {
        all: google.requests.length,
        groups: google.requests.flatMap((line) => /^GET \/groups\/([^/]+)\/members$/.exec(line)?.[1] ?? []),
      };
    };
    const members = async (group: string): Promise<string[]> => {
      const { rows } = await database.pool.query<{ member_id: string }>(
        'select member_id from directory_members where store_id = $1 and group_id = $2 order by 1',
        [storeId, group],
      );
      return rows.map((row) => row.member_id);
    };
    const owner = async (group: string): Promise<string | undefined> => {
      const { rows } = await database.pool.query<{ owner: string }>(
        "select attributes->'owner'->>0 as owner from directory_objects where store_id = $1 and object_id = $2",
        [storeId, group],
      );
      return rows[0]?.owner;
    };
    const before = (await replicate()).groups;
    expect(new Set(before)).toEqual(new Set(groups.map(({ id }) => id)));
    expect(before).toHaveLength(2 * groups.length);
    expect(await members(first)).toEqual([anna, ben].sort());

    // Nothing changed: the lists alone.
    const quietRun = await replicate();
    expect(quietRun).toEqual({ all: 3, groups: [] });
    expect(await owner(first)).toBe(anna);

    const joins = (group: string, person: string, role: 'MEMBER' | 'OWNER' = 'MEMBER') => {
      const email = google.directory.user(person).primaryEmail;
      google.directory
        .membersOf(google.directory.group(group))
        .set(person, { id: person, email, type: 'USER', role });
    };
    joins(first, cleo);
    expect((await replicate()).groups).toEqual([first, first]);
    expect(await members(first)).toEqual([anna, ben, cleo].sort());
    google.directory.group(second).description = 'renamed by hand';
    expect((await replicate()).groups).toEqual([second]);

    // One for another keeps the number: it shows with the comparison of the day.
    google.directory.membersOf(google.directory.group(third)).delete(ben);
    joins(third, cleo, 'OWNER');
    google.directory.membersOf(google.directory.group(third)).delete(anna);
    joins(third, ben);
    expect((await replicate()).groups).toEqual([]);
    expect([await owner(third), await members(third)]).toEqual([anna, [anna, ben].sort()]);
    await database.pool.query(
      `update replication_status set cursor = $2 where store_id = $1 and kind = 'group' and cursor is not null`,
      [storeId, new Date(Date.now() - 25 * 3_600_000).toISOString()],
    );
    expect(new Set((await replicate()).groups).size).toBe(groups.length);
    expect([await owner(third), await members(third)]).toEqual([cleo, [ben, cleo].sort()]);
    expect((await replicate()).groups).toEqual([]);

    // An administrator's own choice of attributes counts all the same.
    await database.db
      .insert(storeReplication)
      .values({ storeId, attributes: { group: ['accountName', 'name', 'email', 'owner'] } });
    await replicate();
    joins(second, cleo);
    expect(new Set((await replicate()).groups)).toEqual(new Set([second]));
    expect(google.wrongAnswers).toEqual([]);
  });
});
