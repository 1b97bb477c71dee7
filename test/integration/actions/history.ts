/** History: who did what when, and that nobody rewrites it unseen. */
import pg from 'pg';
import { expect, test } from 'vitest';
import type { Company } from '../../support/company.ts';

export function historyTests(company: Company): void {
  const verify = async () =>
    (await company.ada.get(`/stores/${company.corp.storeId}/history/verification`)).body as {
      ok: boolean;
      brokenAt: number | null;
    };

  test('[reports-history-notifications I5] [groups 20] who, what, when, by which workflow; read by those it concerns', async () => {
    const startedAt = Date.now();
    const group = await company.group(company.olga, 'Remembered', { securityType: 'public' });
    const { requestId } = (await company.act(company.uwe, 'POST', company.groups(group, 'join'))).body;
    const [entry, ...more] = await company.history(requestId);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      storeId: company.corp.storeId,
      requestId,
      workflowId: `request:${requestId}`,
      action: 'joinGroup',
      actor: { storeId: company.corp.storeId, id: company.corp.id('uwe.user'), name: 'uwe.user' },
      onBehalfOfId: null,
      object: { kind: 'group', id: group, name: 'Remembered' },
      operation: 'addValue',
      attribute: 'member',
      old: null,
      new: company.corp.id('uwe.user'),
      valueName: 'uwe.user',
    });
    expect(Date.parse(entry.at)).toBeGreaterThanOrEqual(startedAt - 1000);
    expect(Date.parse(entry.at)).toBeLessThanOrEqual(Date.now() + 1000);

    const seenBy = async (client: typeof company.uwe) =>
      (await client.get(`/history?requestId=${requestId}`)).body.items.length as number;
    expect(await seenBy(company.uwe)).toBe(1);
    expect(await seenBy(company.olga)).toBe(1);
    expect(await seenBy(company.ben)).toBe(0);
  });

  test('[reports-history-notifications I1] [stores-and-links S4] with the views switched off, undo and proof have all they had', async () => {
    const { ada, olga, uwe, corp } = company;
    const shown = async (client: typeof ada, query: string) =>
      (await client.get(`/history?${query}`)).body as { items: any[]; off: unknown[] };
    const views = (historyViews: boolean) => ada.patch(`/stores/${corp.storeId}`, { historyViews });
    const group = await company.group(olga, 'Unwatched', { securityType: 'public' });
    expect((await views(false)).status).toBe(200);
    try {
      const { requestId } = (await company.act(uwe, 'POST', company.groups(group, 'join'))).body;
      for (const client of [ada, olga, uwe]) {
        const { items, off } = await shown(client, `storeId=${corp.storeId}&objectId=${group}`);
        expect([items, off]).toEqual([[], [expect.objectContaining({ id: corp.storeId })]]);
      }
      expect((await shown(uwe, '')).items).toEqual([]);
      // The journal was written, and is what undo works from.
      expect((await shown(uwe, `requestId=${requestId}`)).items).toHaveLength(1);
      expect(await company.act(uwe, 'POST', `/requests/${requestId}/undo`)).toMatchObject({ status: 200 });
      expect(await company.members(group)).not.toContain('uwe.user');
      expect(await verify()).toMatchObject({ ok: true, brokenAt: null });
    } finally {
      expect((await views(true)).status).toBe(200);
    }
    const { items, off } = await shown(olga, `storeId=${corp.storeId}&objectId=${group}`);
    expect(off).toEqual([]);
    expect(items.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['undoChange', 'joinGroup', 'createGroup']),
    );
    expect(
      (await shown(ada, `storeId=${corp.storeId}&objectId=${corp.storeId}`)).items
        .map((one) => one.new)
        .slice(0, 2),
    ).toEqual(['true', 'false']);
  });

  test('[reports-history-notifications I10] Muster itself cannot rewrite history', async () => {
    const count = async () =>
      (await company.rows('select count(*)::int from history_entries'))[0].count as number;
    const before = await count();
    for (const statement of [
      "update history_entries set actor_name = 'nobody'",
      'delete from history_entries',
      'truncate history_entries',
    ]) {
      await expect(company.rows(statement)).rejects.toThrow('history is append-only');
    }
    expect(await count()).toBe(before);
    expect(await verify()).toMatchObject({ ok: true, brokenAt: null });
  });

  test('[reports-history-notifications I10] [stores-and-links 0.5] an entry changed or removed behind the trigger is named; one of 31 days ago is not undone', async () => {
    const superuser = new pg.Client({ connectionString: company.servers.superuserUrl });
    await superuser.connect();
    const behindTheTrigger = async (statement: string, values: unknown[]) => {
      await superuser.query('alter table history_entries disable trigger all');
      try {
        return (await superuser.query(statement, values)).rows;
      } finally {
        await superuser.query('alter table history_entries enable trigger all');
      }
    };
    try {
      const { storeId } = company.corp;
      const group = await company.group(company.olga, 'Long ago', { description: 'old' });
      const old = (await company.act(company.olga, 'PATCH', company.groups(group), { description: 'new' }))
        .body;
      const age = 'update history_entries set at = at + $2::interval where request_id = $1';
      await behindTheTrigger(age, [old.requestId, '-31 days']);
      expect(await company.act(company.olga, 'POST', `/requests/${old.requestId}/undo`)).toMatchObject({
        status: 409,
        body: { code: 'undo.expired' },
      });
      expect(await verify()).toMatchObject({ ok: false });
      await behindTheTrigger(age, [old.requestId, '31 days']);
      expect(await verify()).toMatchObject({ ok: true });

      const [victim] = await company.rows(
        'select * from history_entries where store_id = $1 order by sequence offset 2 limit 1',
        [storeId],
      );
      const sequence = Number(victim.sequence);
      const rename = 'update history_entries set actor_name = $2 where id = $1';
      await behindTheTrigger(rename, [victim.id, 'somebody.else']);
      expect(await verify()).toMatchObject({ ok: false, brokenAt: sequence });
      await expect(
        company.stack.command('activities/platform/commands/verify-history.ts', []),
      ).rejects.toThrow(`Entry ${sequence} was changed after it was written.`);
      await behindTheTrigger(rename, [victim.id, victim.actor_name]);
      expect(await verify()).toMatchObject({ ok: true });

      const [row] = await behindTheTrigger('delete from history_entries where id = $1 returning *', [
        victim.id,
      ]);
      expect(await verify()).toMatchObject({ ok: false, brokenAt: sequence });
      await behindTheTrigger(
        'insert into history_entries select * from jsonb_populate_record(null::history_entries, $1)',
        [JSON.stringify(row)],
      );
      expect(await verify()).toMatchObject({ ok: true });
      expect(await company.stack.command('activities/platform/commands/verify-history.ts', [])).toContain(
        'whole',
      );
    } finally {
      await superuser.end();
    }
  });
}
