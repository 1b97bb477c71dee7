/** What of Active Directory comes into the index: every kind, but nothing that is excluded. */
import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectDatabase, type DatabaseConnection } from '../../activities/database/client.ts';
import { insertStore } from '../../activities/database/repositories/stores.ts';
import { LiveDirectory } from '../../activities/platform/live-directory.ts';
import { createLogger } from '../../activities/platform/log.ts';
import type { ProviderPool } from '../../activities/platform/provider-pool.ts';
import { activeDirectory } from '../../activities/providers/active-directory/manifest.ts';
import type { ActiveDirectorySettings } from '../../activities/providers/active-directory/settings.ts';
import { createReplicationActivities } from '../../activities/replication/activities.ts';
import type { ReplicateKindsArgs, ReplicateKindsResult } from '../../workflows/contracts/ports.ts';
import { freshDatabase } from '../support/environment.ts';
import { type Samba, sambaMissing, startSamba } from '../support/samba.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined };

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
      const activities = createReplicationActivities({
        database,
        providers: { open: () => Promise.resolve(provider) },
        log: createLogger('test', 'silent'),
      });
      const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
      const args = { storeId, runId: randomUUID(), kinds: null };
      const run = (given: ReplicateKindsArgs): Promise<ReplicateKindsResult> =>
        activities.replicateObjects(given);
      expect(
        await environment.run<[ReplicateKindsArgs], ReplicateKindsResult, typeof run>(run, args),
      ).toEqual({
        retry: [],
      });
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
      // A kind that is gone altogether would be held for somebody to confirm.
      await samba.ldbAdd(`dn: CN=elsewhere,CN=Users,${samba.baseDn}\nobjectClass: contact\n`);
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
