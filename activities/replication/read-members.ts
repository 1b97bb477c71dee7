/**
 * Reads the members of the groups that were noted, some groups at a time. Rows that are right stay: a
 * large group that got one member costs one row.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { ProviderError } from '../providers/contract.ts';
import { copyLine } from './copy-line.ts';
import { inIndex, pageSize, progress, type Session } from './session.ts';

/** Groups whose members are written by one transaction. */
const groupsAtOnce = 200;
/** Groups whose members are read at once. */
const concurrentGroups = 4;

export async function readMembers(session: Session): Promise<void> {
  const { client, storeId } = session;
  await client.query(
    `create temporary table if not exists read_members (group_id text not null, member_id text not null, read_only boolean not null)`,
  );
  await client.query('create temporary table if not exists read_groups (group_id text primary key)');
  for (let after = ''; ;) {
    const { rows } = await client.query<{ id: string }>(
      `select group_id as id from replication_pending_groups where store_id = $1 and group_id > $2
       order by group_id limit $3`,
      [storeId, after, groupsAtOnce],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    progress();
    await client.query('truncate read_members, read_groups');
    const askedAt = session.now();
    const batch = new Batch(session);
    await batch.read(rows.map(({ id }) => id));
    await inIndex(client, storeId, () => writeMembers(session, batch.done, batch.gone, askedAt));
    after = last.id;
  }
}

class Batch {
  readonly done: string[] = [];
  readonly gone: string[] = [];
  private readonly session: Session;
  /** One connection copies one thing at a time. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(session: Session) {
    this.session = session;
  }

  async read(ids: readonly string[]): Promise<void> {
    const waiting = ids.values();
    const work = async (): Promise<void> => {
      for (const id of waiting) await this.readGroup(id);
    };
    await Promise.all(Array.from({ length: concurrentGroups }, work));
  }

  private async readGroup(groupId: string): Promise<void> {
    try {
      for await (const page of this.session.provider.members({ kind: 'group', id: groupId }, pageSize)) {
        await this.copy(page.map(({ id, readOnly }) => copyLine([groupId, id, String(readOnly)])));
        progress();
      }
      this.done.push(groupId);
    } catch (error) {
      // Its removal from the index is not decided here.
      if (!(error instanceof ProviderError) || error.code !== 'object.notFound') throw error;
      this.gone.push(groupId);
    }
  }

  private copy(lines: readonly string[]): Promise<unknown> {
    if (lines.length === 0) return Promise.resolve();
    const { client } = this.session;
    const next = this.last.then(() =>
      pipeline(
        Readable.from([lines.join('')]),
        client.query(copyFrom('copy read_members (group_id, member_id, read_only) from stdin')),
      ),
    );
    // The caller hears of the failure; those behind it meet the broken connection themselves.
    this.last = next.catch(() => undefined);
    return next;
  }
}

/** Groups written after the read had begun keep the members the index knows, and are read again next time. */
async function writeMembers(
  { client, storeId }: Session,
  done: readonly string[],
  gone: readonly string[],
  askedAt: Date,
): Promise<void> {
  await client.query(
    `insert into read_groups select g.id from unnest($2::text[]) as g(id)
     where not exists (select from directory_objects o
       where o.store_id = $1 and o.object_id = g.id and o.seen_at >= $3)`,
    [storeId, done, askedAt],
  );
  await client.query('analyze read_members');
  await client.query(
    `delete from directory_members m using read_groups g
     where m.store_id = $1 and m.group_id = g.group_id and not exists
       (select from read_members r where r.group_id = m.group_id and r.member_id = m.member_id)`,
    [storeId],
  );
  await client.query(
    `insert into directory_members as m (store_id, group_id, member_id, read_only)
     select $1::uuid, r.group_id, r.member_id, bool_or(r.read_only)
     from read_members r join read_groups g on g.group_id = r.group_id
     where not exists (select from directory_members k where k.store_id = $1
         and k.group_id = r.group_id and k.member_id = r.member_id and k.read_only = r.read_only)
       and not exists (select from history_entries h where h.store_id = $1
         and h.operation = 'delete' and h.object_id = r.member_id and h.at >= $2)
     group by r.group_id, r.member_id
     on conflict (store_id, group_id, member_id) do update set read_only = excluded.read_only
       where m.read_only <> excluded.read_only`,
    [storeId, askedAt],
  );
  await client.query(
    `delete from replication_pending_groups p where p.store_id = $1
       and (p.group_id in (select group_id from read_groups) or p.group_id = any($2::text[]))`,
    [storeId, gone],
  );
}
