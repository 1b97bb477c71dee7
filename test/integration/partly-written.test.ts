/** A change that the directory takes in part and then refuses: what it took is told, and nothing else. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { applyChange } from '../../activities/change/apply.ts';
import { itemsOf } from '../../activities/change/draft.ts';
import { closeRequest } from '../../activities/change/record.ts';
import { connectDatabase, type DatabaseConnection } from '../../activities/database/client.ts';
import { saveChangeSet } from '../../activities/database/repositories/change-sets.ts';
import { insertRequest } from '../../activities/database/repositories/requests.ts';
import { insertStore } from '../../activities/database/repositories/stores.ts';
import { saveSecret } from '../../activities/platform/secrets.ts';
import { KeyRing } from '../../activities/platform/keyring.ts';
import { createLogger } from '../../activities/platform/log.ts';
import { createProviderPool, type ProviderPool } from '../../activities/platform/provider-pool.ts';
import type { PlannedChange } from '../../workflows/contracts/plan.ts';
import { freshDatabase } from '../support/environment.ts';
import { GraphEmulator } from '../support/graph/emulator.ts';
import { entraSettings } from '../support/graph/entra.ts';
import { replicateOnce } from '../support/replication-run.ts';

describe('a change that is refused halfway [groups 0.5]', () => {
  const disposables = new AsyncDisposableStack();
  const log = createLogger('test', 'silent');
  let emulator: GraphEmulator;
  let database: DatabaseConnection;
  let providers: ProviderPool;
  let storeId: string;
  let groupId: string;
  let people: string[];

  beforeAll(async () => {
    emulator = disposables.use(await GraphEmulator.start());
    const raw = disposables.use(await freshDatabase());
    database = disposables.use(connectDatabase(raw.url, 6, () => undefined));
    const { db } = database;
    const key = randomBytes(32).toString('base64');
    const keyRing = new KeyRing([{ id: 'k1', createdAt: new Date().toISOString(), key }]);
    providers = disposables.use(createProviderPool({ db, keyRing, log, embeddedDatabaseUrl: raw.url }));
    const settings = { ...entraSettings(emulator) };
    ({ id: storeId } = await insertStore(db, { name: 'Cloud', kind: 'entra-id', description: '', settings }));
    await saveSecret(db, keyRing, storeId, 'clientSecret', emulator.application.secret);
    const { tenant } = emulator;
    people = Array.from({ length: 45 }, (_, index) =>
      tenant.add('user', { displayName: `p${index}`, userPrincipalName: `p${index}@${tenant.domain}` }),
    );
    groupId = tenant.add('group', { displayName: 'Big team', securityEnabled: true, groupTypes: [] });
    expect(await replicateOnce(database, providers, storeId)).toMatchObject({ state: 'succeeded' });
  }, 60_000);
  afterEach(() => {
    emulator.reset();
  });
  afterAll(() => disposables.disposeAsync());

  /** As the workflow does it: apply, and close with what it says. @returns the request's id */
  async function failing(members: { add: readonly string[]; remove: readonly string[] }): Promise<string> {
    const { db } = database;
    const requestId = randomUUID();
    const change: PlannedChange = {
      storeId,
      operation: 'update',
      kind: 'group',
      objectId: groupId,
      objectName: 'Big team',
      delta: [{ op: 'values', attribute: 'members', ...members }],
    };
    await insertRequest(db, {
      id: requestId,
      action: 'addMembers',
      storeId,
      actorStoreId: storeId,
      actorId: people[0] ?? '',
      actorName: 'p0',
      input: {},
      inputHash: '',
      dryRun: false,
      targetId: groupId,
    });
    const items = itemsOf('Cloud', [change], new Map());
    await saveChangeSet(db, requestId, { changes: [change], items, warnings: [] });
    const deps = { db, providers, log };
    const { signal } = new AbortController();
    await expect(applyChange(deps, { requestId, storeId }, signal)).rejects.toMatchObject({
      code: 'provider.forbidden',
    });
    const problem = { code: 'provider.forbidden' as const, message: 'Refused.', fields: [] };
    const close = closeRequest({ db });
    await close({ requestId, state: 'failed', problem });
    // Told twice, it stands once.
    await close({ requestId, state: 'failed', problem });
    return requestId;
  }
  const rows = async (text: string, values: readonly string[]): Promise<any[]> =>
    (await database.pool.query(text, [...values])).rows;
  const told = async (requestId: string, column: 'new_value' | 'old_value'): Promise<string[]> => {
    const entries = await rows(`select ${column} as value from history_entries where request_id = $1`, [
      requestId,
    ]);
    return entries.map(({ value }) => value as string).toSorted();
  };
  const indexed = async (): Promise<string[]> => {
    const found = await rows(
      'select member_id from directory_members where store_id = $1 and group_id = $2',
      [storeId, groupId],
    );
    return found.map(({ member_id: id }) => id as string).toSorted();
  };
  const held = () => [...(emulator.tenant.latest(groupId)?.members ?? [])].toSorted();
  const refuse = (skip: number) => {
    emulator.faults.plan(
      /^(POST|PATCH|DELETE) .*groups\//u,
      { kind: 'status', status: 403, code: 'Authorization_RequestDenied' },
      { skip, times: 1000 },
    );
  };

  it('nothing taken: nothing is told', async () => {
    refuse(0);
    const requestId = await failing({ add: people, remove: [] });
    expect(held()).toEqual([]);
    expect(await told(requestId, 'new_value')).toEqual([]);
    expect(await indexed()).toEqual([]);
  });

  it('members that were added stand in history and index, the others do not', async () => {
    refuse(1);
    const requestId = await failing({ add: people, remove: [] });
    expect(held().length).toBeGreaterThan(0);
    expect(held().length).toBeLessThan(people.length);
    expect(await told(requestId, 'new_value')).toEqual(held());
    expect(await indexed()).toEqual(held());
    const [event] = await rows("select data from request_events where request_id = $1 and kind = 'failed'", [
      requestId,
    ]);
    expect(event).toMatchObject({ data: { code: 'provider.forbidden', partly: true } });
  });
});
