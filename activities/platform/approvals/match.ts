/**
 * Which approval workflows hold which part of a change. Pure; callers supply the facts. Used by the
 * planner and by the page that answers "who would be asked?", so that both always agree.
 */
import type {
  ApprovalEvent,
  ApprovalFilter,
  ApprovalObject,
  SystemWorkflow,
} from '../../../workflows/contracts/approvals.ts';

/** What matching looks at in a definition. */
export interface Rule {
  readonly id: string;
  readonly enabled: boolean;
  readonly system: SystemWorkflow | null;
  readonly objects: readonly ApprovalObject[];
  readonly event: ApprovalEvent;
  readonly fields: readonly string[];
  readonly filters: readonly ApprovalFilter[];
}

/** A part of a change that is held or let through as one. */
export interface Piece {
  /** Unique within the change. */
  readonly key: string;
  /** The field as workflows name it; null for what is no field: the object as a whole, one's own membership. */
  readonly field: string | null;
  /** The system workflow that it raises. */
  readonly raises?: SystemWorkflow;
}

export interface Change {
  readonly object: ApprovalObject;
  readonly event: ApprovalEvent;
  readonly pieces: readonly Piece[];
}

/** The values of an attribute, by concept or by the store's own name. */
export type Values = (attribute: string) => readonly string[];

export interface Facts {
  readonly target: Values;
  readonly requester: Values;
}

/** The pieces that a workflow holds; empty when it does not fire. */
export function heldPieces(rule: Rule, change: Change, facts: Facts): readonly Piece[] {
  if (!rule.enabled) return [];
  const { system } = rule;
  if (system !== null) return change.pieces.filter((piece) => piece.raises === system);
  if (rule.event !== change.event || !rule.objects.includes(change.object)) return [];
  if (!rule.filters.every((filter) => holds(filter, facts))) return [];
  // A creation and a deletion are held whole (W5).
  if (change.event !== 'edit') return change.pieces;
  return change.pieces.filter(({ field }) => field !== null && rule.fields.includes(field));
}

/** One condition; a missing value equals nothing, so it differs from everything (W3). */
function holds(filter: ApprovalFilter, facts: Facts): boolean {
  const values = facts[filter.subject](filter.attribute).filter((value) => value !== '');
  const wanted = folded(filter.value ?? '');
  switch (filter.test) {
    case 'present':
      return values.length > 0;
    case 'notPresent':
      return values.length === 0;
    case 'equals':
      return values.some((value) => folded(value) === wanted);
    case 'notEquals':
      return !values.some((value) => folded(value) === wanted);
  }
}

const folded = (text: string): string => text.normalize('NFC').toLowerCase();

/** Pieces that wait for the same workflows. */
export interface Held<R> {
  readonly rules: readonly R[];
  readonly pieces: readonly Piece[];
}

export interface Split<R> {
  /** Nobody holds these: they are written at once. */
  readonly free: readonly Piece[];
  readonly held: readonly Held<R>[];
}

/** Groups the pieces of one save by the set of workflows that hold them (W5), in the order of the pieces. */
export function splitByHolders<R extends Rule>(rules: readonly R[], change: Change, facts: Facts): Split<R> {
  const holders = rules.map((rule) => ({ rule, keys: keysOf(heldPieces(rule, change, facts)) }));
  const free: Piece[] = [];
  const held = new Map<string, { rules: readonly R[]; pieces: Piece[] }>();
  for (const piece of change.pieces) {
    const by = holders.filter(({ keys }) => keys.has(piece.key)).map(({ rule }) => rule);
    if (by.length === 0) {
      free.push(piece);
      continue;
    }
    const set = by.map(({ id }) => id).join(' ');
    const group = held.get(set) ?? { rules: by, pieces: [] };
    group.pieces.push(piece);
    held.set(set, group);
  }
  return { free, held: [...held.values()] };
}

const keysOf = (pieces: readonly Piece[]): ReadonlySet<string> => new Set(pieces.map(({ key }) => key));
