/** What Muster wrote while a replication was reading: the next one looks at it again [stores-and-links R1]. */
import { sql } from 'drizzle-orm';
import type { ObjectKind } from '../../../workflows/contracts/directory.ts';
import type { Db } from '../client.ts';

export interface Written {
  /** Those written to the index as they were read after the write. */
  readonly objects: readonly { readonly kind: ObjectKind; readonly id: string }[];
  /** Groups whose members were changed. */
  readonly groups: readonly string[];
}

/**
 * A replication may have read what was written, and what others changed after that, and have gone on before the
 * index was told of the write: then the index has the older of the two, and no difference will tell. Within the
 * transaction that writes to the index, after it.
 * @param since before the directory was written to
 */
export async function noteOvertaken(
  db: Db,
  storeId: string,
  since: Date,
  { objects, groups }: Written,
): Promise<void> {
  const ran = sql`exists (select from replication_runs r where r.store_id = ${storeId}
    and (r.ended_at is null or r.ended_at >= ${since.toISOString()}::timestamptz))`;
  for (const { kind, id } of objects) {
    await db.execute(sql`insert into replication_pending_objects (store_id, object_id, kind, at)
      select ${storeId}, ${id}, ${kind}, clock_timestamp() where ${ran}
      on conflict (store_id, object_id) do update set kind = excluded.kind, at = excluded.at`);
  }
  for (const id of groups) {
    await db.execute(sql`insert into replication_pending_groups (store_id, group_id)
      select ${storeId}, ${id} where ${ran} on conflict do nothing`);
  }
}
