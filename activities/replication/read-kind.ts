/**
 * Brings one kind of a store up to date: page by page, each in a transaction of its own, the cursor
 * in that of the data it stands for. Killed anywhere, the next try goes on from the last cursor; a
 * complete read begins anew, but finds what it wrote before and leaves it alone.
 *
 * A directory that tells no changes is read whole each time, but the members of a group only when its row shows a
 * change, such as another number of members; those of all groups, and what else costs a question for each object,
 * once a day (docs/adr/0017).
 */
import type { ObjectKind } from '../../workflows/contracts/directory.ts';
import { countKind, cursorOf, storeCursor, succeed } from './marks.ts';
import { believedOf, lookLater, pendingOf, strikeOut } from './pending.ts';
import { type DatedPage, pagesOf } from './pages.ts';
import { askAgain, findGone, noteGone, prepareIds, see, settle } from './removals.ts';
import { inIndex, pageSize, type Session } from './session.ts';
import { bringPage, pageRows, preparePages, writePage } from './write-page.ts';

/** What differences cannot tell is found once a day. */
const fullEveryMs = 24 * 3_600_000;

export async function readKind(session: Session, kind: ObjectKind): Promise<void> {
  const { client, storeId } = session;
  const place = { run: 'objects', kind } as const;
  await prepareIds(session);
  await preparePages(client);
  const cursor = await cursorOf(client, storeId, kind, fullEveryMs);
  const startedAt = session.now();
  // Where there is no place in the changes to go on from: when everything was asked for last.
  const isCounted = session.provider.memberCount !== undefined;
  const anew = cursor === null || !isCounted || Date.parse(cursor) + fullEveryMs <= startedAt.getTime();
  const newer = new Set<string>();
  const gone = { told: 0 };
  let full = cursor === null;
  let objects = 0;
  let next: string | null = null;
  for await (const page of pagesOf(session, kind, cursor, anew)) {
    if (page.full && !full) {
      // The directory has forgotten the cursor, in the middle of the difference perhaps.
      full = true;
      objects = 0;
    }
    objects += page.count;
    if (page.removed !== null && page.removed.length > 0) {
      gone.told += page.removed.length;
      await noteGone(session, kind, page.removed, page.askedAt);
    }
    // Of a complete read only the end is a place to go on from; and a removal is settled at the end.
    const settles = page.cursor !== null && !full && gone.told === 0;
    await inIndex(
      client,
      storeId,
      async () => {
        for (const id of await store(session, kind, page, { full, anew })) newer.add(id);
        if (settles && newer.size === 0) await storeCursor(session, place, page.cursor);
      },
      () => bringPage(client, page.rows),
    );
    next = page.cursor ?? next;
  }
  const pending = await pendingOf(session, kind);
  const lookedAt = session.now();
  for (const { id } of pending) newer.add(id);
  const absent = newer.size > 0 ? await readAgain(session, kind, [...newer]) : [];
  const believed = believedOf(pending, absent, lookedAt);
  if (believed.length > 0) {
    gone.told += believed.length;
    await noteGone(session, kind, believed, lookedAt);
  }
  if (full) await findGone(session, kind, { startedAt, objects }, false);
  else if (gone.told > 0) await askAgain(session, kind);
  await inIndex(client, storeId, async () => {
    const isHeld =
      (full || gone.told > 0) &&
      (await settle(session, place, { complete: full, empty: full && objects === 0, confirmedId: null }));
    // A read that showed too little is no place to go on from: what it lacked need not change to come back.
    if (full && isHeld) await storeCursor(session, place, null);
    else if (isCounted) await storeCursor(session, place, anew ? startedAt.toISOString() : cursor);
    else if (next !== null || full) await storeCursor(session, place, next);
    await lookLater(session, kind, absent);
    await strikeOut(session, [...newer].filter((id) => !absent.includes(id)).concat(believed), lookedAt);
    await succeed(session, place, full ? { at: startedAt } : null);
  });
}

/** @returns what somebody wrote after the page was asked for */
async function store(
  session: Session,
  kind: ObjectKind,
  { count, rows: { ids }, askedAt, readOn }: DatedPage,
  { full, anew }: { readonly full: boolean; readonly anew: boolean },
): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const writing = writePage(session, askedAt);
  readOn();
  const { added, changed, touched, newer } = await writing;
  await countKind(session, { run: 'objects', kind }, { read: count, added, changed });
  if (full) await see(session, ids);
  if (kind === 'group') await noteGroups(session, anew ? ids : [...touched, ...newer]);
  return newer;
}

/** Their members are to be read. */
async function noteGroups({ client, storeId }: Session, ids: readonly string[]): Promise<void> {
  await client.query(
    'insert into replication_pending_groups (store_id, group_id) select $1, unnest($2::text[]) on conflict do nothing',
    [storeId, ids],
  );
}

/**
 * What Muster wrote while a page was read may be newer or older than the page; only another look
 * tells, before the cursor goes on past it. What is written once more meanwhile stays as it is.
 * @returns those that are not there
 */
async function readAgain(
  session: Session,
  kind: ObjectKind,
  ids: readonly string[],
): Promise<readonly string[]> {
  const { client, provider, storeId } = session;
  const missing: string[] = [];
  for (let start = 0; start < ids.length; start += pageSize) {
    const askedAt = session.now();
    const some = ids.slice(start, start + pageSize);
    const refs = some.map((id) => ({ kind, id }));
    const found = (await provider.read(refs, session.attributesOf(kind))).filter(
      ({ excluded }) => excluded !== true,
    );
    missing.push(...new Set(some).difference(new Set(found.map(({ id }) => id))));
    if (found.length === 0) continue;
    await inIndex(
      client,
      storeId,
      async () => {
        const { touched } = await writePage(session, askedAt);
        if (kind === 'group' && provider.memberCount !== undefined) await noteGroups(session, touched);
      },
      () => bringPage(client, pageRows(storeId, found)),
    );
  }
  return missing;
}
