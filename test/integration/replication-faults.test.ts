/** What a directory can do wrong while it is replicated, on four kinds of directory, with the same end. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectDatabase, type DatabaseConnection } from '../../activities/database/client.ts';
import { listHealthFactors } from '../../activities/database/repositories/replication-health.ts';
import {
  putReplicationSettings,
  putStoreReplication,
} from '../../activities/database/repositories/replication-settings.ts';
import { putMailSettings } from '../../activities/database/repositories/mail-settings.ts';
import { getStore, insertStore, type NewStore } from '../../activities/database/repositories/stores.ts';
import { KeyRing } from '../../activities/platform/keyring.ts';
import { createLogger } from '../../activities/platform/log.ts';
import { createProviderPool, type ProviderPool } from '../../activities/platform/provider-pool.ts';
import { saveSecret } from '../../activities/platform/secrets.ts';
import type { ErrorCode } from '../../workflows/contracts/errors.ts';
import { freshDatabase } from '../support/environment.ts';
import {
  entraDirectory,
  type FaultName,
  type FaultyDirectory,
  faultNames,
  googleDirectory,
  openLdapDirectory,
  sambaDirectory,
} from '../support/faulty-directories.ts';
import { replicateOnce } from '../support/replication-run.ts';
import { sambaMissing } from '../support/samba.ts';
import { slapdMissing } from '../support/slapd.ts';

const directories: readonly (readonly [string, string | undefined, () => Promise<FaultyDirectory>])[] = [
  ['OpenLDAP', slapdMissing, openLdapDirectory],
  ['Active Directory', sambaMissing, sambaDirectory],
  ['Entra ID', undefined, entraDirectory],
  ['Google Workspace', undefined, googleDirectory],
];

const expected: Readonly<
  Record<FaultName, { state: string; code: ErrorCode | null; factor: string | null }>
> = {
  'half a page, then nothing': { state: 'failed', code: 'provider.unavailable', factor: 'failed' },
  'an empty answer': { state: 'held', code: null, factor: 'held' },
  'refused credentials': { state: 'failed', code: 'provider.credentials', factor: 'credentials' },
  'an expired certificate': { state: 'failed', code: 'provider.tls', factor: 'failed' },
  'a forgotten place in the changes': { state: 'succeeded', code: null, factor: null },
};

describe.each(directories)('a faulty %s', (_name, missing, open) => {
  describe.skipIf(missing !== undefined)(missing ?? 'is survived', { timeout: 60_000 }, () => {
    const disposables = new AsyncDisposableStack();
    let database: DatabaseConnection;
    let providers: ProviderPool;
    let directory: FaultyDirectory;
    let storeId: string;

    beforeAll(async () => {
      const [raw, opened] = await Promise.all([freshDatabase(), open()]);
      disposables.use(raw);
      directory = disposables.use(opened);
      database = disposables.use(connectDatabase(raw.url, 6, () => undefined));
      const key = randomBytes(32).toString('base64');
      const keyRing = new KeyRing([{ id: 'k1', createdAt: new Date().toISOString(), key }]);
      const { db } = database;
      const log = createLogger('test', 'silent');
      providers = disposables.use(createProviderPool({ db, keyRing, log, embeddedDatabaseUrl: raw.url }));
      const { kind, settings, secrets } = directory;
      const store: NewStore = { name: 'Faulty', kind, description: '', settings: { ...settings } };
      storeId = (await insertStore(db, store)).id;
      for (const [name, value] of Object.entries(secrets))
        await saveSecret(db, keyRing, storeId, name, value);
      await putReplicationSettings(db, { objectInterval: 10, deletedInterval: 60, errorThreshold: 2 }, null);
      const alerts = { alertTo: ['it@example.test'], alertCc: ['boss@example.test'] };
      await putStoreReplication(db, storeId, alerts, null);
      expect(await replicate()).toMatchObject({ state: 'succeeded' });
    }, 120_000);
    afterAll(() => disposables.disposeAsync(), 60_000);

    const replicate = (run: 'objects' | 'deleted' = 'objects') =>
      replicateOnce(database, providers, storeId, run);
    const query = async (text: string) => (await database.pool.query(text, [storeId])).rows as unknown[];
    const indexed = () =>
      query('select kind, object_id from directory_objects where store_id = $1 order by object_id');
    const problems = () =>
      query(
        `select distinct problem ->> 'code' as code from replication_status where store_id = $1 and outcome = 'failed'`,
      );
    const factors = async () => {
      const store = await getStore(database.db, storeId);
      if (store === null) throw new Error('The store is gone.');
      return (await listHealthFactors(database.db, [store], new Date())).get(storeId) ?? [];
    };
    const mails = () =>
      query(
        `select recipient from notifications where store_id = $1 and template = 'replicationFailed' order by recipient`,
      );

    test.each(faultNames)(
      '%s: nothing is deleted, the reason is told, and it heals [stores-and-links R3] [stores-and-links R7] [stores-and-links S6]',
      async (fault) => {
        const { state, code, factor } = expected[fault];
        const before = await indexed();
        expect(before.length).toBeGreaterThan(20);
        // Everything is to be read, so that what is missing could be taken for deleted.
        if (state !== 'succeeded')
          await query('update replication_status set cursor = null where store_id = $1');
        const cursor = await directory.begin(fault);
        if (cursor !== null)
          await database.pool.query('update replication_status set cursor = $2 where store_id = $1', [
            storeId,
            cursor,
          ]);
        const mark = `changed during ${fault}`;
        await directory.describeSomebody(mark);
        for (const run of state === 'succeeded'
          ? (['objects'] as const)
          : (['objects', 'deleted'] as const)) {
          const ended = await replicate(run);
          expect(ended, run).toMatchObject({ state, removed: 0 });
          // Without a place to go on from, all is read.
          if (state === 'succeeded') expect(ended.read).toBeGreaterThanOrEqual(before.length);
          expect(await indexed(), run).toEqual(before);
          expect(await problems(), run).toEqual(code === null ? [] : [{ code }]);
        }
        const told = await factors();
        const store = await getStore(database.db, storeId);
        expect(told.map((one) => one.code)).toEqual(factor === null ? [] : expect.arrayContaining([factor]));
        for (const { message } of told) expect(message).toMatch(/^[A-Z].{20,}\.$/su);
        expect(store?.health).toBe(factor === null ? 'healthy' : 'errors');

        await directory.end();
        // A paused store is looked at once a minute.
        await query(
          "update identity_stores set paused_at = now() - interval '2 minutes' where id = $1 and paused_at is not null",
        );
        expect(await replicate()).toMatchObject({ state: 'succeeded', removed: 0 });
        expect(await replicate('deleted')).toMatchObject({ state: 'succeeded', removed: 0 });
        expect(await indexed()).toEqual(before);
        expect(await getStore(database.db, storeId)).toMatchObject({
          health: 'healthy',
          healthMessage: null,
          pausedReason: null,
        });
        expect(await factors()).toEqual([]);
        const found = await query(
          `select 1 from directory_objects where store_id = $1 and attributes @> '${JSON.stringify({ [directory.describedBy]: [mark] })}'`,
        );
        expect(found).toHaveLength(1);
      },
    );

    test('mail goes out at the second failure in a row, once, and one success begins the count anew [stores-and-links R8]', async () => {
      await query(`delete from notifications where store_id = $1`);
      const fail = async () => {
        await directory.begin('an expired certificate');
        expect(await replicate()).toMatchObject({ state: 'failed' });
        await directory.end();
      };
      const mail = { storeId, host: 'localhost', port: 25, tls: false, caCertificate: null };
      const addresses = { fromAddress: 'muster@example.test', toAddresses: ['IT@example.test'] };
      await putMailSettings(database.db, { ...mail, ...addresses, userName: null }, null);
      // Nobody is told twice: IT gets all mail of the store.
      const recipients = [{ recipient: 'IT@example.test' }, { recipient: 'boss@example.test' }];
      await fail();
      await replicate();
      await fail();
      expect(await mails()).toEqual([]);
      await fail();
      expect(await mails()).toEqual(recipients);
      await fail();
      expect(await mails()).toEqual(recipients);
      expect(await replicate()).toMatchObject({ state: 'succeeded' });
    });
  });
});
