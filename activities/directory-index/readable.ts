/**
 * What a reader's roles hide of the objects they find (users-and-search S1.3). As with the search policy, it is put on a
 * part of a list where the part is made, and taken out of every row where the row is given out: above both engines.
 */
import type { IdentityStore } from '../database/repositories/stores.ts';
import { hiddenAttributes } from '../platform/hidden-fields.ts';
import { storeVocabulary } from '../platform/live-directory.ts';
import type { Fields, IndexedObject } from './contract.ts';
import type { Reader } from './visibility.ts';

/** The attributes of a store that the reader does not read; undefined where they read all. */
export const hiddenIn = (
  { hiddenFields }: Pick<Reader, 'hiddenFields'>,
  { kind }: Pick<IdentityStore, 'kind'>,
): ReadonlySet<string> | undefined =>
  hiddenFields.length === 0 ? undefined : hiddenAttributes(storeVocabulary(kind), hiddenFields);

/** Fields that can be asked for: one that is hidden is answered like one that does not exist. */
export const readableFields = (fields: Fields, hidden: ReadonlySet<string> | undefined): Fields =>
  hidden === undefined
    ? fields
    : new Map(
        [...fields].filter(([, { source }]) => source.from !== 'attribute' || !hidden.has(source.attribute)),
      );

/** The object without the values of hidden attributes. */
export const readable = <O extends IndexedObject>(object: O, hidden: ReadonlySet<string> | undefined): O =>
  hidden === undefined
    ? object
    : {
        ...object,
        attributes: without(object.attributes, hidden),
        folded: object.folded === null ? null : without(object.folded, hidden),
        // All values as one text.
        searchText: '',
        words: null,
        wordMarks: null,
        valueMarks: null,
      };

const without = (values: IndexedObject['attributes'], hidden: ReadonlySet<string>) =>
  Object.fromEntries(Object.entries(values).filter(([attribute]) => !hidden.has(attribute)));
