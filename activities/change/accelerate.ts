/**
 * Acceleration of one approval step: moves its chains on, asks who is next, and says when to look again.
 *
 * Contract, so that it may be killed at any line and run again:
 * 1. Whom a chain reaches and when it is due again are written in one transaction with the new approvers.
 * 2. A second run finds a chain that is not due any more, so nobody is asked twice.
 * 3. Mails that are queued and unsent are counted anew each time, so that the caller sends them.
 */
import { isDeepStrictEqual } from 'node:util';
import type { ApproverEntry } from '../../workflows/contracts/approvals.ts';
import { dayMs } from '../../workflows/contracts/durations.ts';
import type { Acceleration, ApprovalStepArgs } from '../../workflows/contracts/ports.ts';
import {
  addApprovers,
  type Approval,
  getApproval,
  type NamedPerson,
  listApprovers,
  lockApproval,
  removeApprovers,
  setApproval,
  type StepChain,
} from '../database/repositories/approvals.ts';
import { getApprovalSettings, type StoredSettings } from '../database/repositories/approval-workflows.ts';
import { countUnsettledNotifications } from '../database/repositories/notifications.ts';
import { appendEvent, type Request } from '../database/repositories/requests.ts';
import { getStore } from '../database/repositories/stores.ts';
import {
  type Chain,
  type ClimbRules,
  type Lookup,
  nextHop,
  successorOf,
} from '../platform/approvals/climb.ts';
import { type DirectoryReader, peopleAmong, readIds } from '../platform/approvals/people.ts';
import { administratorsOf } from '../platform/approvals/route.ts';
import { unique } from '../platform/approvals/steps.ts';
import { type ChangeDeps, loadRequest } from './context.ts';
import { targetPeople } from './target-people.ts';
import { queueApprovalMails } from './mails.ts';

/** The clock of a timer and that of this process need not agree to the millisecond. */
const shortestWaitMs = 1_000;

export async function accelerateApproval(
  deps: ChangeDeps,
  { requestId, step }: ApprovalStepArgs,
): Promise<Acceleration> {
  const { db } = deps;
  const [request, approval] = await Promise.all([
    loadRequest(db, requestId),
    getApproval(db, requestId, step),
  ]);
  const settings = await getApprovalSettings(db, request.storeId);
  const mails = () => countUnsettledNotifications(db, requestId);
  if (approval?.state !== 'open' || approval.chains === null) return { waitMs: null, mails: await mails() };
  // Turned off meanwhile: it stays as it is, and goes on when it is turned on again.
  if (!settings.acceleration) return { waitMs: dayMs, mails: await mails() };
  const reader = await deps.providers.open(request.storeId);
  const isDue = approval.dueAt !== null && approval.dueAt.getTime() <= Date.now() + shortestWaitMs;
  const moved = await moveOn({ deps, request, reader, settings }, approval.chains, isDue);
  const dueAt = moved.changed || isDue ? new Date(Date.now() + settings.days * dayMs) : approval.dueAt;
  const ends = moved.chains.every(({ ended }) => ended === true);
  if (moved.changed || ends) await write(deps, request, approval, reader, moved, ends ? null : dueAt);
  else if (isDue) await setApproval(db, requestId, step, { dueAt });
  return {
    waitMs: ends ? null : Math.max(shortestWaitMs, Math.min(dayMs, (dueAt?.getTime() ?? 0) - Date.now())),
    mails: await mails(),
  };
}

interface Around {
  readonly deps: ChangeDeps;
  readonly request: Request;
  readonly reader: DirectoryReader;
  readonly settings: StoredSettings;
}

interface Moved {
  readonly chains: readonly StepChain[];
  /** Users and groups that are asked from now on, and those that are not any more. */
  readonly added: readonly string[];
  readonly left: readonly string[];
  readonly held: boolean;
  readonly changed: boolean;
}

async function moveOn(around: Around, chains: readonly StepChain[], isDue: boolean): Promise<Moved> {
  const { request, reader, settings } = around;
  const look = lookupIn(reader, request);
  const rules: ClimbRules = {
    maxLevels: settings.maxLevels,
    defaultApproverId: settings.defaultApproverId,
    requesterId: request.actorId,
  };
  const after: StepChain[] = [];
  const added: string[] = [];
  const left: string[] = [];
  let held = false;
  const named = await namedNow(around, chains);
  for (const before of chains) {
    if (before.ended === true) {
      after.push(before);
      continue;
    }
    const successor = await successorInPlace(before, chains, named, rules, look);
    const chain: StepChain = successor ?? before;
    if (successor !== null) {
      left.push(before.at);
      added.push(chain.at);
      after.push(chain);
      continue;
    }
    const hop = isDue ? await nextHop(chain, rules, look) : null;
    if (hop === null) after.push(chain);
    else if (hop.to === 'next') {
      added.push(hop.chain.at);
      after.push(hop.chain);
    } else {
      held ||= hop.to === 'held';
      after.push({ ...chain, ended: true });
    }
  }
  return { chains: after, added, left, held, changed: added.length + left.length > 0 };
}

/** Who is owner or manager now, for the chains that have not climbed yet. */
async function namedNow(
  { deps, request }: Around,
  chains: readonly StepChain[],
): Promise<ReadonlyMap<ApproverEntry['kind'], readonly string[]>> {
  const asks = chains.some(({ level, by }) => level === 0 && by !== 'object' && by !== 'default');
  return asks ? targetPeople(deps, request) : new Map();
}

/** X7: an owner or manager who is none any more gives way to one who is not asked yet. */
async function successorInPlace(
  chain: Chain,
  all: readonly Chain[],
  named: ReadonlyMap<ApproverEntry['kind'], readonly string[]>,
  rules: ClimbRules,
  look: Lookup,
): Promise<Chain | null> {
  if (chain.level > 0) return successorOf(chain, rules, look);
  if (chain.by === 'object' || chain.by === 'default') return null;
  const now = named.get(chain.by) ?? [];
  if (now.includes(chain.at)) return null;
  const next = now.find((id) => !all.some(({ asked }) => asked.includes(id)));
  return next === undefined ? null : { ...chain, at: next, asked: [next] };
}

async function write(
  { db }: ChangeDeps,
  request: Request,
  approval: Approval,
  reader: DirectoryReader,
  moved: Moved,
  dueAt: Date | null,
): Promise<void> {
  const { requestId, step } = approval;
  const people = async (ids: readonly string[]): Promise<NamedPerson[]> =>
    (await peopleAmong(reader, request.storeId, ids)).filter(({ id }) => id !== request.actorId);
  const store = moved.held ? await getStore(db, request.storeId) : null;
  const administrators = store === null ? [] : await administratorsOf({ db, store, reader });
  // An administrator may be somebody's manager as well.
  const added = unique([
    ...(await people(moved.added)),
    ...administrators.filter(({ id }) => id !== request.actorId),
  ]);
  const stays = new Set((await people(moved.chains.flatMap(({ asked }) => asked))).map(({ id }) => id));
  const left = (await people(moved.left)).filter(({ id }) => !stays.has(id));
  // Each move is told once, however often this runs.
  const mark = moved.chains.map(({ at, level }) => `${at}/${level}`).join(' ');
  await db.transaction(async (tx) => {
    const now = await lockApproval(tx, requestId, step);
    // Rerouted meanwhile: that way stands, and is looked at from there.
    if (now?.state !== 'open' || !isDeepStrictEqual(now.chains, approval.chains)) return;
    await removeApprovers(
      tx,
      requestId,
      step,
      left.map(({ id }) => id),
    );
    const known = new Set(
      (await listApprovers(tx, [requestId])).filter((one) => one.step === step).map((one) => one.approverId),
    );
    const fresh = added.filter(({ id }) => !known.has(id));
    const asked = await addApprovers(tx, requestId, step, fresh);
    await setApproval(tx, requestId, step, {
      chains: moved.chains,
      dueAt,
      ...(moved.held ? { held: true } : {}),
    });
    const approvers = fresh.map(({ name }) => name);
    if (moved.held) await appendEvent(tx, requestId, 'approvalHeld', `held-${step}`, { step, approvers });
    else if (fresh.length > 0) {
      await appendEvent(tx, requestId, 'approvalAccelerated', `accelerated-${step} ${mark}`, {
        step,
        approvers,
      });
    }
    if (dueAt === null && !moved.held)
      await appendEvent(tx, requestId, 'approvalStatic', `static-${step}`, { step });
    await queueApprovalMails(tx, request, { ...now, held: moved.held }, asked);
  });
}

function lookupIn(reader: DirectoryReader, request: Request): Lookup {
  const { manager, owner } = reader.vocabulary;
  const first = async (id: string, attribute: string | undefined): Promise<string | null> => {
    const [object] = attribute === undefined ? [] : await readIds(reader, [id]);
    return object?.attributes[attribute ?? '']?.[0] ?? null;
  };
  return {
    find: async (id) => {
      const [object] = await readIds(reader, [id]);
      if (object?.kind !== 'user' && object?.kind !== 'group') return null;
      return { kind: object.kind, enabled: object.enabled };
    },
    managerOf: (id) => first(id, manager),
    ownerOf: (id) => first(id, owner),
    hasPeople: async (id) =>
      (await peopleAmong(reader, request.storeId, [id])).some((one) => one.id !== request.actorId),
  };
}
