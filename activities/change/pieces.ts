/** The parts of a plan that approval workflows hold or let through one by one (access-and-approvals W5). */
import type { UndoInput, UpdateGroupInput } from '../../workflows/contracts/actions.ts';
import type { AttributeChange } from '../../workflows/contracts/delta.ts';
import type { Vocabulary } from '../../workflows/contracts/directory.ts';
import type { PlannedChange, SettingsChange } from '../../workflows/contracts/plan.ts';
import { listRequestHistory } from '../database/repositories/history.ts';
import type { Piece } from '../platform/approvals/match.ts';
import type { PlanContext } from './context.ts';
import { type Draft, ownAttributes, valueOf } from './draft.ts';
import { fieldOf } from './field-names.ts';

const whole = 'whole';
const nestedMembers = 'nestedMembers';

/** Which piece a value of an attribute belongs to. */
type KeyOf = (attribute: string, value: string | null) => string;

function keysIn({ asking }: Draft, vocabulary: Vocabulary): KeyOf {
  const { event, own, nested = [] } = asking;
  return (attribute, value) => {
    if (event !== 'edit' || own !== undefined) return whole;
    const isMember = attribute === vocabulary.member || attribute === ownAttributes.memberUntil;
    if (isMember && value !== null && nested.includes(value)) return nestedMembers;
    // The end of a membership waits with the membership.
    if (isMember) return fieldOf(vocabulary, vocabulary.member ?? attribute);
    return fieldOf(vocabulary, attribute);
  };
}

export function piecesOf(draft: Draft, vocabulary: Vocabulary): readonly Piece[] {
  const { own } = draft.asking;
  const keyOf = keysIn(draft, vocabulary);
  const keys = new Set(draft.changes.flatMap((change) => keysOf(change, keyOf)));
  return [...keys].map((key): Piece => {
    if (key === whole)
      return { key, field: null, ...(own === undefined || own === 'free' ? {} : { raises: own }) };
    return key === nestedMembers ? { key, field: 'members', raises: 'nestGroup' } : { key, field: key };
  });
}

function keysOf(change: PlannedChange, keyOf: KeyOf): string[] {
  if (change.operation !== 'update') return [keyOf('', null)];
  return [
    ...(change.delta ?? []).flatMap((part) =>
      part.op === 'set'
        ? [keyOf(part.attribute, null)]
        : [
            ...part.add.map((value) => keyOf(part.attribute, value)),
            ...part.remove.map((value) => keyOf(part.attribute, value)),
          ],
    ),
    ...Object.keys(change.settings ?? {})
      .filter((name) => name !== ownAttributes.memberUntil)
      .map((name) => keyOf(name, null)),
    ...(change.settings?.memberUntil ?? []).map(({ memberId }) => keyOf(ownAttributes.memberUntil, memberId)),
  ];
}

/** The draft with these pieces only. What will not be done anyway is told with the first part. */
export function draftWith(
  draft: Draft,
  vocabulary: Vocabulary,
  pieces: readonly Piece[],
  isFirst: boolean,
): Draft {
  const keyOf = keysIn(draft, vocabulary);
  const keys = new Set(pieces.map(({ key }) => key));
  const changes = draft.changes.flatMap((change) => changeWith(change, keyOf, keys));
  return {
    ...draft,
    changes,
    items: draft.items.filter((item) =>
      item.change === null ? isFirst : keys.has(keyOf(item.attribute ?? '', valueOf(item))),
    ),
  };
}

function changeWith(change: PlannedChange, keyOf: KeyOf, keys: ReadonlySet<string>): PlannedChange[] {
  const { settings: before, ...rest } = change;
  if (change.operation !== 'update') return keys.has(keyOf('', null)) ? [change] : [];
  const delta = (change.delta ?? []).flatMap((part): AttributeChange[] => {
    if (part.op === 'set') return keys.has(keyOf(part.attribute, null)) ? [part] : [];
    const kept = (values: readonly string[]) =>
      values.filter((value) => keys.has(keyOf(part.attribute, value)));
    const [add, remove] = [kept(part.add), kept(part.remove)];
    return add.length + remove.length === 0 ? [] : [{ ...part, add, remove }];
  });
  const { memberUntil = [], ...others } = before ?? {};
  const ends = memberUntil.filter(({ memberId }) => keys.has(keyOf(ownAttributes.memberUntil, memberId)));
  const settings: SettingsChange = {
    ...Object.fromEntries(Object.entries(others).filter(([name]) => keys.has(keyOf(name, null)))),
    ...(ends.length === 0 ? {} : { memberUntil: ends }),
  };
  const hasSettings = Object.keys(settings).length > 0;
  if (delta.length === 0 && !hasSettings) return [];
  return [{ ...rest, delta, ...(hasSettings ? { settings } : {}) }];
}

/** What would have been asked for, had somebody asked for these pieces only. */
export async function inputWith(
  { db, request, provider: { vocabulary } }: PlanContext,
  draft: Draft,
  pieces: readonly Piece[],
): Promise<Record<string, unknown>> {
  const { input } = request;
  const keys = new Set(pieces.map(({ key }) => key));
  switch (request.action) {
    case 'updateGroup': {
      const { groupId, seen, ...fields } = input as unknown as UpdateGroupInput;
      const picked = (from: object) =>
        Object.fromEntries(Object.entries(from).filter(([field]) => keys.has(field)));
      return { groupId, ...picked(fields), ...(seen === undefined ? {} : { seen: picked(seen) }) };
    }
    case 'addMembers':
    case 'removeMembers': {
      const { changes } = draftWith(draft, vocabulary, pieces, false);
      const parts = changes.flatMap(({ delta = [] }) => delta);
      const ends = changes.flatMap(({ settings }) => settings?.memberUntil ?? []);
      const memberIds = new Set([
        ...parts.flatMap((part) => (part.op === 'values' ? [...part.add, ...part.remove] : [])),
        ...ends.map(({ memberId }) => memberId),
      ]);
      return { ...input, memberIds: [...memberIds] };
    }
    case 'undoChange': {
      const { requestId, entryIds } = input as unknown as UndoInput;
      const keyOf = keysIn(draft, vocabulary);
      const entries = await listRequestHistory(db, requestId, entryIds);
      return {
        requestId,
        entryIds: entries
          .filter(
            (entry) =>
              entry.attribute !== ownAttributes.memberUntil &&
              keys.has(keyOf(entry.attribute ?? '', entry.newValue ?? entry.oldValue)),
          )
          .map(({ id }) => id),
      };
    }
    case 'createGroup':
    case 'deleteGroup':
    case 'joinGroup':
    case 'leaveGroup':
    case 'endMemberships':
      return input;
  }
}
