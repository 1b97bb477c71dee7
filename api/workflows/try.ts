/** "If this person did this to that object, who would be asked?" */
import { getGroupSettings } from '../../activities/database/repositories/groups.ts';
import { listDefinitions } from '../../activities/database/repositories/approval-workflows.ts';
import type { IdentityStore } from '../../activities/database/repositories/stores.ts';
import type { Piece } from '../../activities/platform/approvals/match.ts';
import { type Case, type Route, routeOf } from '../../activities/platform/approvals/route.ts';
import { systemRules } from '../../workflows/contracts/approvals.ts';
import type { DirectoryObject } from '../../workflows/contracts/directory.ts';
import { ApiProblem } from '../problem.ts';
import type { RouteDeps } from '../route.ts';
import type { TestWorkflows } from '../schemas/workflows.ts';

/** @throws ApiProblem naming what does not exist; `provider.*` */
export async function tryWorkflows(deps: RouteDeps, store: IdentityStore, body: TestWorkflows) {
  const { db } = deps.database;
  const reader = await deps.live.reader(store.id);
  const [found, definitions] = await Promise.all([
    deps.live.read(
      store.id,
      [body.requesterId, body.targetId, body.newManagerId].flatMap((id) => id ?? []),
    ),
    listDefinitions(db, store.id),
  ]);
  const requester = found.find(({ id }) => id === body.requesterId);
  if (requester?.kind !== 'user') throw ApiProblem.field('requesterId', `is no person of ${store.name}`);
  const target = targetOf(body, found, store);
  const settings = target?.kind === 'group' ? await getGroupSettings(db, store.id, target.id) : null;
  const valuesOf = (attribute: string | undefined) =>
    attribute === undefined ? [] : (target?.attributes[attribute] ?? []);
  const primaryOwners = valuesOf(reader.vocabulary.owner);
  const managers = newManagersOf(body, found, store) ?? valuesOf(reader.vocabulary.manager);
  const change: Case = {
    object: body.system === undefined ? body.object : systemRules[body.system].object,
    event: body.system === undefined ? body.event : 'edit',
    pieces: piecesOf(body, settings?.securityType ?? null),
    requesterId: requester.id,
    targetId: target?.id ?? null,
    known: settings === null ? {} : { securityType: [settings.securityType] },
    // Whoever creates a group owns it unless they say otherwise.
    primaryOwners: target === null ? [requester.id] : primaryOwners,
    owners: target === null ? [requester.id] : [...primaryOwners, ...(settings?.additionalOwners ?? [])],
    primaryManagers: managers,
    managers,
  };
  const route = await routeOf({ db, store, reader }, change);
  return view(route, new Map(definitions.map(({ id, name }) => [id, name])));
}

function targetOf(
  { object, event, targetId, system }: TestWorkflows,
  found: readonly DirectoryObject[],
  store: IdentityStore,
): DirectoryObject | null {
  if (event === 'create' && system === undefined) return null;
  const target = found.find(({ id }) => id === targetId);
  const wanted = system === undefined ? object : systemRules[system].object;
  if (target?.kind !== wanted) throw ApiProblem.field('targetId', `must name a ${wanted} of ${store.name}`);
  return target;
}

/** Of a transfer those to come decide; null of everything else. */
function newManagersOf(
  { system, newManagerId }: TestWorkflows,
  found: readonly DirectoryObject[],
  store: IdentityStore,
): readonly string[] | null {
  const isTransfer = system === 'transferUser';
  if (!isTransfer && newManagerId === undefined) return null;
  if (!isTransfer) throw ApiProblem.field('newManagerId', 'is of a transfer only; leave it out');
  const manager = found.find(({ id }) => id === newManagerId);
  if (manager?.kind !== 'user') throw ApiProblem.field('newManagerId', `must name a person of ${store.name}`);
  return [manager.id];
}

/** Joining and leaving wait only where the group is semi-private (W2). */
function piecesOf(
  { event, fields = [], system }: TestWorkflows,
  securityType: string | null,
): readonly Piece[] {
  if (system === 'joinGroup' || system === 'leaveGroup') {
    const waits = securityType === 'semi-private';
    return [{ key: 'own', field: null, ...(waits ? { raises: system } : {}) }];
  }
  if (system === 'nestGroup') return [{ key: 'nested', field: 'members', raises: system }];
  if (system !== undefined) return [{ key: system, field: null, raises: system }];
  if (event !== 'edit') return [{ key: 'whole', field: null }];
  if (fields.length === 0) throw ApiProblem.field('fields', 'must name what would be changed');
  return fields.map((field) => ({ key: field, field }));
}

const fieldsOf = (pieces: readonly Piece[]): string[] => pieces.flatMap(({ field }) => field ?? []);

const view = ({ free, waits }: Route, names: ReadonlyMap<string, string>) => ({
  free: free.length > 0,
  freeFields: fieldsOf(free),
  waits: waits.map(({ definitionIds, pieces, steps }) => ({
    fields: fieldsOf(pieces),
    workflows: definitionIds.map((id) => ({ id, name: names.get(id) ?? id })),
    steps: steps.map(({ stage, rule, held, auto, approvers }) => ({
      stage,
      rule,
      held,
      auto,
      approvers: approvers.map(({ id, name }) => ({ id, name })),
    })),
  })),
});
