/**
 * A change set: what a request will do, store by store, before anybody does it. The plan is what is
 * approved and what is executed.
 */
import type { Delta } from './delta.ts';
import type { Attributes, ObjectKind } from './directory.ts';
import type { SecurityType } from './actions.ts';

export type Operation = 'create' | 'update' | 'delete';

/** One object's part of a change set; executed by one provider operation. */
export interface PlannedChange {
  readonly storeId: string;
  readonly kind: ObjectKind;
  /** Null for an object that does not exist yet. */
  readonly objectId: string | null;
  readonly objectName: string;
  readonly operation: Operation;
  /** create: the attributes to write. */
  readonly attributes?: Attributes;
  /** create: where. */
  readonly container?: string | null;
  /** update: the directory's part. */
  readonly delta?: Delta;
  /** What Muster itself keeps for the object, after the change; only the keys that change. */
  readonly settings?: SettingsChange;
  /** delete: the attributes at plan time, for the approver and for history. */
  readonly before?: Attributes;
}

/** Muster's own data of a group, old beside new. */
export interface SettingsChange {
  readonly securityType?: { readonly old: SecurityType | null; readonly new: SecurityType };
  readonly additionalOwners?: { readonly add: readonly string[]; readonly remove: readonly string[] };
  readonly memberUntil?: readonly MemberEnd[];
}

/** When one membership ends, ISO 8601; null is never. Of somebody who is yet to be added the old one is null. */
export interface MemberEnd {
  readonly memberId: string;
  readonly old: string | null;
  readonly new: string | null;
}

/** A line of the plan as people read it. */
export interface PlanItem {
  /** Which of the plan's changes it is part of; null for what will not be done. */
  readonly change: number | null;
  readonly store: string;
  readonly object: string | null;
  readonly objectName: string;
  readonly operation: Operation | 'addValue' | 'removeValue';
  readonly attribute: string | null;
  readonly old: string | null;
  readonly new: string | null;
  /** The name behind an id in `old` or `new`: a member, an owner. */
  readonly valueName: string | null;
  /** Why this line will not be done, or null. */
  readonly skippedReason: string | null;
  /** The member whose end it is; with `memberUntil` only. */
  readonly about?: string;
}

export interface PlanWarning {
  readonly code: string;
  readonly message: string;
}
