/** What every portal action keeps to: dry run, idempotency, waiting, live progress. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { withKey } from '../../support/client.ts';
import type { Company } from '../../support/company.ts';
import { EventReader } from '../../support/events.ts';

/** Tables a dry run must leave alone. */
const counted = [
  'history_entries',
  'apply_journal',
  // A dry run keeps whom it would ask; it asks nobody.
  'approvals a join requests r on r.id = a.request_id and not r.dry_run',
  'group_settings',
  'additional_owners',
  'directory_objects',
  'directory_members',
  'notifications',
];

export function protocolTests(company: Company): void {
  const id = (name: string) => company.corp.id(name);

  test('[stores-and-links 0.2] a dry run answers the plan and changes nothing, for every action', async () => {
    const group = await company.group(company.olga, 'Dry');
    const changed = await company.act(company.olga, 'PATCH', company.groups(group), { description: 'wet' });
    const counts = async () =>
      Promise.all(
        counted.map(async (table) => (await company.rows(`select count(*)::int from ${table}`))[0].count),
      );
    const [stamp, before] = [await company.changeNumber(group), await counts()];

    const dry = '?dryRun=true';
    const tries: readonly (readonly [
      string,
      'POST' | 'PATCH' | 'DELETE',
      string,
      object | undefined,
      object[],
    ])[] = [
      [
        'createGroup',
        'POST',
        company.groups(),
        { name: 'Never made' },
        [{ operation: 'create', objectName: 'Never made', object: null }],
      ],
      [
        'updateGroup',
        'PATCH',
        company.groups(group),
        { description: 'dry', securityType: 'public' },
        [
          { operation: 'update', attribute: 'description', old: 'wet', new: 'dry' },
          { operation: 'update', attribute: 'securityType', old: 'semi-private', new: 'public' },
        ],
      ],
      [
        'addMembers',
        'POST',
        company.groups(group, 'members'),
        { memberIds: [id('uwe.user'), id('olga.owner')] },
        [
          { operation: 'addValue', attribute: 'member', old: null, new: id('uwe.user'), skippedReason: null },
          { operation: 'addValue', new: id('olga.owner'), skippedReason: 'already a member' },
        ],
      ],
      [
        'removeMembers',
        'POST',
        company.groups(group, 'members', 'remove'),
        { memberIds: [id('olga.owner')] },
        [{ operation: 'removeValue', old: id('olga.owner'), new: null }],
      ],
      ['leaveGroup', 'POST', company.groups(group, 'leave'), undefined, [{ operation: 'removeValue' }]],
      ['deleteGroup', 'DELETE', company.groups(group), undefined, [{ operation: 'delete', object: group }]],
      [
        'undoChange',
        'POST',
        `/requests/${changed.body.requestId}/undo`,
        undefined,
        [{ operation: 'update', attribute: 'description', old: 'wet', new: null }],
      ],
    ];
    for (const [action, method, path, body, items] of tries) {
      const answer = await company.act(company.olga, method, `${path}${dry}`, body);
      expect([action, answer.status]).toEqual([action, 200]);
      expect(answer.body.items.slice(0, items.length)).toMatchObject(items);
    }
    // Where somebody would be asked, nobody is.
    const joined = await company.act(company.uwe, 'POST', `${company.groups(group, 'join')}${dry}`);
    expect(joined).toMatchObject({
      status: 200,
      body: { items: [{ operation: 'addValue', new: id('uwe.user') }] },
    });
    // A refusal is the same as without it.
    expect(await company.act(company.uwe, 'DELETE', `${company.groups(group)}${dry}`)).toMatchObject({
      status: 403,
      body: { code: 'permission.denied' },
    });

    expect(await company.changeNumber(group)).toBe(stamp);
    expect(await counts()).toEqual(before);
    expect(await company.corp.countGroups('Never made')).toBe(0);
    expect(
      (await company.olga.get('/requests?scope=mine&limit=200')).body.items.some((item: any) => item.dryRun),
    ).toBe(false);
  });

  test('[stores-and-links 0.2] [groups 0.5] the same key is the same request; with another body it is refused', async () => {
    const key = randomUUID();
    const path = company.groups();
    const first = await company.olga.post(path, { name: 'Keyed' }, withKey(key, { prefer: 'wait=30' }));
    expect(first).toMatchObject({ status: 200, body: { state: 'succeeded' } });
    expect(first.headers.get('preference-applied')).toBe('wait=30');
    const repeats = await Promise.all(
      [1, 2, 3].map(() => company.olga.post(path, { name: 'Keyed' }, withKey(key, { prefer: 'wait=30' }))),
    );
    for (const repeat of repeats) {
      expect(repeat).toMatchObject({ status: 200, body: first.body });
      expect(repeat.headers.get('location')).toBe(first.headers.get('location'));
    }
    expect(await company.corp.countGroups('Keyed')).toBe(1);
    for (const other of [
      await company.olga.post(path, { name: 'Keyed otherwise' }, withKey(key)),
      await company.olga.post(`${path}?dryRun=true`, { name: 'Keyed' }, withKey(key)),
    ]) {
      expect(other).toMatchObject({
        status: 422,
        body: { code: 'request.key_reused', errors: [{ field: 'idempotency-key' }] },
      });
    }
    // Keys belong to people.
    const uwes = await company.uwe.post(path, { name: 'Keyed by Uwe' }, withKey(key, { prefer: 'wait=30' }));
    expect(uwes.status).toBe(200);
    expect(uwes.body.requestId).not.toBe(first.body.requestId);
  });

  test('[stores-and-links 0.3] without waiting the answer is 202 with a place to look', async () => {
    const answer = await company.olga.post(company.groups(), { name: 'Looked up later' });
    expect(answer).toMatchObject({ status: 202, body: { action: 'createGroup', state: 'queued' } });
    expect(answer.headers.get('location')).toBe(answer.body.href);
    await company.olga.untilState(answer.body.requestId, ['succeeded']);
    expect(await company.corp.countGroups('Looked up later')).toBe(1);
  });

  test('[stores-and-links 0.3] live progress: every step once and in order, resumed where it broke off, ended with the request', async () => {
    const group = await company.group(company.olga, 'Watched');
    const { requestId } = (await company.act(company.uwe, 'POST', company.groups(group, 'join'))).body;
    const live = await EventReader.open(company.uwe, requestId);
    await live.until('approvalRequested');
    expect(await company.olga.post(`/requests/${requestId}/approve`)).toMatchObject({ status: 200 });
    const events = await live.rest();
    expect(events.map(({ kind }) => kind)).toEqual([
      'accepted',
      'planned',
      'approvalRequested',
      'approved',
      'applying',
      'applied',
      'recorded',
      'succeeded',
    ]);
    const ids = events.map(({ id: eventId }) => eventId);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    expect(new Set(ids).size).toBe(ids.length);

    const resumed = await EventReader.open(company.uwe, requestId, ids[3]);
    expect((await resumed.rest()).map(({ kind }) => kind)).toEqual([
      'applying',
      'applied',
      'recorded',
      'succeeded',
    ]);
    const over = await EventReader.open(company.uwe, requestId, ids.at(-1));
    expect(await over.rest()).toEqual([]);
    expect(await company.eva.get(`/requests/${requestId}/events`)).toMatchObject({ status: 404 });
  });
}
