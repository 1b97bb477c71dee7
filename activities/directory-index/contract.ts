/**
 * The search index: lists, counts and suggestions over the copy of directory objects, of one or
 * several stores. PostgreSQL and Elasticsearch implement it and answer alike, in the same order:
 * what counts as alike is decided by our own `fold`, order is that of code points.
 */
import type { ObjectKind } from '../../workflows/contracts/directory.ts';
import type { Filter } from '../../workflows/contracts/filter.ts';
import type { directoryObjects } from '../database/schema/directory.ts';
import type { DirectoryField } from '../platform/directory-fields.ts';

export type IndexedObject = typeof directoryObjects.$inferSelect;

export type Fields = ReadonlyMap<string, DirectoryField>;

/** What a reader may see of a store; stays in force whatever is asked for. */
export interface Visibility {
  /** Private groups are hidden but for these; all are shown when absent. */
  readonly privateGroups?: readonly string[];
  /** These objects only. */
  readonly only?: readonly string[];
}

/** Attributes a reader does not read, by the kind of object. */
export type Hidden = ReadonlyMap<ObjectKind, ReadonlySet<string>>;

/** What somebody types to find an object by the beginnings of its words. */
export interface QuickSearch {
  /** Checked by `quickTextProblem`. */
  readonly text: string;
  /** The text fields searched; those a store lacks are passed over. */
  readonly fields: readonly string[];
}

/** What of one store belongs to a list. Everything named must hold. */
export interface ListPart {
  readonly storeId: string;
  /** All kinds when absent. */
  readonly kind?: ObjectKind | readonly ObjectKind[];
  /** Members of this group; at any depth when nested. Whether the reader may see the group is the caller's to check. */
  readonly membersOf?: { readonly groupId: string; readonly nested: boolean };
  /** Groups that hold this object; at any depth when nested. */
  readonly groupsOf?: { readonly memberId: string; readonly nested: boolean };
  /** Parts of a name, account name or mail; case and accents do not matter. */
  readonly search?: string | undefined;
  /** Objects whose mail or login name is the text come first, before the order asked for. */
  readonly quick?: QuickSearch | undefined;
  readonly filter?: Filter | undefined;
  readonly visible?: Visibility | undefined;
  /** A role's search policy, in fields of its own, which a reader need not be able to ask for. */
  readonly scope?: { readonly filter: Filter; readonly fields: Fields } | undefined;
  /** What the reader does not read: no row has their values, and no text is looked for in them. */
  readonly hidden?: Hidden | undefined;
  /** Of the store; filter and order have been checked against them. */
  readonly fields: Fields;
}

export interface SortKey {
  readonly field: string;
  readonly descending: boolean;
}

export interface ListedObject extends IndexedObject {
  /** A membership that ordinary means cannot end, in a list of members; else false. */
  readonly readOnly: boolean;
  /** Where the row stands in the order: the cursor of what follows it. */
  readonly position: readonly string[];
}

export interface Page {
  /** Fields that every part has; names and ids decide where they are equal. */
  readonly sort: readonly SortKey[];
  /** The position of the last row of the page before. */
  readonly after: readonly string[] | null;
  readonly limit: number;
}

export interface Total {
  readonly count: number;
  /** False where there are more than were counted. */
  readonly exact: boolean;
}

export interface DirectoryIndex {
  list(parts: readonly ListPart[], page: Page): Promise<ListedObject[]>;
  /** The first objects a quick search for the text finds. */
  suggest(
    parts: readonly Omit<ListPart, 'quick'>[],
    quick: QuickSearch,
    limit: number,
  ): Promise<ListedObject[]>;
  /** @param upTo counting further costs and tells nobody anything; 10,000 when absent (users-and-search S5.2) */
  count(parts: readonly ListPart[], upTo?: number): Promise<Total>;
}

/** The engine does not answer. Nothing is lost: PostgreSQL keeps everything and tells it later. */
export class SearchUnavailable extends Error {
  override readonly name = 'SearchUnavailable';

  constructor(options?: ErrorOptions) {
    super(
      'Search is unavailable at the moment. Everything else works; try again in a minute, or ask an administrator to look at the search engine.',
      options,
    );
  }
}
