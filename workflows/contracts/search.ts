/** Searches, and whole results as files, written in the background. */
import type { Filter } from './filter.ts';

export const exportFormats = ['xlsx', 'csv'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const exportStates = ['queued', 'running', 'ready', 'failed', 'cancelled'] as const;
export type ExportState = (typeof exportStates)[number];

/** Kinds people search for. Containers are places: they are looked in, not for. */
export const searchedKinds = ['user', 'group', 'contact', 'computer'] as const;
export type SearchedKind = (typeof searchedKinds)[number];

/** What a search asks for by type: the kinds, and the users that have a mailbox (users-and-search S3.1, U1.3). */
export const searchedTypes = ['user', 'mailbox', 'group', 'contact', 'computer'] as const;
export type SearchedType = (typeof searchedTypes)[number];

/** What an object of a type is. */
export const kindOfType = (type: SearchedType): SearchedKind => (type === 'mailbox' ? 'user' : type);

/** In their order; whoever looks for users finds those with a mailbox among them. */
export const typesAmong = (types: readonly string[]): readonly SearchedType[] =>
  searchedTypes.filter(
    (type) => types.includes(type) && !(type === 'mailbox' && types.includes(kindOfType(type))),
  );

/** Nothing is left out. */
export const areAllKinds = (types: readonly SearchedType[]): boolean =>
  searchedKinds.every((kind) => types.includes(kind));

/** A place in a store: what is below it is searched, at any depth. */
export interface SearchPlace {
  readonly storeId: string;
  /** As the store's list of places names it. */
  readonly placeId: string;
}

/** What the form of the advanced search asks for, each by the beginning of its value (users-and-search S3.1). */
export const advancedFields = [
  'displayName',
  'firstName',
  'lastName',
  'accountName',
  'title',
  'department',
  'company',
  'office',
  'city',
] as const;
export type AdvancedField = (typeof advancedFields)[number];

/** What is searched for, and where; it has been checked against the fields of its stores. */
export interface SearchedFor {
  readonly storeIds: readonly string[];
  readonly kinds: readonly SearchedType[];
  /** Stores without a place here are searched whole. */
  readonly within?: readonly SearchPlace[];
  readonly filter?: Filter;
}

/** The search whose result is exported. */
export interface ExportedSearch extends SearchedFor {
  readonly text?: string;
  readonly sort: readonly { readonly field: string; readonly descending: boolean }[];
}
