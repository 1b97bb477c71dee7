/**
 * Groups in groups, looked up in PostgreSQL before a query is put: an object's document names the groups that
 * hold it directly, so that a change of a membership changes one document, not a group of thousands.
 */
import { sql } from 'drizzle-orm';
import type { Filter } from '../../../workflows/contracts/filter.ts';
import type { Db } from '../../database/client.ts';
import type { Fields, ListPart } from '../contract.ts';
import { groupsOf } from '../objects.ts';
import { groupsAround, groupsWithin } from '../postgres/memberships.ts';

export interface Memberships {
  /** A group and every group inside it that has members. */
  groupsIn(groupId: string): readonly string[];
  groupsAround(memberId: string, nested: boolean): readonly string[];
}

export async function lookUpMemberships(db: Db, part: ListPart): Promise<Memberships> {
  const { storeId, membersOf, groupsOf: asked, filter, fields, scope } = part;
  const holders = [
    ...(asked === undefined ? [] : [asked]),
    ...(filter === undefined ? [] : holdersIn(filter, fields)),
    ...(scope === undefined ? [] : holdersIn(scope.filter, scope.fields)),
  ];
  const keyOf = (memberId: string, nested: boolean) => `${nested ? 'n' : 'd'}${memberId}`;
  const around = new Map<string, readonly string[]>();
  const store = sql`${storeId}::uuid`;
  const idsOf = async (query: ReturnType<typeof sql>): Promise<string[]> =>
    (await db.execute<{ id: string }>(sql`${query} select "id" from "found"`)).rows.map(({ id }) => id);
  const [inside] = await Promise.all([
    membersOf?.nested === true ? groupsWithin(db, storeId, membersOf.groupId) : [],
    ...holders.map(async ({ memberId, nested }) => {
      const ids = await (nested ? idsOf(groupsAround(memberId, store)) : groupsOf(db, storeId, memberId));
      around.set(keyOf(memberId, nested), ids);
    }),
  ]);
  return {
    groupsIn: () => inside,
    groupsAround: (memberId, nested) => around.get(keyOf(memberId, nested)) ?? [],
  };
}

/** The objects whose groups a filter asks for. */
function holdersIn(filter: Filter, fields: Fields): { memberId: string; nested: boolean }[] {
  switch (filter.op) {
    case 'and':
    case 'or':
      return filter.nodes.flatMap((node) => holdersIn(node, fields));
    case 'not':
      return holdersIn(filter.node, fields);
    case 'compare': {
      const source = fields.get(filter.attribute)?.source;
      return source?.from === 'member' && filter.test !== 'present'
        ? [{ memberId: filter.value, nested: source.nested }]
        : [];
    }
  }
}
