/** What the engine is told of an object: what it is found and sorted by. Everything else is read from PostgreSQL. */
import type { Concept, Vocabulary } from '../../../workflows/contracts/directory.ts';
import { namesIn } from '../../platform/search-text.ts';
import { wordsOf } from '../../platform/words.ts';
import type { IndexedObject } from '../contract.ts';
import { sortedLength } from '../order.ts';
import { addTerms, displayNameTerm, term, textTerm, type ValueTerms } from './terms.ts';

/** To be raised when the same object gives another document: every index is made anew then. */
export const documentVersion = 2;

/** Beside the object's own row. */
export interface Surroundings {
  readonly securityType: string;
  readonly additionalOwners: readonly string[];
  /** The groups that hold it directly. */
  readonly groups: readonly string[];
  /** A group with members. */
  readonly hasMembers: boolean;
}

export interface Document {
  readonly storeId: string;
  readonly objectId: string;
  readonly kind: string;
  readonly enabled: string;
  readonly sortKey: string;
  /** Below which places it stands: their keys are its beginnings. */
  readonly place: string;
  readonly securityType: string;
  readonly values: readonly string[];
  readonly pieces: readonly string[];
  readonly ends: readonly string[];
  /** The attributes it has. */
  readonly has: readonly string[];
  readonly words: readonly string[];
  readonly owners: readonly string[];
  readonly groups: readonly string[];
  readonly hasMembers: boolean;
  /** The first value of each concept, by the concept's name, the same in every store. */
  readonly first: Readonly<Record<string, string>>;
}

/** Values that name other objects are compared whole only; people do not type them. */
const references: readonly Concept[] = ['member', 'owner', 'manager'];

/** What is searched by words: every text people know by a name. */
const searchedByWords = (vocabulary: Vocabulary): ReadonlySet<string> =>
  new Set([
    '$name',
    ...Object.entries(vocabulary).flatMap(([concept, attribute]) =>
      references.includes(concept as Concept) ? [] : [attribute],
    ),
  ]);

/** The attribute behind each field a list can be sorted by. */
const sortedFields = (vocabulary: Vocabulary): [field: string, attribute: string][] => [
  ['name', '$name'],
  ['path', '$path'],
  ...Object.entries(vocabulary).filter(
    ([concept]) =>
      concept !== 'displayName' && concept !== 'name' && !references.includes(concept as Concept),
  ),
];

const cut = (text: string, length: number): string =>
  text.length <= length ? text : Array.from(text).slice(0, length).join('');

/** Ids and names of directories are shorter; a term could not hold more. */
const longestTerm = 8000;

export function documentOf(row: IndexedObject, vocabulary: Vocabulary, around: Surroundings): Document {
  const { storeId, objectId, kind, enabled, sortKey, searchText, attributes } = row;
  const folded = Object.entries(row.folded ?? {}).filter(([attribute]) => attribute !== vocabulary.member);
  const terms: ValueTerms = { whole: [], pieces: [], ends: [] };
  const words = new Set(wordsOf(sortKey).map((word) => term(displayNameTerm, word)));
  const byWords = searchedByWords(vocabulary);
  addTerms(terms, displayNameTerm, sortKey);
  for (const line of namesIn(searchText)) addTerms(terms, textTerm, line);
  for (const [attribute, values] of folded) {
    for (const value of values) {
      addTerms(terms, attribute, value);
      if (byWords.has(attribute)) for (const word of wordsOf(value)) words.add(term(attribute, word));
    }
  }
  const primary = vocabulary.owner === undefined ? [] : (attributes[vocabulary.owner] ?? []);
  const owners = [...new Set([...around.additionalOwners, ...primary])];
  return {
    ...{ storeId, objectId, kind, enabled: String(enabled), sortKey: cut(sortKey, longestTerm) },
    place: cut(row.place ?? '', longestTerm),
    securityType: around.securityType,
    values: terms.whole,
    pieces: terms.pieces,
    ends: terms.ends,
    has: folded.map(([attribute]) => attribute),
    words: [...words],
    owners: owners.map((owner) => cut(owner, longestTerm)),
    groups: around.groups,
    hasMembers: around.hasMembers,
    first: Object.fromEntries(
      sortedFields(vocabulary).flatMap(([field, attribute]) => {
        const value = row.folded?.[attribute]?.[0];
        return value === undefined ? [] : [[field, cut(value, sortedLength)]];
      }),
    ),
  };
}
