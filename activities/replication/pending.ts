/** Objects that Muster wrote while they were being read: which of the two was later only another look tells. */
import type { ObjectKind } from '../../workflows/contracts/directory.ts';
import type { Session } from './session.ts';

interface Pending {
  readonly id: string;
  /** When it was noted last. */
  readonly at: Date;
}

/** A directory of several servers may not show at once on each of them what was written on one. */
const settledAfterMs = 60_000;

export async function pendingOf({ client, storeId }: Session, kind: ObjectKind): Promise<readonly Pending[]> {
  const { rows } = await client.query<Pending>(
    `select object_id as id, at from replication_pending_objects where store_id = $1 and kind = $2
     order by object_id`,
    [storeId, kind],
  );
  return rows;
}

/** Those of the absent that were noted long enough ago to be believed gone. */
export function believedOf(
  pending: readonly Pending[],
  absent: readonly string[],
  lookedAt: Date,
): readonly string[] {
  const settled = new Set(
    pending.filter(({ at }) => at.getTime() < lookedAt.getTime() - settledAfterMs).map(({ id }) => id),
  );
  return absent.filter((id) => settled.has(id));
}

/** The next run looks at them; those that were noted already keep their time. */
export async function lookLater(
  { client, storeId }: Session,
  kind: ObjectKind,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await client.query(
    `insert into replication_pending_objects (store_id, object_id, kind)
     select $1, unnest($2::text[]), $3 on conflict do nothing`,
    [storeId, ids, kind],
  );
}

/** Within a transaction on the index. What was written after the look waits for the next one. */
export async function strikeOut(
  { client, storeId }: Session,
  ids: readonly string[],
  lookedAt: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await client.query(
    `delete from replication_pending_objects where store_id = $1 and object_id = any($2::text[]) and at < $3`,
    [storeId, ids, lookedAt],
  );
}
