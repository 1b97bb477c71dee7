/** Only what is indexed can be asked for [stores-and-links R5]. */
import type { ObjectKind } from '../../workflows/contracts/directory.ts';
import { replicatedKinds } from '../../workflows/contracts/replication.ts';
import { searchedKinds } from '../../workflows/contracts/search.ts';
import type { Db } from '../database/client.ts';
import {
  listChosenAttributes,
  type StoreReplication,
} from '../database/repositories/replication-settings.ts';
import type { IdentityStore } from '../database/repositories/stores.ts';
import { type DirectoryList, fieldsOf, ownField } from '../platform/directory-fields.ts';
import { isHideable } from '../platform/hidden-fields.ts';
import { storeVocabulary } from '../platform/live-directory.ts';
import type { Fields } from './contract.ts';
import { hiddenIn, readableFields } from './readable.ts';
import { scopeFields } from './scope-fields.ts';
import type { Reader } from './visibility.ts';

type Store = Pick<IdentityStore, 'id' | 'kind'>;

const kindsOfList: Readonly<Record<DirectoryList, readonly ObjectKind[]>> = {
  groups: ['group'],
  users: ['user'],
  members: searchedKinds,
  objects: searchedKinds,
};

/**
 * The fields of each store that at least one of the list's kinds has an indexed value for, by the store's id.
 * @param reader who asks: what their roles hide is left out; null for what Muster itself asks for
 */
export async function usableFields(
  db: Db,
  list: DirectoryList,
  stores: readonly Store[],
  reader: Pick<Reader, 'hiddenFields'> | null,
): Promise<ReadonlyMap<string, Fields>> {
  const chosen = await listChosenAttributes(
    db,
    stores.map(({ id }) => id),
  );
  return new Map(
    stores.map((store) => {
      const fields = fieldsWith(list, store, chosen.get(store.id) ?? {});
      return [store.id, reader === null ? fields : readableFields(fields, hiddenIn(reader, store))];
    }),
  );
}

function fieldsWith(
  list: DirectoryList,
  { kind: storeKind }: Store,
  chosen: NonNullable<StoreReplication['attributes']>,
): Fields {
  const words = storeVocabulary(storeKind);
  const all = fieldsOf(list, words);
  const shown = kindsOfList[list].filter((kind) => replicatedKinds[storeKind].includes(kind));
  const isIndexed = (attribute: string): boolean =>
    shown.some((kind) => chosen[kind]?.includes(attribute) ?? true);
  const usable = new Map(
    [...all].filter(([, { source }]) => {
      const attribute = source.from === 'attribute' ? source.attribute : undefined;
      // `$name` and the like are kept of every object.
      return attribute === undefined || attribute.startsWith('$') || isIndexed(attribute);
    }),
  );
  const known = new Set<string>(Object.values(words));
  for (const attribute of shown.flatMap((kind) => chosen[kind] ?? [])) {
    if (!known.has(attribute) && !all.has(attribute)) usable.set(attribute, ownField(attribute));
  }
  return usable;
}

/** Everything that some of the stores can be asked for. */
export const fieldsOfAny = (fields: ReadonlyMap<string, Fields>): Fields =>
  new Map([...fields.values()].flatMap((one) => [...one]));

/** What a role's search policy may compare: everything lists of the store can be filtered by. */
export async function usableScopeFields(db: Db, store: Store): Promise<Fields> {
  const chosen = (await listChosenAttributes(db, [store.id])).get(store.id) ?? {};
  return new Map([...fieldsWith('groups', store, chosen), ...fieldsWith('objects', store, chosen)]);
}

/** What a role may hide from its holders: concepts of the store, indexed or not, and further attributes that are indexed. */
export async function hideableFields(db: Db, store: Store): Promise<Fields> {
  const all = new Map([...scopeFields(store), ...(await usableScopeFields(db, store))]);
  return new Map([...all].filter(([, field]) => isHideable(field)));
}
