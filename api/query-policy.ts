/** What a role lets people put into a query (access-and-approvals Y10, users-and-search S1.3). */
import type { Db } from '../activities/database/client.ts';
import { isHidden } from '../activities/platform/hidden-fields.ts';
import { storeVocabulary } from '../activities/platform/live-directory.ts';
import { placesAround, placesById } from '../activities/directory-index/places.ts';
import type { Comparison, Filter } from '../workflows/contracts/filter.ts';
import { kindOfType, type SearchedFor } from '../workflows/contracts/search.ts';
import type { SessionActor } from './session-actor.ts';

/** @returns the condition the person's role does not allow, in words; null when all are allowed */
export async function queryRefusal(
  db: Db,
  { queryDesigner: policy, storeId, storeKind, hiddenFields = [] }: SessionActor,
  search: SearchedFor,
): Promise<string | null> {
  const compared = search.filter === undefined ? [] : comparisonsIn(search.filter);
  const hidden = compared.find(({ attribute }) =>
    isHidden(storeVocabulary(storeKind), hiddenFields, attribute),
  );
  if (hidden !== undefined) return `It compares ${hidden.attribute}, which your role hides from you.`;
  if (policy.newGroupsOnly) return null;
  const { kinds, enforce } = policy.objectTypes;
  const others = kinds.length === 0 ? [] : search.kinds.filter((type) => !kinds.includes(kindOfType(type)));
  if (others.length > 0)
    return `It searches for more than ${kinds.join(', ')}, which your role does not allow.`;
  if (enforce && kinds.some((kind) => !search.kinds.includes(kind))) {
    return `Your role has queries search for ${kinds.join(', ')}, all of them.`;
  }
  if (policy.attributes !== null) {
    const allowed = new Map(policy.attributes.map(({ name, operators }) => [name, operators]));
    for (const { attribute, test } of compared) {
      const operators = allowed.get(attribute);
      if (operators === undefined) return `It compares ${attribute}, which your role does not allow.`;
      if (!operators.includes(test)) {
        return `It compares ${attribute} by ${test}, which your role does not allow; use ${operators.join(', ')}.`;
      }
    }
  }
  const { containerIds, enforce: fixed } = policy.startIn;
  if (!fixed || containerIds.length === 0 || !search.storeIds.includes(storeId)) return null;
  const store = { id: storeId, kind: storeKind };
  const within = (search.within ?? []).flatMap((place) => (place.storeId === storeId ? [place.placeId] : []));
  const places = await placesById(db, store, [...containerIds, ...within]);
  const allowed = containerIds.flatMap((id) => places.get(id)?.path ?? []);
  const isInside = async (id: string): Promise<boolean> => {
    const place = places.get(id);
    return (
      containerIds.includes(id) ||
      (place !== undefined && (await placesAround(db, store, place, containerIds)).length > 0)
    );
  };
  const inside = await Promise.all(within.map(isInside));
  return within.length > 0 && inside.every(Boolean)
    ? null
    : `Your role has queries look in ${allowed.join(' or ')} only. Choose where to search.`;
}

function comparisonsIn(filter: Filter): readonly Comparison[] {
  switch (filter.op) {
    case 'and':
    case 'or':
      return filter.nodes.flatMap(comparisonsIn);
    case 'not':
      return comparisonsIn(filter.node);
    case 'compare':
      return [filter];
  }
}
