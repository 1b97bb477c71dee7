/**
 * What somebody's roles hide from them, in what is told of changes (users-and-search S1.3): that a hidden field was
 * changed is told, its values are not, and are marked as withheld rather than left empty.
 */
import type { HistoryEntry } from '../activities/database/repositories/history.ts';
import { hiddenAttributes, isHidden } from '../activities/platform/hidden-fields.ts';
import { storeVocabulary } from '../activities/platform/live-directory.ts';
import { objectKinds } from '../workflows/contracts/directory.ts';
import type { ErrorCode, FieldProblem } from '../workflows/contracts/errors.ts';
import { storeKinds } from '../workflows/contracts/ids.ts';
import type { PlanItem } from '../workflows/contracts/plan.ts';
import type { SessionActor } from './session-actor.ts';

/** Attributes behind hidden fields in a store of any kind: history tells of several, and of some that are gone. */
export const withheldAttributes = ({ hiddenFields = [] }: SessionActor): ReadonlySet<string> =>
  hiddenFields.length === 0
    ? none
    : new Set(storeKinds.flatMap((kind) => [...hiddenAttributes(storeVocabulary(kind), hiddenFields)]));

const none: ReadonlySet<string> = new Set();

/** An entry as it is told. Hashes are of the values, too: they would say whether a guess is right. */
export type ToldEntry = Omit<HistoryEntry, 'hash' | 'previousHash'> & {
  readonly hash: string | null;
  readonly previousHash: string | null;
  readonly hidden: boolean;
};

export function toldEntry(entry: HistoryEntry, withheld: ReadonlySet<string>): ToldEntry {
  if (withheld.size === 0) return { ...entry, hidden: false };
  const unproved = { ...entry, hash: null, previousHash: null };
  const isDirectorys = (objectKinds as readonly string[]).includes(entry.objectKind);
  return isDirectorys && withheld.has(entry.attribute ?? '')
    ? { ...unproved, oldValue: null, newValue: null, valueName: null, hidden: true }
    : { ...unproved, hidden: false };
}

/**
 * A line of a request's plan. What is asked for is told to everybody who may see the request: they asked for it or
 * decide on it. What the directory holds is not; of a line that will not be done that is both sides.
 */
export function toldItem(item: PlanItem, withheld: ReadonlySet<string>): PlanItem & { hidden?: true } {
  if (!withheld.has(item.attribute ?? '')) return item;
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
export function toldReason<R extends Reason>(reason: R, { hiddenFields = [] }: SessionActor): R {
  const { code, fields } = reason;
  const isAboutHidden = fields?.some(({ field }) =>
    storeKinds.some((kind) => isHidden(storeVocabulary(kind), hiddenFields, field)),
  );
  if (code !== ('version.stale' satisfies ErrorCode) || fields === undefined || isAboutHidden !== true) {
    return reason;
  }
  const message = 'Changed by someone else.';
  return { ...reason, message, fields: fields.map(({ field, code: of }) => ({ field, code: of, message })) };
}
