/** The end of a request: what was done enters history, index and settings in one transaction, then search, then it is over. */
import { requestWorkflowId } from '../../workflows/contracts/ids.ts';
import { isFinal } from '../../workflows/contracts/requests.ts';
import type { PlanItem, PlannedChange } from '../../workflows/contracts/plan.ts';
import type { RecordActivities, Recorded, RequestArgs } from '../../workflows/contracts/ports.ts';
import type { Database, Transaction } from '../database/client.ts';
import {
  type ChangeSet,
  getChangeSet,
  type JournalRow,
  readJournal,
} from '../database/repositories/change-sets.ts';
import { indexObject, removeFromIndex, setMembers } from '../database/repositories/directory-index.ts';
import { applySettings, markGroupDeleted } from '../database/repositories/groups.ts';
import { appendHistory, type NewHistoryEntry } from '../database/repositories/history.ts';
import { isLossUntold } from '../database/repositories/lost-criteria.ts';
import { listEndsOf } from '../database/repositories/membership-ends.ts';
import { appendEvent, type Request, setState } from '../database/repositories/requests.ts';
import { noteOvertaken } from '../database/repositories/replication-pending.ts';
import { getStore } from '../database/repositories/stores.ts';
import { untilSearchable } from '../directory-index/outbox.ts';
import { vocabularyOf } from '../providers/registry.ts';
import { isBreakGlass } from './break-glass.ts';
import { listApprovals } from '../database/repositories/approvals.ts';
import { queueWebhooks } from '../webhooks/payload.ts';
import { loadRequest } from './context.ts';
import { ownAttributes, valueOf } from './draft.ts';
import { isHeld } from './drift.ts';
import { queueOutcomeMails } from './mails.ts';
import { endEnds } from './membership-ends.ts';

/** Below what a local activity may take, and what people notice. */
const searchableWithinMs = 2_000;

export interface RecordDeps {
  readonly db: Database;
}

/** Repeats harmlessly: only the try that ends the request writes, and history is unique per request and position. */
export async function recordChange({ db }: RecordDeps, { requestId }: RequestArgs): Promise<Recorded> {
  const [request, set, journal] = await Promise.all([
    loadRequest(db, requestId),
    getChangeSet(db, requestId),
    readJournal(db, requestId),
  ]);
  const store = await getStore(db, request.storeId);
  if (store === null) throw new Error(`Store ${request.storeId} of request ${requestId} is gone.`);
  const { member } = vocabularyOf(store.kind);
  const storeIds = new Set(set?.changes.map((change) => change.storeId));
  await db.transaction(async (tx) => {
    // An earlier try was killed after this commit. Later changes may have been recorded since: they stand.
    const isFirst = !isFinal(request.state) && (await appendEvent(tx, requestId, 'recorded', 'recorded'));
    if (!isFirst) return;
    await writeDown(tx, request, set, journal, member);
    await endEnds(tx, request, set, journal, member);
  });
  // Whoever hears that it succeeded finds it (stores-and-links R1). A search engine that is away keeps nobody waiting.
  const searchable = await Promise.all(
    [...storeIds].map((id) =>
      untilSearchable(db, id, touchedIn(id, set, journal, member), searchableWithinMs),
    ),
  );
  const behind = searchable.includes(false) ? { searchBehind: true } : {};
  return db.transaction(async (tx) => {
    const target = journal.find((row) => row.objectId !== null)?.objectId;
    const targeted = target === undefined ? {} : { targetId: target };
    if (await setState(tx, requestId, 'succeeded', targeted)) {
      await appendEvent(tx, requestId, 'succeeded', 'succeeded', behind);
    }
    return { mails: await queueOutcomeMails(tx, request, 'succeeded'), ...(await whatLivesOn(tx, request)) };
  });
}

/** What was done enters index, settings and history. */
async function writeDown(
  tx: Transaction,
  request: Request,
  set: ChangeSet | null,
  journal: readonly JournalRow[],
  member: string | undefined,
): Promise<void> {
  for (const row of journal) {
    const change = set?.changes[row.position];
    if (change !== undefined) await writeThrough(tx, change, row, member);
  }
  for (const storeId of new Set(set?.changes.map((change) => change.storeId))) {
    await appendHistory(tx, storeId, request.id, entriesOf(request, set, journal, storeId, member));
  }
}

/** The objects whose place in search the change may alter: what was written, and who joined or left. */
function touchedIn(
  storeId: string,
  set: ChangeSet | null,
  journal: readonly JournalRow[],
  member: string | undefined,
): string[] {
  return journal.flatMap((row) => {
    const change = set?.changes[row.position];
    if (change?.storeId !== storeId || row.objectId === null) return [];
    const { add, remove } = membersOf(change, member);
    return [row.objectId, ...add, ...remove];
  });
}

function membersOf(change: PlannedChange, member: string | undefined): { add: string[]; remove: string[] } {
  const made = member === undefined ? [] : (change.attributes?.[member] ?? []);
  const parts = (change.delta ?? []).flatMap((part) =>
    part.op === 'values' && part.attribute === member ? [part] : [],
  );
  return {
    add: [...made, ...parts.flatMap((part) => part.add)],
    remove: parts.flatMap((part) => part.remove),
  };
}

export const closeRequest =
  ({ db }: RecordDeps): RecordActivities['closeRequest'] =>
  async ({ requestId, state, problem }) => {
    const [request, set, journal] = await Promise.all([
      loadRequest(db, requestId),
      getChangeSet(db, requestId),
      readJournal(db, requestId),
    ]);
    const store = await getStore(db, request.storeId);
    const isPartly = store !== null && journal.some(({ doneAt }) => doneAt !== null);
    return db.transaction(async (tx) => {
      // What was written before it failed is as true as what a whole change writes.
      if (isPartly && !isFinal(request.state)) {
        await writeDown(tx, request, set, journal, vocabularyOf(store.kind).member);
      }
      if (store !== null) await endEnds(tx, request, set, journal, vocabularyOf(store.kind).member);
      await setState(tx, requestId, state, { problem });
      if (state === 'cancelled' || state === 'expired') await tellOfEnd(tx, request, state);
      const partly = isPartly ? { partly: true } : {};
      await appendEvent(tx, requestId, state, state, problem === null ? {} : { ...problem, ...partly });
      const mails = request.dryRun ? 0 : await queueOutcomeMails(tx, { ...request, problem }, state);
      return { mails, ...(await whatLivesOn(tx, request)) };
    });
  };

/** Somebody was asked, and need not decide any more. */
async function tellOfEnd(tx: Transaction, request: Request, state: 'cancelled' | 'expired'): Promise<void> {
  const wasAsked = (await listApprovals(tx, [request.id])).some(({ openedAt }) => openedAt !== null);
  if (!wasAsked) return;
  await queueWebhooks(tx, request, 'request.decided', state === 'expired' ? 'expired' : 'withdrawn');
}

/** Whether memberships that it gave end by themselves, and whether a role has lost its group: workflows see to that. */
async function whatLivesOn(
  tx: Transaction,
  { id, storeId, dryRun }: Request,
): Promise<Pick<Recorded, 'ends' | 'criteriaLost'>> {
  const [ends, isLost] = [await listEndsOf(tx, id), !dryRun && (await isLossUntold(tx, storeId))];
  return { ...(ends.length === 0 ? {} : { ends: true }), ...(isLost ? { criteriaLost: true } : {}) };
}

async function writeThrough(
  tx: Transaction,
  change: PlannedChange,
  row: JournalRow,
  member: string | undefined,
): Promise<void> {
  const { storeId } = change;
  const objectId = row.objectId;
  if (objectId === null || row.doneAt === null) return;
  if (change.operation === 'delete') {
    await removeFromIndex(tx, storeId, objectId);
    await markGroupDeleted(tx, storeId, objectId);
    return;
  }
  if (row.object?.excluded === true) await removeFromIndex(tx, storeId, objectId);
  else if (row.object !== null) await indexObject(tx, storeId, row.object, row.readAt);
  // Muster's own part goes with the whole only.
  if (change.settings !== undefined && row.refused.length === 0) {
    await applySettings(tx, storeId, objectId, change.settings);
  }
  const taken = (values: readonly string[]) =>
    values.filter((value) => !isHeld(row.refused, member ?? '', value));
  const { add, remove } = membersOf(change, member);
  await setMembers(tx, storeId, objectId, { add: taken(add), remove: taken(remove) });
  await noteOvertaken(tx, storeId, row.startedAt, {
    objects: row.object === null ? [] : [{ kind: change.kind, id: objectId }],
    groups: add.length + remove.length === 0 ? [] : [objectId],
  });
}

function entriesOf(
  request: Request,
  set: ChangeSet | null,
  journal: readonly JournalRow[],
  storeId: string,
  member: string | undefined,
): NewHistoryEntry[] {
  const rows = new Map(journal.map((row) => [row.position, row]));
  return (set?.items ?? []).flatMap((item, position) => {
    const change = item.change === null ? undefined : set?.changes[item.change];
    const row = item.change === null ? undefined : rows.get(item.change);
    if (change?.storeId !== storeId || row === undefined || row.doneAt === null) return [];
    if (isNotOurs(row, item, member)) return [];
    return [
      {
        storeId,
        requestId: request.id,
        position,
        workflowId: requestWorkflowId(request.id),
        action: request.action,
        actorStoreId: request.actorStoreId,
        actorId: request.actorId,
        actorName: request.actorName,
        onBehalfOfId: null,
        source: isBreakGlass(request) ? ('breakGlass' as const) : ('api' as const),
        objectKind: change.kind,
        objectId: row.objectId ?? '',
        objectName: change.objectName,
        operation: item.operation,
        attribute: item.attribute,
        oldValue: item.old,
        newValue: item.new,
        valueName: item.valueName,
      },
    ];
  });
}

function isNotOurs(row: JournalRow, item: PlanItem, member: string | undefined): boolean {
  const value = valueOf(item);
  const { attribute } = item;
  // Whoever was not added has no end either.
  const isRefused = attribute === ownAttributes.memberUntil && isHeld(row.refused, member ?? '', value);
  return isRefused || isHeld(row.alreadyHeld, attribute, value) || isHeld(row.refused, attribute, value);
}
