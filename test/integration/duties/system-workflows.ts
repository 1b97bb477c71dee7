/** The system workflows that no action raises yet, each from its raising to its decision (access-and-approvals W6). */
import { beforeAll, expect, it } from 'vitest';
import { accelerateApproval } from '../../../activities/change/accelerate.ts';
import { openApproval, recordDecision } from '../../../activities/change/approvals.ts';
import { handOverApproval } from '../../../activities/change/hand-over.ts';
import { savePlannedApprovals, setApproval } from '../../../activities/database/repositories/approvals.ts';
import { ProviderError } from '../../../activities/providers/contract.ts';
import { systemRules, type SystemWorkflow, systemWorkflows } from '../../../workflows/contracts/approvals.ts';
import type { ApiTest, Client } from '../../support/api.ts';
import { raise } from '../../support/system-trigger.ts';
import type { DutyWorld } from './break-glass.ts';

export function systemWorkflowTests(world: () => DutyWorld): void {
  let api: ApiTest;
  let admin: Client;
  let deps: DutyWorld['deps'];
  let storeId: string;
  const ids = new Map<string, string>();
  const id = (name: string): string => ids.get(name) ?? '';

  beforeAll(async () => {
    ({ api, admin, deps } = world());
    storeId = api.home.storeId;
    for (const name of ['oscar.old', 'nina.new', 'rosa.requester']) ids.set(name, await api.addUser(name));
    ids.set('tim.target', await api.addUser('tim.target', { manager: [id('oscar.old')] }));
    ids.set('group', await api.addGroup('Expires some day', [], id('oscar.old')));
    // Off, and asking nobody, as they begin.
    const { items } = (await admin.get(`/stores/${storeId}/workflows`)).body;
    for (const [system, kind] of [
      ['terminateUser', 'manager'],
      ['changeGroupExpiration', 'owners'],
    ]) {
      const path = `/stores/${storeId}/workflows/${items.find((one: any) => one.system === system).id as string}`;
      const answer = await admin.send('PATCH', path, { enabled: true, approvers: [{ kind }] });
      expect(answer.status).toBe(200);
    }
  });

  const cases: readonly (readonly [SystemWorkflow, asker: string, target: string, asked: string])[] = [
    ['resetPassword', 'tim.target', 'tim.target', 'oscar.old'],
    ['changeManager', 'tim.target', 'tim.target', 'oscar.old'],
    ['transferUser', 'oscar.old', 'tim.target', 'nina.new'],
    ['terminateUser', 'rosa.requester', 'tim.target', 'oscar.old'],
    ['changeGroupExpiration', 'rosa.requester', 'group', 'oscar.old'],
  ];

  it('are all of those that nothing of Muster raises', () => {
    expect(cases.map(([system]) => system).toSorted()).toEqual(
      systemWorkflows.filter((system) => !systemRules[system].raised).toSorted(),
    );
  });

  it.each(cases)('%s: asked by %s about %s, decided by %s', async (system, asker, target, asked) => {
    const requestId = await raise(deps, {
      ...{ storeId, system, targetId: id(target), requester: { id: id(asker), name: asker } },
      ...(system === 'transferUser' ? { newManagerId: id('nina.new') } : {}),
    });
    await openApproval({ db: deps.db })({ requestId, step: 1 });
    const approver = await api.signedIn(asked);
    expect((await approver.get(`/requests/${requestId}`)).body).toMatchObject({
      state: 'pending',
      mayDecide: true,
      approvals: [{ rule: systemRules[system].name, approvers: [{ name: asked }] }],
    });
    for (const other of ['oscar.old', 'nina.new', 'tim.target'].filter((name) => name !== asked)) {
      const answer = await (await api.signedIn(other)).post(`/requests/${requestId}/approve`, {});
      expect([403, 404]).toContain(answer.status);
    }
    expect((await approver.post(`/requests/${requestId}/approve`, {})).status).toBe(200);
    const decisionId = api.engine.decided.find((one) => one.requestId === requestId)?.decisionId ?? '';
    await recordDecision({ db: deps.db })({ requestId, step: 1, decisionId, decision: 'approve' });
    expect((await approver.get(`/requests/${requestId}`)).body.approvals).toMatchObject([
      { state: 'approved', decision: { by: { name: asked } } },
    ]);
  });

  it('[access-and-approvals X7] [access-and-approvals W6] who is manager no more when they decide has no right; the new one of a transfer was named', async () => {
    const tim = id('tim.target');
    const ask = async (system: SystemWorkflow, asker: string): Promise<string> => {
      const requestId = await raise(deps, {
        ...{ storeId, system, targetId: tim, requester: { id: id(asker), name: asker } },
        ...(system === 'transferUser' ? { newManagerId: id('nina.new') } : {}),
      });
      await openApproval({ db: deps.db })({ requestId, step: 1 });
      return requestId;
    };
    const decided = async (requestId: string, by: string) => {
      const answer = await (await api.signedIn(by)).post(`/requests/${requestId}/approve`, {});
      expect([by, answer.status]).toEqual([by, 200]);
      const decisionId = api.engine.decided.findLast((one) => one.requestId === requestId)?.decisionId ?? '';
      return { requestId, step: 1, decisionId, decision: 'approve' as const };
    };
    const states = async (requestId: string) =>
      (await admin.get(`/requests/${requestId}`)).body.approvals.map((one: any) => [
        one.state,
        one.approvers.map(({ name }: any) => name),
      ]);
    const record = recordDecision({ db: deps.db });
    const [change, transfer] = [
      await ask('changeManager', 'tim.target'),
      await ask('transferUser', 'oscar.old'),
    ];
    await (
      await api.provider()
    ).update?.({ kind: 'user', id: tim }, [
      { attribute: 'manager', op: 'set', old: id('oscar.old'), new: id('rosa.requester') },
    ]);

    const first = await decided(change, 'oscar.old');
    const open = () => Promise.reject(new ProviderError('provider.unavailable', 'It is away.'));
    const away = { ...deps, providers: { ...deps.providers, open } };
    await expect(handOverApproval(away, first)).rejects.toMatchObject({ code: 'provider.unavailable' });
    expect(await states(change), 'neither taken nor lost').toEqual([['open', ['oscar.old']]]);
    await handOverApproval(deps, first);
    await expect(record(first)).rejects.toMatchObject({ code: 'permission.denied' });
    expect(await states(change)).toEqual([['open', ['rosa.requester']]]);
    expect((await (await api.signedIn('oscar.old')).get(`/requests/${change}`)).status).toBe(404);
    const second = await decided(change, 'rosa.requester');
    await handOverApproval(deps, second);
    await record(second);
    expect(await states(change)).toEqual([['approved', ['rosa.requester']]]);

    const named = await decided(transfer, 'nina.new');
    // Nobody has to ask the directory about who was named.
    await handOverApproval(away, named);
    await record(named);
    expect(await states(transfer)).toEqual([['approved', ['nina.new']]]);
  });

  it('[access-and-approvals X7] [access-and-approvals W4] a step whose turn comes later asks who answers then', async () => {
    const target = { storeId, targetId: id('group'), requester: { id: id('rosa.requester'), name: 'rosa' } };
    const requestId = await raise(deps, { ...target, system: 'changeGroupExpiration' });
    const owner = id('oscar.old');
    const step = {
      ...{ rule: 'In turn', definitionId: null, held: false, auto: null },
      approvers: [{ storeId, id: owner, name: 'oscar.old', mail: null }],
      chains: [{ at: owner, by: 'owner' as const, level: 0, asked: [owner] }],
    };
    await deps.db.transaction((tx) =>
      savePlannedApprovals(tx, requestId, [
        { ...step, stage: 1 },
        { ...step, stage: 2 },
      ]),
    );
    const turn = openApproval({ db: deps.db });
    expect((await turn({ requestId, step: 1 })).waitMs, 'found a moment ago').toBe(24 * 3_600_000);
    const openedAt = new Date(Date.now() - 3_600_000);
    await setApproval(deps.db, requestId, 1, { state: 'approved', openedAt });
    await (
      await api.provider()
    ).update?.({ kind: 'group', id: id('group') }, [
      { attribute: 'owner', op: 'set', old: owner, new: id('nina.new') },
    ]);
    expect((await turn({ requestId, step: 2 })).waitMs, 'found long ago').toBe(1_000);
    await accelerateApproval(deps, { requestId, step: 2 });
    const { approvals } = (await admin.get(`/requests/${requestId}`)).body;
    expect(approvals[1]).toMatchObject({ state: 'open', approvers: [{ name: 'nina.new' }] });
  });
}
