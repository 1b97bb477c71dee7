/**
 * What a person finds in the search index. One definition for answers, counts, suggestions and
 * exports, so that none of them shows what the others hide (users-and-search S1.2).
 */
import type { ObjectKind } from '../../workflows/contracts/directory.ts';
import { attributesIn, type Filter } from '../../workflows/contracts/filter.ts';
import {
  kindOfType,
  type SearchedKind,
  type SearchedType,
  type SearchPlace,
} from '../../workflows/contracts/search.ts';
import type { Db } from '../database/client.ts';
import type { IdentityStore } from '../database/repositories/stores.ts';
import { nobody } from '../platform/levels.ts';
import { storeVocabulary } from '../platform/live-directory.ts';
import type { Fields, Hidden, IndexedObject, QuickSearch, SortKey, Visibility } from './contract.ts';
import { insideOf } from './places.ts';
import { hiddenIn, type LevelledReader, readableFields } from './readable.ts';
import { asksOnly, nothing, seenPart, type SeenPart } from './scope.ts';
import { usableFields } from './usable-fields.ts';
import { type Reader, visibleGroups } from './visibility.ts';

/** Who searches, in the store of their account. */
export interface Searcher extends Reader {
  /** Private groups of others, too (the permission Manage Any Group). */
  readonly seesPrivateGroups: boolean;
}

export interface SearchTerms {
  /** Words as a person types them; nothing in them is query syntax. */
  readonly text?: string | undefined;
  readonly kinds: readonly SearchedType[];
  readonly filter?: Filter | undefined;
  /** Stores without a place here are searched whole. */
  readonly within?: readonly SearchPlace[] | undefined;
  readonly sort: readonly SortKey[];
}

/** A store as a search asks it, or why it is not asked. */
export interface AskedStore {
  readonly store: IdentityStore;
  /** What is indexed of it, hidden or not. */
  readonly fields: Fields;
  /** Attributes asked for that it does not have, does not index, or that are hidden from who searches. */
  readonly missing: readonly string[];
  readonly skipped: 'disabled' | 'attributes' | null;
}

/**
 * Elsewhere a person is nobody's member: ids of two stores have nothing to do with each other. Whom a search policy
 * holds in one store, it does not let into another.
 */
export const readerIn = (reader: Reader, storeId: string): Reader =>
  reader.storeId === storeId
    ? reader
    : {
        ...{ storeId, id: '', groups: [], hiddenFields: reader.hiddenFields, standing: nobody },
        search: reader.search === null ? null : [],
      };

/** Which rows of a store may be shown; undefined for all of them. */
const visibleIn = async (
  db: Db,
  searcher: Searcher,
  store: IdentityStore,
): Promise<Visibility | undefined> =>
  searcher.seesPrivateGroups
    ? undefined
    : visibleGroups(db, readerIn(searcher, store.id), storeVocabulary(store.kind).owner);

/** Which stores can answer; the others are named with what they lack (users-and-search S4.4). */
export async function askStores(
  db: Db,
  searcher: LevelledReader,
  stores: readonly IdentityStore[],
  { kinds, filter, sort }: Pick<SearchTerms, 'kinds' | 'filter' | 'sort'>,
): Promise<AskedStore[]> {
  const usable = await usableFields(db, 'objects', stores, null);
  const named = [
    ...(filter === undefined ? [] : attributesIn(filter)),
    ...sort.map(({ field }) => field),
    // A store that does not tell still has objects of the other types.
    ...(kinds.length === 1 ? kinds.filter((type) => type === 'mailbox') : []),
  ];
  return stores.map((store) => {
    const fields: Fields = usable.get(store.id) ?? new Map();
    const readable = readableFields(fields, hiddenIn(searcher, store), kinds.map(kindOfType));
    const missing = [...new Set(named.filter((name) => !readable.has(name)))];
    const skipped = !store.enabled ? 'disabled' : missing.length > 0 ? 'attributes' : null;
    return { store, fields, missing, skipped };
  });
}

/** What makes a user one with a mailbox, in stores that tell. */
const withMailbox = { op: 'compare', attribute: 'mailbox', test: 'equals', value: 'true' } as const;

/** The text fields a quick search looks at (users-and-search S2.1). */
const quickFields = ['displayName', 'firstName', 'mail'] as const;
export const quickOf = (text: string): QuickSearch => ({ text, fields: quickFields });

export type SearchPart = SeenPart & { readonly kind: SearchedKind; readonly type: SearchedType };

/** One part for each store and type: each is read in order from an index, and counted by itself. */
export async function searchParts(
  db: Db,
  searcher: Searcher,
  asked: readonly AskedStore[],
  terms: Omit<SearchTerms, 'sort'>,
): Promise<SearchPart[]> {
  const able = asked.filter(({ skipped }) => skipped === null);
  return (await Promise.all(able.map((one) => partsOfStore(db, searcher, one, terms)))).flat();
}

async function partsOfStore(
  db: Db,
  searcher: Searcher,
  { store, fields }: AskedStore,
  { text, kinds, filter, within = [] }: Omit<SearchTerms, 'sort'>,
): Promise<SearchPart[]> {
  const quick = text === undefined ? undefined : quickOf(text);
  const placeIds = within.flatMap(({ storeId, placeId }) => (storeId === store.id ? [placeId] : []));
  const [visible, inside] = await Promise.all([
    visibleIn(db, searcher, store),
    placeIds.length === 0 ? undefined : insideOf(db, store, placeIds),
  ]);
  const reader = readerIn(searcher, store.id);
  const hidden = hiddenIn(reader, store);
  const shared = await Promise.all(
    alikeHidden(hidden, kinds.map(kindOfType)).map(async (kind) => {
      const readable = readableFields(fields, hidden, kind);
      // What is hidden of some kinds may be asked of others, beside which these are counted.
      const asks = filter === undefined || asksOnly(filter, readable) ? both(filter, inside) : nothing;
      const part = await seenPart(db, reader, store, { quick, filter: asks, fields: readable, kind });
      return { ...part, kind };
    }),
  );
  return kinds.flatMap((type) => {
    const kind = kindOfType(type);
    const part = shared.find((one) => one.kind.includes(kind));
    if (part === undefined || (type === 'mailbox' && !part.fields.has(withMailbox.attribute))) return [];
    return {
      ...part,
      ...{ type, kind },
      ...(type === 'mailbox' ? { filter: both(part.filter, withMailbox) } : {}),
      visible: type === 'group' ? visible : undefined,
    };
  });
}

/** Kinds of which the same is hidden are asked for by one part: an engine reads them together. */
function alikeHidden(hidden: Hidden | undefined, kinds: readonly ObjectKind[]): ObjectKind[][] {
  const alike = Map.groupBy(new Set(kinds), (kind) => [...(hidden?.get(kind) ?? [])].toSorted().join('\n'));
  return [...alike.values()];
}

const both = (one: Filter | undefined, other: Filter | undefined): Filter | undefined =>
  one === undefined || other === undefined ? (one ?? other) : { op: 'and', nodes: [one, other] };

/** An object as it is found. */
export interface Hit {
  readonly id: string;
  readonly storeId: string;
  readonly kind: SearchedKind;
  readonly name: string;
  readonly displayName: string;
  readonly path: string;
  readonly enabled: boolean;
  /** By what the directory says; false where it says nothing. */
  readonly hasMailbox: boolean;
  readonly loginName: string | null;
  readonly mail: string | null;
  readonly title: string | null;
  readonly department: string | null;
  readonly office: string | null;
  readonly phone: string | null;
  readonly description: string | null;
}

/** @param object of one of the searched kinds */
export function hitOf(store: IdentityStore, object: IndexedObject): Hit {
  const words = storeVocabulary(store.kind);
  const text = (attribute: string | undefined): string | null =>
    attribute === undefined ? null : (object.attributes[attribute]?.[0] ?? null);
  return {
    id: object.objectId,
    storeId: store.id,
    kind: object.kind as SearchedKind,
    name: object.name,
    displayName: object.displayName,
    path: object.path,
    enabled: object.enabled,
    hasMailbox: text(words.mailbox) === 'true',
    loginName: text(words.loginName),
    mail: text(words.mail),
    title: text(words.title),
    department: text(words.department),
    office: text(words.office),
    phone: text(words.phone),
    description: text(words.description),
  };
}
