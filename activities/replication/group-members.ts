/** Reads the members of groups by whichever operation the directory has. */
import { type KnownObjects, type MembersPage, type Provider, ProviderError } from '../providers/contract.ts';
import { copyLine } from './copy.ts';
import { pageSize, progress } from './session.ts';

/** Groups asked for at once, and how many such questions are under way. */
const inBulk = { groups: 40, questions: 2 };
const oneByOne = { groups: 1, questions: 4 };

/** A member as a line of COPY: `group_id, member_id, read_only`. */
export const memberLine = ({ groupId, id, readOnly }: MembersPage['members'][number]): string =>
  copyLine([groupId, id, String(readOnly)]);

/**
 * @param take is given members in parts, of several groups in any order
 * @returns the groups that were read to their end; the others are gone
 */
export async function readGroups(
  provider: Provider,
  groupIds: readonly string[],
  known: KnownObjects,
  take: (members: MembersPage['members']) => Promise<void>,
): Promise<readonly string[]> {
  const { groups, questions } = provider.membersOfGroups === undefined ? oneByOne : inBulk;
  const found: string[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < groupIds.length) {
      const some = groupIds.slice(next, next + groups);
      next += groups;
      for await (const page of pagesOf(provider, some, known)) {
        found.push(...page.groups);
        if (page.members.length > 0) await take(page.members);
        progress();
      }
    }
  };
  await Promise.all(Array.from({ length: questions }, work));
  return found;
}

async function* pagesOf(
  provider: Provider,
  groupIds: readonly string[],
  known: KnownObjects,
): AsyncGenerator<MembersPage> {
  if (provider.membersOfGroups !== undefined) {
    yield* provider.membersOfGroups(groupIds, pageSize, known);
    return;
  }
  for (const groupId of groupIds) {
    try {
      for await (const page of provider.members({ kind: 'group', id: groupId }, pageSize))
        yield { groups: [], members: page.map(({ id, readOnly }) => ({ groupId, id, readOnly })) };
      yield { groups: [groupId], members: [] };
    } catch (error) {
      // Its removal from the index is not decided here.
      if (!(error instanceof ProviderError) || error.code !== 'object.notFound') throw error;
    }
  }
}

interface Known {
  readonly id: string;
  readonly path: string;
}

/**
 * Answers from rows that were read already.
 * @param query one statement, on whichever connection sees the table
 * @param table has their `object_id` and `path`, both indexed
 */
export function knownIn(
  query: (text: string, values: unknown[]) => Promise<{ readonly rows: readonly Known[] }>,
  from:
    { readonly table: 'staged_objects' } | { readonly table: 'directory_objects'; readonly storeId: string },
): KnownObjects {
  const { table } = from;
  const [inStore, ...store] =
    from.table === 'staged_objects' ? (['true'] as const) : (['t.store_id = $2', from.storeId] as const);
  const ask = async (text: string, given: readonly string[]): Promise<readonly Known[]> =>
    given.length === 0 ? [] : (await query(text, [given, ...store])).rows;
  return {
    async idsAt(paths) {
      const rows = await ask(
        // Looked up one by one, by the path alone: in a table that has just been filled the planner knows of no better way.
        `select asked.path, min(t.object_id) as id from unnest($1::text[]) as asked(path)
         cross join lateral (select * from ${table} o where o.path = asked.path offset 0) t
         where ${inStore} group by asked.path having count(*) = 1`,
        paths,
      );
      return new Map(rows.map(({ path, id }) => [path, id]));
    },
    async ownAmong(ids) {
      const rows = await ask(
        `select t.object_id as id, t.path from ${table} t where ${inStore} and t.object_id = any($1::text[])`,
        ids,
      );
      return new Set(rows.map(({ id }) => id));
    },
  };
}
