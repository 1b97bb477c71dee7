/**
 * Writes an approved plan to one store.
 *
 * Contract, so that it may be killed at any line and run again:
 * 1. Nothing is written before the journal holds a row for each change; a plan that has drifted
 *    leaves no journal.
 * 2. Once there is a journal the drift check is over: what it would find could be our own writes.
 * 3. Each change is one idempotent provider operation; a creation compares with the mark that the
 *    first try journalled.
 * 4. A row that is done is not touched again.
 * 5. One try writes at any time, and one that was taken over writes nothing any more (`fence.ts`).
 */
import type { DirectoryObject } from '../../workflows/contracts/directory.ts';
import { recoveryOf } from '../../workflows/contracts/errors.ts';
import type { PlannedChange } from '../../workflows/contracts/plan.ts';
import type { ApplyResult, RequestArgs } from '../../workflows/contracts/ports.ts';
import {
  beginJournal,
  getChangeSet,
  journalDone,
  journalIntent,
  type JournalRow,
  readJournal,
  type ReadObject,
} from '../database/repositories/change-sets.ts';
import { listApprovals } from '../database/repositories/approvals.ts';
import { getGroupSettings } from '../database/repositories/groups.ts';
import { appendEvent, setState } from '../database/repositories/requests.ts';
import { violatedUnique } from '../database/errors.ts';
import { databaseTime } from '../database/time.ts';
import { type Provider, ProviderError } from '../providers/contract.ts';
import { withWriteFence } from '../providers/write-fence.ts';
import { isBreakGlass } from './break-glass.ts';
import { type ChangeDeps, loadContext, loadRequest } from './context.ts';
import { driftOf, remaining } from './drift.ts';
import { concernsDuties, guardDuties } from './duties.ts';
import { Fence, superseded } from './fence.ts';
import { inFieldsOf } from './field-names.ts';
import { beginEnds, EndMoved, requireEndsAhead } from './membership-ends.ts';
import { notePartlyWritten } from './partly.ts';
import { RequestRefused } from './refused.ts';
import { requireRightsAgain } from './rights.ts';

/** @param signal aborts when the activity is cancelled; heard until the journal is begun */
export async function applyChange(
  deps: ChangeDeps,
  args: RequestArgs & { storeId: string },
  signal: AbortSignal,
): Promise<ApplyResult> {
  await using fence = await Fence.take(deps.db, args, deps.log, signal);
  try {
    const result = await withWriteFence(fence.check, () => write(deps, args, fence, signal));
    if (result.outcome === 'stale') fence.close();
    return result;
  } catch (error) {
    if (fence.isLost) {
      deps.log.info({ requestId: args.requestId, storeId: args.storeId, err: error }, 'a try was taken over');
      throw superseded();
    }
    if (endsRequest(error)) {
      await notePartlyWritten(deps, args).catch((cause: unknown) => {
        deps.log.error(
          { ...args, err: cause },
          'what a refused write left behind could not be read; the next replication will',
        );
      });
      fence.close();
    }
    throw error;
  }
}

const endsRequest = (error: unknown): boolean =>
  error instanceof RequestRefused || (error instanceof ProviderError && recoveryOf(error.code) === 'stop');

async function write(
  deps: ChangeDeps,
  args: RequestArgs & { storeId: string },
  fence: Fence,
  signal: AbortSignal,
): Promise<ApplyResult> {
  const { db } = deps;
  const { requestId, storeId } = args;
  const [request, set, journal] = await Promise.all([
    loadRequest(db, requestId),
    getChangeSet(db, requestId),
    readJournal(db, requestId),
  ]);
  if (set === null)
    throw new RequestRefused('request.notFound', 'This request has no plan any more. Ask again.');
  const provider = await deps.providers.open(storeId);
  const changes = set.changes
    .map((change, position) => ({ change, position }))
    .filter(({ change }) => change.storeId === storeId);

  let rows = journal;
  const isFirstTry = rows.length === 0;
  if (isFirstTry) {
    // What was approved may have waited for days: rights are checked as they are now (groups 0.2).
    const asked = await listApprovals(db, [requestId]);
    const isConcerned = await concernsDuties(db, storeId, provider.vocabulary.member, set.changes);
    const isJudged = asked.length > 0 || isBreakGlass(request);
    const context = isJudged || isConcerned ? await loadContext(deps, requestId) : null;
    if (isJudged && context !== null) await requireRightsAgain(context, set.items, set.changes);
    const guard = isConcerned && context !== null ? await guardDuties(context, set.changes, set.items) : null;
    const drifts = await Promise.all(
      changes.map(async ({ change }) =>
        driftOf(provider, change, await getGroupSettings(db, storeId, change.objectId ?? '')),
      ),
    );
    const begun = changes.flatMap(({ change, position }, index) => {
      const drift = drifts[index];
      return drift?.state === 'asPlanned'
        ? [{ position, objectId: change.objectId, alreadyHeld: drift.alreadyHeld }]
        : [];
    });
    if (begun.length < changes.length) return { outcome: 'stale' };
    requireEndsAhead(set.changes, new Date());
    signal.throwIfAborted();
    try {
      await beginJournal(db, requestId, begun, async (tx) => {
        await guard?.(tx);
        await fence.lock(tx);
        for (const [index, { change }] of changes.entries()) {
          const row = begun[index];
          if (row !== undefined) await beginEnds(tx, request, set, change, row, provider.vocabulary.member);
        }
        await setState(tx, requestId, 'running');
        await appendEvent(tx, requestId, 'applying', 'applying', { storeId });
      });
    } catch (error) {
      if (error instanceof EndMoved) return { outcome: 'stale' };
      throw error;
    }
    rows = await readJournal(db, requestId);
  }
  for (const { change, position } of changes) {
    const row = rows.find((candidate) => candidate.position === position);
    if (row === undefined) throw new Error(`Request ${request.id} has no journal row ${position}.`);
    if (row.doneAt !== null) continue;
    await fence.confirm();
    try {
      await applyOne(deps, requestId, provider, change, row);
    } catch (error) {
      // Changed in the instant since the check; the directory itself refused, and nothing came before.
      const untouched = isFirstTry && changes.length === 1;
      if (untouched && error instanceof ProviderError && error.code === 'object.conflict')
        return { outcome: 'stale' };
      throw inFieldsOf(request.action, provider.vocabulary, error);
    }
  }
  await appendEvent(db, requestId, 'applied', `applied-${storeId}`, { storeId });
  return { outcome: 'applied' };
}

async function applyOne(
  deps: ChangeDeps,
  requestId: string,
  provider: Provider,
  change: PlannedChange,
  row: JournalRow,
): Promise<void> {
  const done = (objectId: string, read: ReadObject | null) =>
    journalDone(deps.db, requestId, row.position, objectId, read);
  switch (change.operation) {
    case 'create': {
      const created = await create(deps, requestId, provider, change, row);
      try {
        await done(created.id, { object: created, readAt: await databaseTime(deps.db) });
      } catch (error) {
        if (violatedUnique(error) === null) throw error;
        // Another request made it a moment ago: equal to what this one asks for, but not ours.
        throw new ProviderError(
          'object.exists',
          `${change.objectName} was just created by another request.`,
          {
            attributes: [provider.vocabulary.name ?? 'name'],
            objectId: created.id,
          },
        );
      }
      return;
    }
    case 'update': {
      const ref = { kind: change.kind, id: requireId(change) };
      const delta = remaining(change.delta ?? [], row.alreadyHeld);
      if (delta.length > 0) {
        if (provider.update === undefined) throw unsupported();
        await provider.update(ref, delta);
      }
      const attributesChanged = delta.some((part) => part.attribute !== provider.vocabulary.member);
      const readAt = await databaseTime(deps.db);
      const [object] = attributesChanged ? await provider.read([ref]) : [];
      await done(ref.id, object === undefined ? null : { object, readAt });
      return;
    }
    case 'delete': {
      const ref = { kind: change.kind, id: requireId(change) };
      if (provider.remove === undefined) throw unsupported();
      await provider.remove(ref);
      await done(ref.id, null);
    }
  }
}

async function create(
  deps: ChangeDeps,
  requestId: string,
  provider: Provider,
  change: PlannedChange,
  row: JournalRow,
): Promise<DirectoryObject> {
  if (provider.prepareCreate === undefined || provider.create === undefined) throw unsupported();
  const object = {
    kind: change.kind,
    container: change.container ?? null,
    attributes: change.attributes ?? {},
  };
  const intent =
    row.intent ??
    (await journalIntent(deps.db, requestId, row.position, await provider.prepareCreate(object)));
  return provider.create(object, intent);
}

function requireId(change: PlannedChange): string {
  if (change.objectId === null) throw new Error(`A planned ${change.operation} names no object.`);
  return change.objectId;
}

const unsupported = () => new RequestRefused('operation.unsupported', 'This identity store cannot do that.');
