/**
 * What is kept from somebody in what is told of changes, by their roles (users-and-search S1.3) and by levels of fields
 * (stores-and-links P5): that a hidden field was changed is told, its values are not, and are marked as withheld rather
 * than left empty. Levels for owners, managers and oneself withhold here from everybody, as in lists.
 */
import type { Db } from '../activities/database/client.ts';
import type { HistoryEntry } from '../activities/database/repositories/history.ts';
import { listStores } from '../activities/database/repositories/stores.ts';
import { hiddenIn, hiddenOf } from '../activities/directory-index/readable.ts';
import { attributeOf, hiddenAttributes } from '../activities/platform/hidden-fields.ts';
import { storeVocabulary } from '../activities/platform/live-directory.ts';
import { type ObjectKind, objectKinds } from '../workflows/contracts/directory.ts';
import type { ErrorCode, FieldProblem } from '../workflows/contracts/errors.ts';
import { storeKinds } from '../workflows/contracts/ids.ts';
import type { PlanItem } from '../workflows/contracts/plan.ts';
import { readerOf } from './group-view.ts';
import type { SessionActor } from './session-actor.ts';

export interface Withheld {
  /** Whether the values of an attribute of the store's objects of that kind are. */
  holds(storeId: string, kind: ObjectKind, attribute: string): boolean;
  /** The same, by the name of the field in a request. */
  holdsField(storeId: string, kind: ObjectKind, field: string): boolean;
  /** All attributes that are withheld of some objects. */
  readonly attributes: ReadonlySet<string>;
}

export async function withheldFrom(db: Db, actor: SessionActor): Promise<Withheld> {
  const reader = readerOf(actor, actor.storeId);
  const stores = await listStores(db);
  const byStore = new Map(
    stores.map((store) => [
      store.id,
      { words: storeVocabulary(store.kind), hidden: hiddenIn(reader, store) },
    ]),
  );
  // Of stores that are gone the vocabulary is not known: what is hidden in one of any kind.
  const anywhere = new Set(
    storeKinds.flatMap((kind) => [...hiddenAttributes(storeVocabulary(kind), reader.hiddenFields)]),
  );
  const holds: Withheld['holds'] = (id, kind, attribute) => {
    const store = byStore.get(id);
    return store === undefined ? anywhere.has(attribute) : store.hidden?.get(kind)?.has(attribute) === true;
  };
  return {
    holds,
    holdsField: (id, kind, field) => {
      const words = byStore.get(id)?.words;
      return holds(id, kind, words === undefined ? field : attributeOf(words, field));
    },
    attributes: new Set([
      ...anywhere,
      ...[...byStore.values()].flatMap(({ hidden }) => [...(hiddenOf(hidden) ?? [])]),
    ]),
  };
}

/** An entry as it is told. Hashes are of the values, too: they would say whether a guess is right. */
export type ToldEntry = Omit<HistoryEntry, 'hash' | 'previousHash'> & {
  readonly hash: string | null;
  readonly previousHash: string | null;
  readonly hidden: boolean;
};

export function toldEntry(entry: HistoryEntry, withheld: Withheld): ToldEntry {
  if (withheld.attributes.size === 0) return { ...entry, hidden: false };
  const unproved = { ...entry, hash: null, previousHash: null };
  const kind = objectKinds.find((one) => one === entry.objectKind);
  return kind !== undefined && withheld.holds(entry.storeId, kind, entry.attribute ?? '')
    ? { ...unproved, oldValue: null, newValue: null, valueName: null, hidden: true }
    : { ...unproved, hidden: false };
}

/** What requests change today. */
const changedKind = 'group';

/**
 * A line of a request's plan. What is asked for is told to everybody who may see the request: they asked for it or
 * decide on it. What the directory holds is not; of a line that will not be done that is both sides.
 */
export function toldItem(storeId: string, item: PlanItem, withheld: Withheld): PlanItem & { hidden?: true } {
  if (!withheld.holds(storeId, changedKind, item.attribute ?? '')) return item;
  const isDone = item.change !== null && item.operation !== 'removeValue';
  return { ...item, old: null, ...(isDone ? {} : { new: null, valueName: null }), hidden: true };
}

/** As steps of a timeline and requests tell why something was not done. */
interface Reason {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly fields?: readonly FieldProblem[];
}

/** Why a request failed; where somebody else had changed a hidden field, without what it holds now. */
export function toldReason<R extends Reason>(storeId: string, reason: R, withheld: Withheld): R {
  const { code, fields } = reason;
  const isAboutHidden = fields?.some(({ field }) => withheld.holdsField(storeId, changedKind, field));
  if (code !== ('version.stale' satisfies ErrorCode) || fields === undefined || isAboutHidden !== true) {
    return reason;
  }
  const message = 'Changed by someone else.';
  return { ...reason, message, fields: fields.map(({ field, code: of }) => ({ field, code: of, message })) };
}
