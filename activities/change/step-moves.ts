/**
 * Where an open step goes while nobody decides: up the line (access-and-approvals 6.1), and on from whoever is owner or
 * manager no more (X7).
 *
 * Contract, so that it may be killed at any line and run again: whom the chains reach and when they are due again are
 * written in one transaction with the approvers, and only where nobody has moved them meanwhile.
 */
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { dayMs } from '../../workflows/contracts/durations.ts';
import {
  addApprovers,
  type Approval,
  listApprovers,
  lockApproval,
  type NamedPerson,
  removeApprovers,
  setApproval,
  type StepChain,
} from '../database/repositories/approvals.ts';
import { getApprovalSettings, type StoredSettings } from '../database/repositories/approval-workflows.ts';
import { appendEvent, type Request } from '../database/repositories/requests.ts';
import { getStore } from '../database/repositories/stores.ts';
import { beginAnew, canDecide, nextHop, successorOf } from '../platform/approvals/climb.ts';
import {
  handOver,
  hasStanding,
  peopleBehind,
  peopleIn,
  withMembers,
} from '../platform/approvals/hand-over.ts';
import { type DirectoryReader, peopleAmong } from '../platform/approvals/people.ts';
import { administratorsOf } from '../platform/approvals/route.ts';
import { unique } from '../platform/approvals/steps.ts';
import { lookAround } from './approval-lookup.ts';
import { climbs } from './climbs.ts';
import type { ChangeDeps } from './context.ts';
import { queueApprovalMails } from './mails.ts';
import { targetPeople } from './target-people.ts';

/** A step that is open, and what is known around it. */
export interface Around {
  readonly deps: ChangeDeps;
  readonly request: Request;
  readonly approval: Approval & { readonly chains: readonly StepChain[] };
  readonly settings: StoredSettings;
  readonly reader: DirectoryReader;
}

/** @throws `provider.*`, `store.disabled` */
export async function aroundStep(
  deps: ChangeDeps,
  request: Request,
  approval: Around['approval'],
): Promise<Around> {
  const settings = await getApprovalSettings(deps.db, request.storeId);
  return { deps, request, approval, settings, reader: await deps.providers.open(request.storeId) };
}

export interface Moves {
  readonly chains: readonly StepChain[];
  /** Users and groups that are asked from now on. */
  readonly added: readonly string[];
  /** Ids of people who are not asked any more. */
  readonly left: ReadonlySet<string>;
  /** Nobody is left who could decide: the administrators are told. */
  readonly held: boolean;
}

/** Whoever was asked as owner or manager and is none any more gives way; nobody climbs. */
export async function handedOver(around: Around): Promise<Moves> {
  const { deps, request, approval } = around;
  const { chains } = approval;
  const still: Moves = { chains, added: [], left: new Set(), held: false };
  const now = hasStanding(chains) ? await targetPeople(deps, request) : null;
  // Nobody answers for what is gone: it can be denied still, and nothing be written.
  if (now === null) return still;
  const { rules, look } = lookAround(around);
  const moved = await handOver(chains, now, (id) => canDecide(id, rules, look));
  const stays = peopleIn(moved.chains);
  const left = new Set(moved.left.filter((id) => !stays.has(id)));
  const asked = (await listApprovers(deps.db, [request.id])).filter(({ step }) => step === approval.step);
  const isAnybodyLeft = moved.added.length > 0 || asked.some(({ approverId }) => !left.has(approverId));
  if (isAnybodyLeft) return { ...moved, left, held: false };
  // As where there never was anybody (W9), but that nothing is approved by itself: whoever takes an owner away would
  // have their request approved by it.
  const anew = await beginAnew(rules, look);
  return anew === 'held'
    ? { chains: moved.chains, added: [], left, held: true }
    : { chains: [...moved.chains, anew], added: [anew.at], left, held: false };
}

/** The next ones up the line, where the present ones have been idle, or are not there any more. */
export async function climbed(around: Around, before: Moves, isDue: boolean): Promise<Moves> {
  const { rules, look } = lookAround(around);
  const after: StepChain[] = [];
  const added = [...before.added];
  const left = new Set(before.left);
  let { held } = before;
  for (const chain of before.chains) {
    const isNew = !around.approval.chains.includes(chain);
    if (chain.ended === true || isNew) {
      after.push(chain);
      continue;
    }
    const successor = await successorOf(chain, rules, look);
    if (successor !== null) {
      for (const id of peopleBehind(chain, [chain.at])) left.add(id);
      added.push(successor.at);
      after.push(successor);
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
  const stays = peopleIn(after);
  return { chains: after, added, left: new Set([...left].filter((id) => !stays.has(id))), held };
}

export interface Written {
  /** False where somebody else has moved the step meanwhile: it is looked at from there. */
  readonly isWritten: boolean;
  /** When it is due again; null where it climbs no further. */
  readonly dueAt: Date | null;
}

export async function writeMoves(around: Around, moves: Moves): Promise<Written> {
  const { deps, request, approval, settings, reader } = around;
  const { db } = deps;
  const { requestId, step } = approval;
  const isRequester = ({ id }: NamedPerson): boolean => id === request.actorId;
  const store = moves.held ? await getStore(db, request.storeId) : null;
  const administrators = store === null ? [] : await administratorsOf({ db, store, reader });
  const reached = new Map<string, readonly NamedPerson[]>();
  for (const id of moves.added) reached.set(id, await peopleAmong(reader, request.storeId, [id]));
  // An administrator may be somebody's manager as well.
  const added = unique([...[...reached.values()].flat(), ...administrators]).filter(
    (one) => !isRequester(one),
  );
  const chains = moves.chains.map((chain) => withMembers(chain, reached.get(chain.at) ?? []));
  const ends = chains.every(({ ended }) => ended === true);
  // Where the store has turned it off meanwhile, it goes on when that is turned on again.
  const goesOn = approval.dueAt !== null || (await climbs(db, request.storeId, settings, approval));
  const dueAt = goesOn && !ends ? new Date(Date.now() + settings.days * dayMs) : null;
  // Whoever comes to be asked a second time is told a second time; the transaction is made once.
  const mark = randomUUID();
  const isWritten = await db.transaction(async (tx) => {
    const now = await lockApproval(tx, requestId, step);
    // Rerouted meanwhile, say: that way stands.
    if (now?.state !== 'open' || !isDeepStrictEqual(now.chains, approval.chains)) return false;
    const before = (await listApprovers(tx, [requestId])).filter((one) => one.step === step);
    const gone = before.filter(({ approverId }) => moves.left.has(approverId));
    await removeApprovers(
      tx,
      requestId,
      step,
      gone.map(({ approverId }) => approverId),
    );
    const known = new Set(before.map(({ approverId }) => approverId));
    const fresh = added.filter(({ id }) => !known.has(id) || moves.left.has(id));
    const asked = await addApprovers(tx, requestId, step, fresh);
    // A request that was held has somebody who answers for it again.
    const held = moves.held || (now.held && moves.added.length === 0);
    await setApproval(tx, requestId, step, { chains, dueAt, held });
    const approvers = fresh.map(({ name }) => name);
    const instead = gone.map(({ approverName }) => approverName);
    const told = { step, approvers, ...(instead.length === 0 ? {} : { instead }) };
    if (moves.held) await appendEvent(tx, requestId, 'approvalHeld', `held-${step}-${mark}`, told);
    else if (instead.length > 0) {
      await appendEvent(tx, requestId, 'approvalHandedOver', `handed-over-${step}-${mark}`, told);
    } else if (fresh.length > 0) {
      await appendEvent(tx, requestId, 'approvalAccelerated', `accelerated-${step}-${mark}`, told);
    }
    if (ends && !moves.held) await appendEvent(tx, requestId, 'approvalStatic', `static-${step}`, { step });
    await queueApprovalMails(
      tx,
      request,
      { ...now, held: moves.held },
      asked,
      instead.length > 0 ? mark : '',
    );
    return true;
  });
  return { isWritten, dueAt };
}
