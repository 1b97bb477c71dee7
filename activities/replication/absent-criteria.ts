/**
 * What a role is held by that came and went between two looks: the index never had it, so nothing noted that it is gone
 * (access-and-approvals O6). One that is only kept out of the index is there still, so the directory is asked.
 */
import type { Session } from './session.ts';

export async function noteAbsentCriteria({ client, storeId, provider }: Session): Promise<void> {
  const { rows } = await client.query<{ role: string; id: string; kind: 'group' | 'container' }>(
    `select r.id as role, c.id, c.kind from roles r
     cross join lateral (values (r.criteria_group_id, 'group'), (r.criteria_container_id, 'container')) as c (id, kind)
     where r.store_id = $1 and r.enabled and c.id is not null
       and not exists (select 1 from directory_objects o where o.store_id = r.store_id and o.object_id = c.id)
       and not exists (select 1 from lost_criteria l where l.role_id = r.id and l.object_id = c.id)`,
    [storeId],
  );
  if (rows.length === 0) return;
  const there = await provider.read(
    rows.map(({ kind, id }) => ({ kind, id })),
    [],
  );
  const gone = rows.filter(({ id }) => !there.some((one) => one.id === id));
  // What it was called nobody knows.
  await client.query(
    `insert into lost_criteria (role_id, object_id, name)
     select gone.role, gone.id, gone.id from unnest($1::uuid[], $2::text[]) as gone (role, id)
     join roles r on r.id = gone.role
     on conflict (role_id) do update
       set object_id = excluded.object_id, name = excluded.name, lost_at = now(), told_at = null`,
    [gone.map(({ role }) => role), gone.map(({ id }) => id)],
  );
}
