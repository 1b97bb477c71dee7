/**
 * What a reader is not told of the objects they find: what their roles hide (users-and-search S1.3), and what the store
 * keeps for others by levels (stores-and-links P5). As with the search policy, it is put on a part of a list where the
 * part is made, and taken out of every row where the row is given out: above both engines.
 */
import { type ObjectKind, objectKinds } from '../../workflows/contracts/directory.ts';
import type { IdentityStore } from '../database/repositories/stores.ts';
import { hiddenAttributes, namesOfAttribute } from '../platform/hidden-fields.ts';
import { nobody, refusedFields, type Relation, unrelated } from '../platform/levels.ts';
import { storeVocabulary } from '../platform/live-directory.ts';
import type { Fields, Hidden, IndexedObject, ListPart } from './contract.ts';
import type { Reader } from './visibility.ts';

export type LevelledStore = Pick<IdentityStore, 'id' | 'kind' | 'fieldLevels'>;
export type LevelledReader = Pick<Reader, 'storeId' | 'hiddenFields' | 'standing'>;

/**
 * The attributes of a store that the reader does not read; undefined where they read all.
 * @param relation what they are to the one object that is read; nothing to whole lists, whose filters and orders would
 * tell which objects are theirs
 */
export function hiddenIn(
  { storeId, hiddenFields, standing }: LevelledReader,
  { id, kind: storeKind, fieldLevels }: LevelledStore,
  relation: Relation = unrelated,
): Hidden | undefined {
  if (hiddenFields.length === 0 && fieldLevels.length === 0) return undefined;
  const words = storeVocabulary(storeKind);
  const byKind = objectKinds.map((kind) => {
    const levelled = refusedFields(fieldLevels, 'visibility', id === storeId ? standing : nobody, {
      ...relation,
      kind,
    });
    return [kind, hiddenAttributes(words, [...hiddenFields, ...levelled.map(({ field }) => field)])] as const;
  });
  return byKind.some(([, attributes]) => attributes.size > 0) ? new Map(byKind) : undefined;
}

/** Hidden of some of these kinds: what cannot be asked of a list that shows them. */
export const hiddenOf = (
  hidden: Hidden | undefined,
  kinds: ListPart['kind'] = objectKinds,
): ReadonlySet<string> | undefined =>
  hidden === undefined ? undefined : new Set(asList(kinds).flatMap((kind) => [...(hidden.get(kind) ?? [])]));

const asList = (kinds: ObjectKind | readonly ObjectKind[]): readonly ObjectKind[] =>
  typeof kinds === 'string' ? [kinds] : kinds;

/** What is hidden from a reader in these stores: with a key each, to be kept and compared later. */
export const withheldOf = (
  reader: LevelledReader,
  stores: readonly LevelledStore[],
): { readonly key: string; readonly names: readonly string[] }[] =>
  stores.flatMap((store) =>
    [...(hiddenIn(reader, store) ?? [])].flatMap(([kind, attributes]) =>
      [...attributes].map((attribute) => ({
        key: `${store.id}/${kind}/${attribute}`,
        names: namesOfAttribute(storeVocabulary(store.kind), attribute),
      })),
    ),
  );

/** Fields that can be asked for: one that is hidden is answered like one that does not exist. */
export const readableFields = (
  fields: Fields,
  hidden: Hidden | undefined,
  kinds: ListPart['kind'],
): Fields => {
  const attributes = hiddenOf(hidden, kinds);
  return attributes === undefined
    ? fields
    : new Map(
        [...fields].filter(
          ([, { source }]) => source.from !== 'attribute' || !attributes.has(source.attribute),
        ),
      );
};

/** The object without the values of hidden attributes. */
export function readable<O extends IndexedObject>(object: O, hidden: Hidden | undefined): O {
  const attributes = hidden?.get(object.kind);
  return attributes === undefined || attributes.size === 0
    ? object
    : {
        ...object,
        attributes: without(object.attributes, attributes),
        folded: object.folded === null ? null : without(object.folded, attributes),
        // All values as one text.
        searchText: '',
        words: null,
        wordMarks: null,
        valueMarks: null,
      };
}

const without = (values: IndexedObject['attributes'], hidden: ReadonlySet<string>) =>
  Object.fromEntries(Object.entries(values).filter(([attribute]) => !hidden.has(attribute)));
