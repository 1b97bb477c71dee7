/**
 * Rebuilds a store's index: everything is read beside it, into temporary tables, and takes its place
 * in one transaction. Until then searches see the old one, and killed anywhere it begins anew.
 *
 * The cursors stay where they are: what changed while it was read comes with the next difference.
 */
import type { ObjectKind } from '../../workflows/contracts/directory.ts';
import { knownIn, readGroups } from './group-members.ts';
import { countKind, succeed } from './marks.ts';
import { mergeStaged } from './merge.ts';
import { findGone, prepareIds, settle } from './removals.ts';
import { inIndex, pageSize, progress, type Session } from './session.ts';
import { Staging } from './staging.ts';

export async function restoreStore(session: Session, kinds: readonly ObjectKind[]): Promise<void> {
  const { client, storeId } = session;
  const startedAt = session.now();
  const staging = await Staging.create(client, storeId);
  const read = new Map<ObjectKind, number>();
  for (const kind of kinds) read.set(kind, await stageObjects(session, staging, kind));
  await staging.settle();
  await stageMembers(session, staging);
  await client.query(
    'create temporary table all_gone (kind text not null, object_id text not null, asked_at timestamptz not null)',
  );
  for (const kind of kinds) {
    await prepareIds(session);
    await client.query('insert into seen_ids select object_id from staged_objects where kind = $1', [kind]);
    await findGone(session, kind, { startedAt, objects: read.get(kind) ?? 0 }, false);
    await client.query('insert into all_gone select $1, object_id, asked_at from gone_ids', [kind]);
  }
  await inIndex(client, storeId, async () => {
    await tellAsWhole(session);
    const written = await mergeStaged(client, { storeId, startedAt });
    for (const kind of kinds) {
      const place = { run: 'objects', kind } as const;
      const objects = read.get(kind) ?? 0;
      await prepareIds(session);
      await client.query('insert into gone_ids select object_id, asked_at from all_gone where kind = $1', [
        kind,
      ]);
      await settle(session, place, { complete: true, empty: objects === 0, confirmedId: null });
      await countKind(session, place, { read: objects, ...written.get(kind) });
      await succeed(session, place, null);
    }
    // Unless others were chosen while it was read: it lacks those that were added.
    await client.query(
      `update store_replication set restore_needed = false
       where store_id = $1 and attributes is not distinct from $2::jsonb`,
      [storeId, session.chosen === null ? null : JSON.stringify(session.chosen)],
    );
  });
}

/** A second search engine would show the rows one by one: its indices are made anew instead, and swapped. */
async function tellAsWhole({ client, storeId }: Session): Promise<void> {
  await client.query("select set_config('muster.search_rebuild', 'on', true)");
  await client.query(
    `insert into search_rebuilds (store_id) select $1 from search_feed where enabled
     on conflict (store_id) do update set at = now()`,
    [storeId],
  );
}

async function stageObjects(session: Session, staging: Staging, kind: ObjectKind): Promise<number> {
  const { provider } = session;
  const attributes = session.attributesOf(kind);
  const wanted = { kinds: [kind], pageSize, ...(attributes === undefined ? {} : { attributes }) };
  let objects = 0;
  for await (const page of provider.search(wanted)) {
    await staging.addObjects(page.objects);
    objects += page.objects.length;
    progress();
  }
  return objects;
}

/** After the objects, so that no search waits open while thousands of groups are read. */
async function stageMembers({ client, provider }: Session, staging: Staging): Promise<void> {
  const known = knownIn((text, values) => staging.turns.take(() => client.query(text, values)), {
    table: 'staged_objects',
  });
  for await (const ids of staging.groupIds(pageSize)) {
    const found = new Set(await readGroups(provider, ids, known, (members) => staging.addMembers(members)));
    for (const id of ids) if (!found.has(id)) await staging.forget(id);
    progress();
  }
}
