/** Which of a plan is written at once, which waits, and which waits as a request of its own (access-and-approvals W5). */
import { createHash } from 'node:crypto';
import { v5 as uuidv5 } from 'uuid';
import type { Attributes } from '../../workflows/contracts/directory.ts';
import type { ApprovalPlan } from '../database/repositories/approvals.ts';
import type { NewRequest } from '../database/repositories/requests.ts';
import type { Piece } from '../platform/approvals/match.ts';
import { type Case, type Route, routeOf, type Wait } from '../platform/approvals/route.ts';
import { isBreakGlass } from './break-glass.ts';
import type { PlanContext } from './context.ts';
import { type Draft, ownAttributes } from './draft.ts';
import { valuesOf } from './group.ts';
import { draftWith, inputWith, piecesOf } from './pieces.ts';

/** Constant for ever: planning again gives the same parts. */
const partNamespace = '0f6c1c1e-6f0d-4c55-8a53-5f0c3a1d9b77';

export interface Split {
  /** What the request itself does. */
  readonly own: Draft;
  readonly steps: readonly ApprovalPlan[];
  /** What somebody has to agree to, of the request and its parts. */
  readonly waiting: Draft;
  readonly parts: readonly NewRequest[];
}

export async function splitDraft(context: PlanContext, draft: Draft): Promise<Split> {
  const { db, store, provider, request } = context;
  const { vocabulary } = provider;
  const none: Split = { own: draft, steps: [], waiting: { ...draft, changes: [], items: [] }, parts: [] };
  if (draft.changes.length === 0) return none;
  const route = await routeOf({ db, store, reader: provider }, caseOf(context, draft), request.heldBy);
  const { free, settled, open } = sorted(route);
  const settledSteps = settled.flatMap(({ steps }) => steps);
  if (open.length === 0) return { ...none, steps: settledSteps };
  const waiting = draftWith(
    draft,
    vocabulary,
    open.flatMap(({ pieces }) => pieces),
    false,
  );
  // A dry run tells all of it at once, and what waits for nobody is written as a whole.
  if (request.dryRun || isBreakGlass(request)) {
    const steps = [...settled, ...open].flatMap((wait) => stepsIn(wait, free.length + open.length > 1));
    return { ...none, steps, waiting };
  }
  const [first, ...others] = open;
  if (free.length === 0 && first !== undefined) {
    if (others.length === 0) return { ...none, steps: first.steps, waiting };
    const own = draftWith(draft, vocabulary, first.pieces, true);
    return { own, steps: first.steps, waiting, parts: await partsOf(context, draft, others) };
  }
  return {
    own: draftWith(draft, vocabulary, free, true),
    steps: settledSteps,
    waiting,
    parts: await partsOf(context, draft, open),
  };
}

/** What needs no decision is written with what nobody holds, and tells who has agreed. */
function sorted({ free, waits }: Route): {
  free: readonly Piece[];
  settled: readonly Wait[];
  open: readonly Wait[];
} {
  const { settled = [], open = [] } = Object.groupBy(waits, ({ steps }) =>
    steps.every(({ auto }) => auto !== null) ? 'settled' : 'open',
  );
  return { free: [...free, ...settled.flatMap(({ pieces }) => pieces)], settled, open };
}

const stepsIn = ({ steps, pieces }: Wait, isPart: boolean): ApprovalPlan[] => {
  const fields = [...new Set(pieces.flatMap(({ field }) => field ?? []))];
  return steps.map((step) => (isPart && fields.length > 0 ? { ...step, fields } : step));
};

function caseOf({ actor, provider }: PlanContext, draft: Draft): Case {
  const { asking, changes } = draft;
  const { group, event, person } = asking;
  const { vocabulary } = provider;
  const made: Attributes = event === 'create' ? (changes[0]?.attributes ?? {}) : {};
  const settings = changes[0]?.settings;
  const securityType = group?.settings.securityType ?? settings?.securityType?.new;
  return {
    object: person === undefined ? 'group' : 'user',
    event,
    pieces: piecesOf(draft, vocabulary),
    requesterId: actor.id,
    targetId: person?.id ?? group?.object.id ?? null,
    known: {
      ...made,
      ...(securityType === undefined ? {} : { [ownAttributes.securityType]: [securityType] }),
    },
    primaryOwners:
      group === null ? (made[vocabulary.owner ?? ''] ?? []) : valuesOf(group.object, vocabulary.owner),
    owners: group?.ownerIds ?? [
      ...(made[vocabulary.owner ?? ''] ?? []),
      ...(settings?.additionalOwners?.add ?? []),
    ],
    primaryManagers: person?.primaryManagers ?? [],
    managers: person?.managers ?? [],
  };
}

async function partsOf(context: PlanContext, draft: Draft, waits: readonly Wait[]): Promise<NewRequest[]> {
  const { request, actor, provider } = context;
  const { action, storeId, actorStoreId, actorId, actorName } = request;
  const parts: NewRequest[] = [];
  for (const { definitionIds, pieces } of waits) {
    const input = await inputWith(context, draft, pieces);
    const heldBy = definitionIds.toSorted();
    parts.push({
      id: uuidv5(`${request.id}/${heldBy.join('/')}`, partNamespace),
      action,
      storeId,
      actorStoreId,
      actorId,
      actorName,
      actorMail: valuesOf(actor.object, provider.vocabulary.mail)[0] ?? null,
      input,
      inputHash: createHash('sha256').update(JSON.stringify(input)).digest('hex'),
      dryRun: false,
      client: request.client,
      token: request.token,
      targetId: draft.target.id,
      targetName: draft.target.name,
      partOf: request.id,
      heldBy,
    });
  }
  return parts;
}
