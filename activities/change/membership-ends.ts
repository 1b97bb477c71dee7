/**
 * The ends of memberships beside the writes they belong to (access-and-approvals B5).
 *
 * Contract, so that no membership is lost and none is bounded or made endless by chance:
 * 1. What a request sets is written down when its journal is begun, under a lock of the group, and is in
 *    force once the request is recorded. A request that fails leaves what was there before it.
 * 2. Whoever was a member for good before the request wrote is left so, and so is whoever another request
 *    adds for good at the same time. Of two ends asked for at the same time the later one counts.
 * 3. An end that somebody moved since the plan was made makes the plan stale.
 * 4. Muster removes a member only if the very end it was told of still stands when it begins to write. While
 *    it writes, whoever adds that member waits.
 * 5. Between the look at the directory and the write somebody may add the member natively; the directory
 *    does not tell that from our own write. That membership has our end.
 */
import type { EndMembershipsInput } from '../../workflows/contracts/actions.ts';
import type { MemberEnd, PlannedChange } from '../../workflows/contracts/plan.ts';
import { ApplicationFailure } from '@temporalio/common';
import type { Transaction } from '../database/client.ts';
import type { ChangeSet, JournalRow } from '../database/repositories/change-sets.ts';
import {
  dropDueEnds,
  listBegunPlans,
  listEnds,
  lockEnds,
  markRemoving,
  type MembershipEnd,
  planEnd,
  settleEnds,
  unfinishedAmong,
} from '../database/repositories/membership-ends.ts';
import type { Request } from '../database/repositories/requests.ts';
import { ownAttributes } from './draft.ts';
import { type Held, isHeld } from './drift.ts';
import { notMember } from './planners/membership.ts';
import { RequestRefused } from './refused.ts';

/** Somebody moved an end since the plan was made. */
export class EndMoved extends Error {
  override readonly name = 'EndMoved';
}

/** A day that has passed while a request waited is nobody's wish any more. @throws `value.invalid` */
export function requireEndsAhead(changes: readonly PlannedChange[], now: Date): void {
  const late = changes
    .flatMap(({ settings }) => settings?.memberUntil ?? [])
    .some((end) => end.new !== null && new Date(end.new) <= now);
  if (!late) return;
  throw RequestRefused.field(
    'value.invalid',
    'until',
    'The end of the membership has passed while the request waited, so nothing was done. Ask again with a later one.',
  );
}

/** @param row gets what is left as it is */
export async function beginEnds(
  tx: Transaction,
  request: Request,
  set: ChangeSet,
  change: PlannedChange,
  row: { alreadyHeld: JournalRow['alreadyHeld'] },
  member: string | undefined,
): Promise<void> {
  if (change.kind !== 'group' || change.objectId === null || member === undefined) return;
  const group = { storeId: change.storeId, groupId: change.objectId };
  const { add, remove } = membersOf(change, member);
  const ends = change.settings?.memberUntil ?? [];
  const touched = [...new Set([...add, ...remove, ...ends.map(({ memberId }) => memberId)])];
  if (touched.length === 0) return;
  await lockEnds(tx, group);
  const known = await listEnds(tx, group, touched);
  const removing = await unfinishedAmong(
    tx,
    [...known.values()].flatMap(({ removingRequestId: id }) =>
      id === null || id === request.id ? [] : [id],
    ),
  );
  const isLeaving = (end: MembershipEnd | null) => removing.has(end?.removingRequestId ?? '');
  const leave = (held: Held) => {
    row.alreadyHeld = [...row.alreadyHeld, held];
  };

  const wanted = new Map(ends.map((end) => [end.memberId, end]));
  const rivals = ends.length === 0 ? [] : await listBegunPlans(tx, group, request.id, set.createdAt);
  const forGood = new Set(rivals.flatMap((changes) => changes.flatMap((one) => addedForGood(one, member))));
  for (const memberId of add) {
    const end = known.get(memberId) ?? null;
    if (isLeaving(end)) throw waits();
    const until = wanted.get(memberId)?.new ?? null;
    const isThere = isHeld(row.alreadyHeld, member, memberId);
    // Of a plan made before: the end of an earlier membership is none of this one.
    const rival = end !== null && end.changedAt > set.createdAt ? end.until : null;
    if (until === null) {
      if (end !== null) await planEnd(tx, group, memberId, request.id, null, end);
    } else if ((isThere && rival === null) || forGood.has(memberId)) {
      leave({ attribute: ownAttributes.memberUntil, value: memberId });
      if (end !== null) await planEnd(tx, group, memberId, request.id, null, end);
    } else {
      const wish = new Date(until);
      await planEnd(tx, group, memberId, request.id, rival !== null && rival > wish ? rival : wish, end);
    }
  }
  for (const end of ends.filter(({ memberId: id }) => !add.includes(id) && !remove.includes(id))) {
    const now = known.get(end.memberId) ?? null;
    if (!stands(now, end) || isLeaving(now)) throw new EndMoved();
    await planEnd(tx, group, end.memberId, request.id, end.new === null ? null : new Date(end.new), now);
  }
  const due = request.action === 'endMemberships' ? dueFor(request, known) : null;
  for (const memberId of remove) {
    if (due === null || due.has(memberId) || isHeld(row.alreadyHeld, member, memberId)) continue;
    leave({ attribute: member, value: memberId });
  }
  const removed = remove.filter((id) => !isHeld(row.alreadyHeld, member, id) && known.has(id));
  await markRemoving(tx, group, removed, request.id);
}

/** Members whose end has come, as this request was told of it. */
export function dueFor(
  { input }: Pick<Request, 'input'>,
  known: ReadonlyMap<string, MembershipEnd>,
): ReadonlySet<string> {
  const { because } = input as unknown as EndMembershipsInput;
  return new Set(
    [...known.values()]
      .filter(
        ({ requestId, state, until }) =>
          requestId === because && state === 'active' && until !== null && until <= new Date(),
      )
      .map(({ memberId }) => memberId),
  );
}

/** With the history of the request. */
export async function endEnds(
  tx: Transaction,
  request: Request,
  set: ChangeSet | null,
  journal: readonly JournalRow[],
  member: string | undefined,
): Promise<void> {
  const isDone = (memberId: string): boolean =>
    journal.some((row) => {
      const change = set?.changes[row.position];
      if (change === undefined || row.doneAt === null) return false;
      const { add, remove } = membersOf(change, member);
      const ends = change.settings?.memberUntil ?? [];
      return (
        [...add, ...remove, ...ends.map((end) => end.memberId)].includes(memberId) &&
        !isHeld(row.refused, member ?? '', memberId)
      );
    });
  await settleEnds(tx, request.id, isDone);
  if (request.action === 'endMemberships') {
    const { groupId, because } = request.input as unknown as EndMembershipsInput;
    const gone = (set?.items ?? []).flatMap(({ skippedReason, old }) =>
      skippedReason === notMember && old !== null ? [old] : [],
    );
    await dropDueEnds(tx, { storeId: request.storeId, groupId }, gone, because);
  }
}

function membersOf({ delta = [] }: PlannedChange, member: string | undefined) {
  const parts = delta.flatMap((part) => (part.op === 'values' && part.attribute === member ? [part] : []));
  return { add: parts.flatMap((part) => part.add), remove: parts.flatMap((part) => part.remove) };
}

function addedForGood(change: PlannedChange, member: string): string[] {
  const bounded = new Set(
    (change.settings?.memberUntil ?? []).flatMap((end) => (end.new === null ? [] : end.memberId)),
  );
  return membersOf(change, member).add.filter((id) => !bounded.has(id));
}

const stands = (now: MembershipEnd | null, { old }: MemberEnd): boolean =>
  now?.state === 'active' && now.until?.toISOString() === old;

const waits = () =>
  ApplicationFailure.retryable(
    'The end of this membership is being written at this moment; it is tried again.',
    'object.conflict',
  );
