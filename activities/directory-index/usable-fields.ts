/** Only what is indexed can be asked for [stores-and-links R5]. */
import type { ObjectKind } from '../../workflows/contracts/directory.ts';
import {
  changeableFields,
  type LevelledKind,
  levelledKinds,
} from '../../workflows/contracts/field-levels.ts';
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
import { hiddenIn, type LevelledReader, type LevelledStore, readableFields } from './readable.ts';
import { scopeFields } from './scope-fields.ts';

type Store = Pick<IdentityStore, 'id' | 'kind'>;

const kindsOfList: Readonly<Record<DirectoryList, readonly ObjectKind[]>> = {
  groups: ['group'],
  users: ['user'],
  members: searchedKinds,
  objects: searchedKinds,
};

/**
 * The fields of each store that at least one of the list's kinds has an indexed value for, by the store's id.
 * @param reader who asks: what is hidden from them is left out; null for what Muster itself asks for
 * @param kinds of objects that are asked for; all of the list when absent
 */
export async function usableFields(
  db: Db,
  list: DirectoryList,
  stores: readonly LevelledStore[],
  reader: LevelledReader | null,
  kinds: readonly ObjectKind[] = kindsOfList[list],
): Promise<ReadonlyMap<string, Fields>> {
  const chosen = await listChosenAttributes(
    db,
    stores.map(({ id }) => id),
  );
  return new Map(
    stores.map((store) => {
      const fields = fieldsWith(list, store, chosen.get(store.id) ?? {});
      return [store.id, reader === null ? fields : readableFields(fields, hiddenIn(reader, store), kinds)];
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

/** A field that may have levels: to be seen where it can be hidden, to be changed where an action writes it. */
export interface LevelledField {
  readonly kind: LevelledKind;
  readonly name: string;
  readonly label: string;
  readonly visibility: boolean;
  readonly access: boolean;
}

/** Fields of the store's objects that may have levels (stores-and-links P5). */
export async function levelledFields(db: Db, store: Store): Promise<LevelledField[]> {
  const words = storeVocabulary(store.kind);
  const chosen = (await listChosenAttributes(db, [store.id])).get(store.id) ?? {};
  const concepts = new Set<string>(Object.values(words));
  return levelledKinds
    .filter((kind) => replicatedKinds[store.kind].includes(kind))
    .flatMap((kind) => {
      const own = (chosen[kind] ?? []).filter((attribute) => !concepts.has(attribute)).map(ownField);
      const fields = [...fieldsOf(kind === 'group' ? 'groups' : 'objects', words).values(), ...own].map(
        (field) => ({
          ...{ kind, name: field.name, label: field.label },
          visibility: isHideable(field),
          access: changeableFields[kind].includes(field.name),
        }),
      );
      // Muster keeps them, and no list shows them.
      const kept = changeableFields[kind].includes('additionalOwners')
        ? [{ kind, name: 'additionalOwners', label: 'Additional owners', visibility: false, access: true }]
        : [];
      return [...fields, ...kept].filter(({ visibility, access }) => visibility || access);
    });
}

/** What a role may hide from its holders: concepts of the store, indexed or not, and further attributes that are indexed. */
export async function hideableFields(db: Db, store: Store): Promise<Fields> {
  const all = new Map([...scopeFields(store), ...(await usableScopeFields(db, store))]);
  return new Map([...all].filter(([, field]) => isHideable(field)));
}
