/** The system workflows that no action raises yet, each from its raising to its decision (access-and-approvals W6). */
import { beforeAll, expect, it } from 'vitest';
import { openApproval, recordDecision } from '../../../activities/change/approvals.ts';
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
}
