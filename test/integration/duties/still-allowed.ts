/** The role is tightened while a request waits: what is no longer allowed is not written (access-and-approvals Q5, Y1, Y4). */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { applyChange } from '../../../activities/change/apply.ts';
import { recordChange } from '../../../activities/change/record.ts';
import type { ApiTest, Client } from '../../support/api.ts';
import type { DutyWorld } from './break-glass.ts';

export function stillAllowedTests(world: () => DutyWorld): void {
  let api: ApiTest;
  let admin: Client;
  let deps: DutyWorld['deps'];
  let storeId: string;
  let olga: Client;
  let olgaId: string;
  let [first, second, third] = ['', '', ''];
  const made: string[] = [];

  const write = (requestId: string) =>
    applyChange(deps, { requestId, storeId }, new AbortController().signal);
  /** @returns the request, which waits for somebody */
  async function ask(method: string, path: string, body: object): Promise<string> {
    const answer = await olga.send(method, `/stores/${storeId}/groups${path}`, body);
    expect(answer.status).toBe(202);
    const { rows } = await api.database.pool.query('select state from approvals where request_id = $1', [
      answer.body.requestId,
    ]);
    expect(rows).toMatchObject([{ state: 'planned' }]);
    return answer.body.requestId as string;
  }
  const owners = (minAdditional: number, maxAdditional = 100) =>
    api.setPolicies('User', { groupOwners: { primaryRequired: true, minAdditional, maxAdditional } });

  beforeAll(async () => {
    ({ api, admin, deps } = world());
    storeId = api.home.storeId;
    olgaId = await api.addUser('olga.asks');
    [first, second, third] = [
      await api.addUser('fred.first', { department: ['Sales'] }),
      await api.addUser('sven.second', { department: ['Sales'] }),
      await api.addUser('theo.third', { department: ['Sales'] }),
    ];
    await api.database.pool.query('delete from duty_rules');
    const workflow = async (body: object) => {
      const answer = await admin.post(`/stores/${storeId}/workflows`, {
        objects: ['group'],
        approvers: [{ kind: 'object', id: first }],
        ...body,
      });
      expect(answer.status).toBe(201);
      made.push(answer.body.id as string);
    };
    await workflow({ name: 'New groups', event: 'create' });
    await workflow({ name: 'People', event: 'edit', fields: ['owner', 'additionalOwners', 'members'] });
    olga = await api.signedIn('olga.asks');
  });
  afterEach(() => api.setPolicies('User', {}));
  afterAll(async () => {
    for (const id of made) await admin.send('DELETE', `/stores/${storeId}/workflows/${id}`);
  });

  it('[access-and-approvals Y1] the owners of a new group, of an edited one, and of one whose edit is undone', async () => {
    const create = await ask('POST', '', { name: 'Waits for owners' });
    const groupId = await api.addGroup('Owned by three', [olgaId], olgaId);
    const edit = await ask('PATCH', `/${groupId}`, { additionalOwners: [second, third] });
    await owners(2);
    await expect(write(create)).rejects.toMatchObject({ code: 'policy.owners' });
    await owners(0, 1);
    await expect(write(edit)).rejects.toMatchObject({ code: 'policy.owners' });
    await owners(0);
    const again = await ask('PATCH', `/${groupId}`, { additionalOwners: [first] });
    expect(await write(again)).toEqual({ outcome: 'applied' });
    await recordChange({ db: api.database.db }, { requestId: again });
    const undo = await olga.post(`/requests/${again}/undo`, {});
    expect(undo.status).toBe(202);
    await owners(1);
    await expect(write(undo.body.requestId as string)).rejects.toMatchObject({ code: 'policy.owners' });
  });

  it('[access-and-approvals Y4] whom it adds, as members and as owners', async () => {
    const askAll = async (round: number) => {
      const groupId = await api.addGroup(`Open to all ${round}`, [], olgaId);
      return [
        await ask('POST', '', { name: `Waits for members ${round}`, members: [olgaId, second] }),
        await ask('POST', `/${groupId}/members`, { memberIds: [second] }),
        await ask('PATCH', `/${groupId}`, { additionalOwners: [third] }),
      ];
    };
    const [hidden, found] = [await askAll(1), await askAll(2)];
    const equals = (value: string) => ({
      search: {
        containerId: null,
        filter: { op: 'compare', attribute: 'department', test: 'equals', value },
      },
    });
    await api.setPolicies('User', equals('Research'));
    for (const id of hidden) {
      await expect(write(id)).rejects.toMatchObject({ code: 'object.notFound' });
    }
    await api.setPolicies('User', equals('Sales'));
    for (const id of found) expect(await write(id)).toEqual({ outcome: 'applied' });
  });
}
