/** Groups of LDAP directories list members by path: the index follows the path, whoever is found there. */
import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectDatabase, type DatabaseConnection } from '../../activities/database/client.ts';
import { indexObject } from '../../activities/database/repositories/directory-index.ts';
import { insertStore } from '../../activities/database/repositories/stores.ts';
import { createLogger } from '../../activities/platform/log.ts';
import { ldap } from '../../activities/providers/ldap/manifest.ts';
import { createReplicationActivities } from '../../activities/replication/activities.ts';
import type { DirectoryObject } from '../../workflows/contracts/directory.ts';
import type { ReplicateKindsArgs, ReplicateKindsResult } from '../../workflows/contracts/ports.ts';
import { freshDatabase } from '../support/environment.ts';
import { type Slapd, slapdMissing, startSlapd } from '../support/slapd.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined };

describe.skipIf(slapdMissing !== undefined)(
  `members by path${slapdMissing === undefined ? '' : ` (${slapdMissing})`}`,
  { timeout: 60_000 },
  () => {
    let slapd: Slapd;
    let raw: Awaited<ReturnType<typeof freshDatabase>>;
    let database: DatabaseConnection;
    let storeId: string;
    let people: string;

    beforeAll(async () => {
      [slapd, raw] = await Promise.all([
        startSlapd({ refint: false, ppolicy: false, memberOf: false }),
        freshDatabase(),
      ]);
      database = connectDatabase(raw.url, 4, () => undefined);
      people = await slapd.seedContainer('People');
      ({ id: storeId } = await insertStore(database.db, {
        name: 'Campus',
        kind: 'ldap',
        description: '',
        settings: {},
      }));
    }, 60_000);
    afterAll(async () => {
      await database[Symbol.asyncDispose]();
      await raw[Symbol.asyncDispose]();
      await slapd.dispose();
    }, 60_000);

    const replicate = async (run: 'replicateObjects' | 'compareObjects' = 'replicateObjects') => {
      await using provider = ldap.connect(
        {
          servers: [{ host: slapd.host, address: slapd.address, port: slapd.port }],
          serviceAccount: slapd.serviceAccount,
          caCertificate: slapd.caPem,
          baseDns: [slapd.baseDn],
        },
        { storeId, secrets: { password: slapd.servicePassword }, log: quiet },
      );
      const activities = createReplicationActivities({
        database,
        providers: { open: () => Promise.resolve(provider) },
        log: createLogger('test', 'silent'),
      });
      const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
      const work = (given: ReplicateKindsArgs): Promise<ReplicateKindsResult> => activities[run](given);
      const args = { storeId, runId: randomUUID(), kinds: null };
      expect(
        await environment.run<[ReplicateKindsArgs], ReplicateKindsResult, typeof work>(work, args),
      ).toEqual({ retry: [] });
    };

    const person = (uid: string, cn: string) =>
      slapd.ldapmodify(
        `dn: uid=${uid},${people}\nobjectClass: inetOrgPerson\nuid: ${uid}\ncn: ${cn}\nsn: ${cn}\n`,
      );
    const group = (cn: string, ...uids: readonly string[]) =>
      slapd.ldapmodify(
        [`dn: cn=${cn},${people}`, 'objectClass: groupOfNames', `cn: ${cn}`]
          .concat(
            uids.map((uid) => `member: uid=${uid},${people}`),
            '',
          )
          .join('\n'),
      );
    /** The names of who is in a group, by the index. */
    const members = async (cn: string): Promise<string[]> => {
      const { rows } = await database.pool.query<{ name: string }>(
        `select coalesce(o.name, m.member_id) as name from directory_members m
         join directory_objects g on g.store_id = m.store_id and g.object_id = m.group_id
         left join directory_objects o on o.store_id = m.store_id and o.object_id = m.member_id
         where m.store_id = $1 and g.name = $2 order by 1`,
        [storeId, cn],
      );
      return rows.map(({ name }) => name);
    };
    const renamed = (from: string, to: string) =>
      slapd.ldapmodify(`dn: uid=${from},${people}\nchangetype: modrdn\nnewrdn: uid=${to}\ndeleteoldrdn: 1\n`);

    test('who takes the path of a member that moved away, or went, takes the place in the group [stores-and-links R1] [stores-and-links R3]', async () => {
      await person('anna', 'First');
      await person('ben', 'Ben');
      // One of a few would be more than may go unseen.
      for (const name of ['carl', 'dora', 'emil']) await person(name, name);
      await group('team', 'anna', 'ben');
      await group('other', 'ben');
      await replicate();
      expect(await members('team')).toEqual(['Ben', 'First']);

      await renamed('anna', 'annabell');
      await person('anna', 'Second');
      await replicate();
      expect(await members('team')).toEqual(['Ben', 'Second']);

      await slapd.ldapdelete(`uid=anna,${people}`);
      await replicate('compareObjects');
      await person('anna', 'Third');
      await replicate();
      expect(await members('team')).toEqual(['Ben', 'Third']);
      expect(await members('other')).toEqual(['Ben']);
    });

    test('what Muster itself moves counts as well, other changes do not', async () => {
      const { rows } = await database.pool.query<DirectoryObject>(
        `select object_id as id, kind, name, display_name as "displayName", path, enabled, attributes
         from directory_objects where store_id = $1 and name = 'Third'`,
        [storeId],
      );
      const [third] = rows;
      if (third === undefined) throw new Error('not there');
      const waiting = async () =>
        (
          await database.pool.query(
            `select 1 from replication_pending_groups p join directory_objects g on g.object_id = p.group_id
             where g.name = 'team'`,
          )
        ).rowCount;
      await indexObject(database.db, storeId, { ...third, displayName: 'Other' });
      expect(await waiting()).toBe(0);
      await indexObject(database.db, storeId, { ...third, path: `uid=elsewhere,${people}` });
      expect(await waiting()).toBe(1);
    });

    test('every spelling of a path is understood, and what is not there is kept as it stands', async () => {
      await slapd.ldapmodify(
        [
          `dn: cn=spelled,${people}`,
          'objectClass: groupOfNames',
          'cn: spelled',
          `member: UID=Ben , ${people.toUpperCase()}`,
          `member: uid=nobody,${people}`,
          '',
        ].join('\n'),
      );
      await replicate();
      expect(await members('spelled')).toEqual(['Ben', `uid=nobody,${people}`]);
    });
  },
);
