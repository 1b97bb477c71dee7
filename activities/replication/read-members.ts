/**
 * Reads the members of the groups that were noted, some groups at a time, and writes them while the next ones are
 * read. Rows that are right stay: a large group that got one member costs one row.
 */
import { copyInto, Turns } from './copy.ts';
import { endedNatively } from './ended-natively.ts';
import { knownIn, memberLine, readGroups } from './group-members.ts';
import { inIndex, progress, type Session } from './session.ts';

/** Groups whose members are written by one transaction. */
const groupsAtOnce = 500;
/** Members that are kept in memory; further ones wait in the database. */
const linesAtOnce = 20_000;

export async function readMembers(session: Session): Promise<void> {
  const { client, beside, storeId, provider } = session;
  await client.query(
    `create temporary table if not exists read_members (group_id text not null, member_id text not null, read_only boolean not null)`,
  );
  await client.query('create temporary table if not exists read_groups (group_id text primary key)');
  await client.query('truncate read_members, read_groups');
  const turns = new Turns();
  const known = knownIn(beside.query.bind(beside), { table: 'directory_objects', storeId });
  let writing: Promise<void> = Promise.resolve();
  try {
    for (let after = ''; ;) {
      const { rows } = await beside.query<{ id: string }>(
        `select group_id as id from replication_pending_groups where store_id = $1 and group_id > $2
         order by group_id limit $3`,
        [storeId, after, groupsAtOnce],
      );
      const last = rows.at(-1);
      if (last === undefined) break;
      progress();
      const askedAt = session.now();
      const ids = rows.map(({ id }) => id);
      let lines: string[] = [];
      const bring = async (): Promise<void> => {
        const some = lines;
        lines = [];
        await copyInto(client, 'read_members (group_id, member_id, read_only)', some);
      };
      const found = await readGroups(provider, ids, known, async (members) => {
        lines.push(...members.map(memberLine));
        if (lines.length >= linesAtOnce) await turns.take(bring);
      });
      const gone = new Set(ids).difference(new Set(found));
      await writing;
      writing = turns.take(async () => {
        await inIndex(client, storeId, () => writeMembers(session, found, [...gone], askedAt), bring);
        await client.query('truncate read_members, read_groups');
      });
      // Whoever awaits it hears of its failure; nobody may when reading the next ones fails first.
      writing.catch(() => undefined);
      after = last.id;
    }
    await writing;
  } finally {
    await writing.catch(() => undefined);
  }
}

/** Groups whose members Muster wrote after the read had begun keep the members the index knows, and are read again next time. */
async function writeMembers(
  { client, storeId }: Session,
  found: readonly string[],
  gone: readonly string[],
  askedAt: Date,
): Promise<void> {
  await client.query(
    `insert into read_groups select g.id from unnest($2::text[]) as g(id)
     where not exists (select from directory_objects o
       where o.store_id = $1 and o.object_id = g.id and o.members_at >= $3)`,
    [storeId, found, askedAt],
  );
  await client.query('analyze read_members');
  await client.query(
    `delete from membership_ends e using read_groups g
     where ${endedNatively('e', '$2')} and e.group_id = g.group_id and not exists
       (select from read_members r where r.group_id = e.group_id and r.member_id = e.member_id)`,
    [storeId, askedAt],
  );
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
