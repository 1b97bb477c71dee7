/** Who decides instead (access-and-approvals Q4): found now, written down, then sent as a Temporal Update. */
import { v5 as uuidv5 } from 'uuid';
import type { Approval, NamedPerson } from '../activities/database/repositories/approvals.ts';
import type { Request } from '../activities/database/repositories/requests.ts';
import { getReroute, type Reroute, saveReroute } from '../activities/database/repositories/reroutes.ts';
import { getIndexed } from '../activities/directory-index/objects.ts';
import { type DirectoryReader, peopleAmong, readIds } from '../activities/platform/approvals/people.ts';
import type { RerouteTarget } from '../workflows/contracts/requests.ts';
import { keyReused } from './actions.ts';
import { ApiProblem, denied } from './problem.ts';
import type { RequestAccess } from './request-access.ts';
import type { RouteDeps } from './route.ts';
import type { SessionActor } from './session-actor.ts';
import { inWords, settledProblem } from './settled-problem.ts';
import { requireStore } from './store-view.ts';
import { maySee } from './visible-object.ts';

/** Constant for ever: it decides which repeats are the same reroute. */
const rerouteNamespace = '7c5f0b1e-6f0d-4a3c-8c1b-2f9f1f0e5a64';

export interface RerouteWish {
  readonly to: RerouteTarget;
  readonly personId?: string;
  /** Where several steps wait side by side. */
  readonly step?: number;
  readonly reason?: string;
}

/** @throws ApiProblem `permission.denied`, `request.decided`, or naming the field that is wrong */
async function requireOpenStep(
  { database: { db } }: RouteDeps,
  { request, administers, isRequester, approvals }: RequestAccess,
  wanted: number | undefined,
): Promise<Approval> {
  if (!administers) throw denied('Manage All Requests');
  if (isRequester) {
    throw new ApiProblem(
      'permission.denied',
      'You asked for this yourself, so somebody else has to choose who decides it.',
    );
  }
  const open = approvals.filter(({ state }) => state === 'open');
  const [only] = open;
  if (only === undefined) throw await settledProblem(db, request.id);
  if (wanted === undefined && open.length > 1) {
    throw ApiProblem.field('step', `must say which step, of ${open.map(({ step }) => step).join(', ')}`);
  }
  const chosen = wanted === undefined ? only : open.find(({ step }) => step === wanted);
  if (chosen === undefined) throw ApiProblem.field('step', 'waits for nobody to decide');
  return chosen;
}

/**
 * The people who would be asked, none of them the requester.
 * @throws ApiProblem naming the field, `provider.*`
 */
export async function findReroute(
  deps: RouteDeps,
  actor: SessionActor,
  access: RequestAccess,
  wish: RerouteWish,
): Promise<{ readonly step: number; readonly approvers: readonly NamedPerson[] }> {
  const { step } = await requireOpenStep(deps, access, wish.step);
  const { request } = access;
  const reader = await deps.live.reader(request.storeId);
  const ids =
    wish.to === 'person'
      ? [await personOf(deps, actor, request, wish.personId)]
      : await managersOf(reader, access, step, wish.to);
  const people = await peopleAmong(reader, request.storeId, ids);
  const approvers = people.filter(({ id }) => id !== request.actorId);
  if (approvers.length > 0) return { step, approvers };
  throw wish.to === 'person'
    ? ApiProblem.field('personId', 'names an account that is disabled or gone; choose somebody else')
    : ApiProblem.field('to', 'finds nobody who could decide above the present approvers; choose a person');
}

async function personOf(
  { database: { db }, live }: RouteDeps,
  actor: SessionActor,
  request: Request,
  personId: string | undefined,
): Promise<string> {
  if (personId === undefined) throw ApiProblem.field('personId', 'is missing; say who is to decide');
  if (personId === request.actorId) {
    throw ApiProblem.field('personId', 'names the person who asked; nobody decides their own request');
  }
  const store = await requireStore(db, request.storeId);
  const refused = ApiProblem.field('personId', `is no person of ${store.name}, or you may not see them`);
  const [person] = await live.read(store.id, [personId]);
  if (person?.kind !== 'user') throw refused;
  if (actor.search === null) return personId;
  const indexed = await getIndexed(db, store.id, personId);
  if (indexed === null || !(await maySee(db, actor, store, indexed))) throw refused;
  return personId;
}

/** Those who stand above the present approvers: the first manager of each, or all. */
async function managersOf(
  reader: DirectoryReader,
  { approvers }: RequestAccess,
  step: number,
  to: 'manager' | 'managers',
): Promise<string[]> {
  const { manager } = reader.vocabulary;
  if (manager === undefined) return [];
  const asked = approvers.filter((one) => one.step === step).map(({ approverId }) => approverId);
  const found = await readIds(reader, asked);
  return found.flatMap(({ attributes }) => {
    const all = attributes[manager] ?? [];
    return to === 'manager' ? all.slice(0, 1) : all;
  });
}

/**
 * The same key of the same person is the same reroute, whoever is asked by now.
 * @throws ApiProblem as {@link findReroute} does, `request.key_reused`, `engine.unavailable` (it may still count)
 */
export async function rerouteRequest(
  deps: RouteDeps,
  actor: SessionActor,
  key: string,
  access: RequestAccess,
  wish: RerouteWish,
): Promise<Reroute> {
  const { db } = deps.database;
  const { id: requestId } = access.request;
  if (!access.administers) throw denied('Manage All Requests');
  const id = uuidv5(`${requestId}/${actor.storeId}/${actor.userId}/${key}`, rerouteNamespace);
  const known = await getReroute(db, id);
  if (known !== null && known.target !== wish.to) throw keyReused();
  if (known !== null && known.doneAt !== null) return known;
  const reroute =
    known ??
    (await saveReroute(db, {
      ...(await findReroute(deps, actor, access, wish)),
      id,
      requestId,
      target: wish.to,
      byStoreId: actor.storeId,
      byId: actor.userId,
      byName: actor.name,
      comment: wish.reason ?? null,
    }));
  try {
    await deps.engine.reroute(requestId, reroute.step, { rerouteId: id });
  } catch (error) {
    throw await inWords(db, requestId, error);
  }
  return reroute;
}
