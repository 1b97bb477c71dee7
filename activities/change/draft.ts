/** A plan in the making: the changes, and the same told line by line for people and for history. */
import type { SystemWorkflow } from '../../workflows/contracts/approvals.ts';
import type { AttributeChange } from '../../workflows/contracts/delta.ts';
import type { PlanItem, PlannedChange, PlanWarning } from '../../workflows/contracts/plan.ts';
import type { Group } from './group.ts';

/** What approval workflows look at, beside the changes themselves. */
export interface Asking {
  readonly event: 'create' | 'edit' | 'delete';
  /** The group as it is; null for one that is to be made. */
  readonly group: Group | null;
  /** The system workflow that alone decides whether the change waits, such as of one's own joining (W2, W6). */
  readonly own?: SystemWorkflow | 'free';
  /** Where it is about a person: who is answerable for them. Of a transfer that is the new manager. */
  readonly person?: {
    readonly id: string;
    readonly primaryManagers: readonly string[];
    readonly managers: readonly string[];
  };
  /** Groups among the members that are added: nesting them is a system workflow of its own. */
  readonly nested?: readonly string[];
}

export interface Draft {
  readonly target: { readonly id: string | null; readonly name: string };
  readonly changes: readonly PlannedChange[];
  readonly items: readonly PlanItem[];
  readonly warnings: readonly PlanWarning[];
  readonly asking: Asking;
}

/** Object names by id, for the lines people read. */
export type Names = ReadonlyMap<string, string>;

/** What a change does to one value of one attribute. */
interface Line {
  readonly operation: PlanItem['operation'];
  readonly attribute: string | null;
  readonly old: string | null;
  readonly new: string | null;
  readonly about?: string;
}

/** Tells changes line by line: one line per value, in the order they are executed. */
export function itemsOf(storeName: string, changes: readonly PlannedChange[], names: Names): PlanItem[] {
  return changes.flatMap((change, index) =>
    linesOf(change).map((line) => ({
      change: index,
      store: storeName,
      object: change.objectId,
      objectName: change.objectName,
      ...line,
      valueName: names.get(line.about ?? line.new ?? line.old ?? '') ?? null,
      skippedReason: null,
    })),
  );
}

/** A line for something asked for that will not be done, with the reason. */
export function skipped(
  storeName: string,
  change: PlannedChange,
  line: Line,
  names: Names,
  reason: string,
): PlanItem {
  return {
    change: null,
    store: storeName,
    object: change.objectId,
    objectName: change.objectName,
    ...line,
    valueName: names.get(line.new ?? line.old ?? '') ?? null,
    skippedReason: reason,
  };
}

function linesOf(change: PlannedChange): Line[] {
  return [
    ...(change.operation === 'update'
      ? []
      : [{ operation: change.operation, attribute: null, old: null, new: null }]),
    ...Object.entries(change.attributes ?? {}).flatMap(([attribute, values]) =>
      values.map((value) => ({ operation: 'addValue' as const, attribute, old: null, new: value })),
    ),
    ...(change.delta ?? []).flatMap(deltaLines),
    ...settingsLines(change),
  ];
}

function deltaLines(change: AttributeChange): Line[] {
  const { attribute } = change;
  if (change.op === 'set') return [{ operation: 'update', attribute, old: change.old, new: change.new }];
  return [
    ...change.add.map((value) => ({ operation: 'addValue' as const, attribute, old: null, new: value })),
    ...change.remove.map((value) => ({
      operation: 'removeValue' as const,
      attribute,
      old: value,
      new: null,
    })),
  ];
}

/** Attribute names of Muster's own data in plans and history. */
export const ownAttributes = {
  securityType: 'securityType',
  additionalOwners: 'additionalOwners',
  memberUntil: 'memberUntil',
} as const;

/** What tells this line from others of its attribute: the value that comes or goes, or the member whose end it is. */
export const valueOf = ({ operation, about, ...item }: PlanItem): string | null =>
  about ?? (operation === 'removeValue' ? item.old : item.new);

/** Members who leave take their end with them. */
export const leavingIn = ({ delta = [] }: PlannedChange): ReadonlySet<string> =>
  new Set(delta.flatMap((part) => (part.op === 'values' ? part.remove : [])));

function settingsLines(change: PlannedChange): Line[] {
  const { settings } = change;
  if (settings === undefined) return [];
  const { securityType, additionalOwners, memberUntil = [] } = settings;
  return [
    ...(securityType === undefined
      ? []
      : [
          {
            operation: 'update' as const,
            attribute: ownAttributes.securityType,
            old: securityType.old,
            new: securityType.new,
          },
        ]),
    ...(additionalOwners === undefined
      ? []
      : deltaLines({ attribute: ownAttributes.additionalOwners, op: 'values', ...additionalOwners })),
    ...memberUntil
      .filter(({ memberId }) => !leavingIn(change).has(memberId))
      .map(({ memberId, ...end }) => ({
        operation: 'update' as const,
        attribute: ownAttributes.memberUntil,
        ...end,
        about: memberId,
      })),
  ];
}
