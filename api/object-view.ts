/** An object of the index with all that is kept of it, in people's words. */
import type { IdentityStore } from '../activities/database/repositories/stores.ts';
import type { IndexedObject } from '../activities/directory-index/contract.ts';
import { storeVocabulary } from '../activities/platform/live-directory.ts';
import { type Concept, concepts } from '../workflows/contracts/directory.ts';
import { objectView } from './group-view.ts';

/** They name other objects: shown by their names, or in lists of their own. */
const references = ['manager', 'owner', 'member'] as const satisfies readonly Concept[];

const valuesOf = (store: IdentityStore, object: IndexedObject, concept: Concept): readonly string[] => {
  const attribute = storeVocabulary(store.kind)[concept];
  return attribute === undefined ? [] : (object.attributes[attribute] ?? []);
};

/** The ids of the objects to be named. */
export const referencesIn = (store: IdentityStore, object: IndexedObject): string[] =>
  (['manager', 'owner'] as const).flatMap((concept) => valuesOf(store, object, concept).slice(0, 1));

/** @param named objects by id; of those that are not among them the id is shown */
export function detailsOf(
  store: IdentityStore,
  object: IndexedObject,
  named: ReadonlyMap<string, IndexedObject>,
) {
  const namedBy = (concept: 'manager' | 'owner') => {
    const [id] = valuesOf(store, object, concept);
    if (id === undefined) return null;
    const one = named.get(id);
    return { id, kind: one?.kind ?? ('user' as const), name: one?.displayName ?? id };
  };
  return {
    ...objectView(store, object),
    protection: object.protection,
    attributes: concepts.flatMap((name) => {
      const values = (references as readonly Concept[]).includes(name) ? [] : valuesOf(store, object, name);
      return values.length === 0 ? [] : [{ name, values: [...values] }];
    }),
    manager: namedBy('manager'),
    owner: namedBy('owner'),
  };
}
