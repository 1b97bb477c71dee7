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
import type { ErrorCode } from '../../workflows/contracts/errors.ts';
import type { PlannedChange } from '../../workflows/contracts/plan.ts';
import { freshDatabase } from '../support/environment.ts';
import { GraphEmulator } from '../support/graph/emulator.ts';
import { entraSettings } from '../support/graph/entra.ts';
import { replicateOnce } from '../support/replication-run.ts';

describe('a change that is refused halfway [groups 0.5] [performance-reliability F10]', () => {
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

  interface Failing {
    /** What the last try says. */
    readonly refusal?: { readonly code: ErrorCode; readonly message?: unknown };
    /** What the first try says, to which Temporal comes back; then what else is switched on. */
    readonly passing?: { readonly code: ErrorCode; readonly retryAfterMs: number };
    readonly meanwhile?: () => void;
  }
  /** As the workflow does it: apply, and close with what it says. @returns the request's id */
  async function failing(
    members: { add: readonly string[]; remove: readonly string[] },
    { refusal = { code: 'provider.forbidden' }, passing, meanwhile }: Failing = {},
  ): Promise<string> {
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
    if (passing !== undefined)
      await expect(applyChange(deps, { requestId, storeId }, signal)).rejects.toMatchObject(passing);
    meanwhile?.();
    await expect(applyChange(deps, { requestId, storeId }, signal)).rejects.toMatchObject(refusal);
    const problem = { code: refusal.code, message: 'Refused.', fields: [] };
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

  it('three of 20 fail, each by itself: 17 are kept, one is tried again, two are reported with their reasons', async () => {
    const { tenant, faults } = emulator;
    groupId = tenant.add('group', { displayName: 'Small team', securityEnabled: true, groupTypes: [] });
    const twenty = people.slice(0, 20);
    const references = /^POST .*members\/\$ref/u;
    const refuseOnce = (status: number, at: number, more: object = {}) => {
      faults.plan(references, { kind: 'status', status, ...more }, { inBatch: true, skip: at });
    };
    const gone = { code: 'Request_ResourceNotFound', message: 'Resource does not exist.' };
    const wrong = { code: 'Request_BadRequest', message: 'A guest may not be a member here.' };
    // Of several faults the next one counts from the last: the 4th part, the 9th and the 13th.
    faults.plan(/^PATCH .*groups\//u, { kind: 'status', status: 400, ...wrong }, { times: 2 });
    refuseOnce(404, 3, gone);
    refuseOnce(400, 4, wrong);
    refuseOnce(429, 3, { retryAfter: '2.128' });
    const requestId = await failing(
      { add: twenty, remove: [] },
      {
        passing: { code: 'provider.throttled', retryAfterMs: 2_128 },
        meanwhile: () => {
          expect(held()).toHaveLength(17);
          // Those two again; the third goes through.
          refuseOnce(404, 0, gone);
          refuseOnce(400, 0, wrong);
        },
        refusal: {
          code: 'object.notFound',
          message: expect.stringMatching(
            /^2 of 20 were refused, the others were taken\. p3: It does not exist .* p8: .*A guest may not be a member here\.$/u,
          ) as unknown,
        },
      },
    );
    const kept = twenty.filter((_, index) => index !== 3 && index !== 8).toSorted();
    expect(held()).toEqual(kept);
    expect(await told(requestId, 'new_value')).toEqual(kept);
    expect(await indexed()).toEqual(kept);
  });
});
