/** Searches, and whole results as files, written in the background. */
import type { Filter } from './filter.ts';

export const exportFormats = ['xlsx', 'csv'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const exportStates = ['queued', 'running', 'ready', 'failed', 'cancelled'] as const;
export type ExportState = (typeof exportStates)[number];

/** Kinds people search for. Containers are places: they are looked in, not for. */
export const searchedKinds = ['user', 'group', 'contact', 'computer'] as const;
export type SearchedKind = (typeof searchedKinds)[number];

/** The search whose result is exported; it has been checked against the fields of its stores. */
export interface ExportedSearch {
  readonly storeIds: readonly string[];
  readonly kinds: readonly SearchedKind[];
  readonly text?: string;
  readonly filter?: Filter;
  readonly sort: readonly { readonly field: string; readonly descending: boolean }[];
}
