/** The way a change has to go: what of it is held, by which workflows, and who is asked in which order. */
import type { ApproverEntry } from '../../../workflows/contracts/approvals.ts';
import type { Attributes, Vocabulary } from '../../../workflows/contracts/directory.ts';
import type { Permission } from '../../../workflows/contracts/permissions.ts';
import type { Db } from '../../database/client.ts';
import type { ApprovalPlan, NamedPerson } from '../../database/repositories/approvals.ts';
import {
  getApprovalSettings,
  listDefinitions,
  type StoredSettings,
  type WorkflowDefinition,
} from '../../database/repositories/approval-workflows.ts';
import { listRoles } from '../../database/repositories/roles.ts';
import type { IdentityStore } from '../../database/repositories/stores.ts';
import { listPeopleInside } from '../../directory-index/people-inside.ts';
import { type Change, type Held, type Piece, splitByHolders, type Values } from './match.ts';
import { type DirectoryReader, mostApprovers, peopleAmong, readIds } from './people.ts';
import { type Chain, chainFrom } from './climb.ts';
import { hasStanding, withMembers } from './hand-over.ts';
import { type Auto, type Entry, filled, stepsOf } from './steps.ts';

export interface Case extends Change {
  readonly requesterId: string;
  /** Null for an object that is to be made. */
  readonly targetId: string | null;
  /** What is known of the target besides: the attributes of a new object, and what Muster keeps. */
  readonly known: Attributes;
  /**
   * Object ids of who is answerable for the target; the primary ones are among all of them. Of a transfer the managers
   * are the new ones.
   */
  readonly primaryOwners: readonly string[];
  readonly owners: readonly string[];
  readonly primaryManagers: readonly string[];
  readonly managers: readonly string[];
}

/** Pieces that wait together, and the steps they wait for. */
export interface Wait {
  readonly definitionIds: readonly string[];
  readonly pieces: readonly Piece[];
  readonly steps: readonly (ApprovalPlan & { readonly auto: Auto | null })[];
}

export interface Route {
  readonly free: readonly Piece[];
  readonly waits: readonly Wait[];
}

export interface RouteDeps {
  readonly db: Db;
  readonly store: Pick<IdentityStore, 'id' | 'kind'>;
  readonly reader: DirectoryReader;
}

/**
 * @param heldBy for a part of an earlier save: the workflows that held it then. Its other half may have
 * changed what they look at, so they are not asked to match again.
 */
export async function routeOf(
  deps: RouteDeps,
  change: Case,
  heldBy: readonly string[] | null = null,
): Promise<Route> {
  const [definitions, settings] = await Promise.all([
    listDefinitions(deps.db, deps.store.id),
    getApprovalSettings(deps.db, deps.store.id),
  ]);
  const kept = definitions.filter(({ id, enabled }) => enabled && heldBy?.includes(id) === true);
  const { free, held } =
    kept.length > 0
      ? { free: [], held: [{ rules: kept, pieces: change.pieces }] }
      : splitByHolders(definitions, change, await factsFor(deps, definitions, change));
  const people = new People(deps, settings);
  const waits: Wait[] = [];
  for (const group of held) waits.push(await waitOf(group, change, settings, people));
  return { free, waits };
}

async function waitOf(
  { rules, pieces }: Held<WorkflowDefinition>,
  change: Case,
  settings: StoredSettings,
  people: People,
): Promise<Wait> {
  const steps: Wait['steps'][number][] = [];
  for (const definition of rules) {
    const entries: Entry[] = [];
    for (const entry of definition.approvers) {
      const ids = idsOf(entry, change);
      // The new manager is named by the request: the target's own managers take no part in it (X7).
      const by = definition.system === 'transferUser' ? 'object' : entry.kind;
      entries.push({ people: await people.behind(ids), from: await people.chainsFrom(by, ids) });
    }
    const climbs = settings.acceleration && definition.acceleration;
    const rule = { mode: definition.mode, optional: definition.system === 'changeManager' };
    for (const step of stepsOf(rule, entries, change.requesterId, settings)) {
      const fallback = step.lacks === null ? nobody : await people.fallback();
      const {
        stage,
        people: approvers,
        from,
        auto,
        held,
      } = filled(step, rule, change.requesterId, settings, fallback);
      const isWatched = climbs || hasStanding(from);
      steps.push({
        rule: definition.name,
        definitionId: definition.id,
        stage,
        approvers,
        held,
        auto,
        ...(isWatched && auto === null && !held && from.length > 0 ? { chains: from } : {}),
      });
    }
  }
  // Stages of several workflows run side by side; the numbers of steps follow the stages.
  return {
    definitionIds: rules.map(({ id }) => id),
    pieces,
    steps: steps.toSorted((a, b) => a.stage - b.stage),
  };
}

const nobody = { defaults: { people: [], from: [] }, administrators: [] };

function idsOf(entry: ApproverEntry, about: Case): readonly string[] {
  switch (entry.kind) {
    case 'owner':
      return about.primaryOwners;
    case 'owners':
      return about.owners;
    case 'manager':
      return about.primaryManagers;
    case 'managers':
      return about.managers;
    case 'object':
      return entry.id === undefined ? [] : [entry.id];
  }
}

/** People of one route: each set is looked up once. */
class People {
  private readonly deps: RouteDeps;
  private readonly settings: StoredSettings;
  private readonly known = new Map<string, Promise<NamedPerson[]>>();

  constructor(deps: RouteDeps, settings: StoredSettings) {
    this.deps = deps;
    this.settings = settings;
  }

  behind(ids: readonly string[]): Promise<NamedPerson[]> {
    const key = ids.join(' ');
    const known = this.known.get(key) ?? peopleAmong(this.deps.reader, this.deps.store.id, ids);
    this.known.set(key, known);
    return known;
  }

  /** Where the way up from each of them begins. */
  async chainsFrom(by: Chain['by'], ids: readonly string[]): Promise<Chain[]> {
    const all = await this.behind(ids);
    const chains: Chain[] = [];
    for (const id of ids) {
      const isPerson = all.length === 0 || all.some((one) => one.id === id);
      chains.push(withMembers(chainFrom(by, id), isPerson ? [] : await this.behind([id])));
    }
    return chains;
  }

  async fallback(): Promise<{ defaults: Entry; administrators: NamedPerson[] }> {
    const { defaultApproverId } = this.settings;
    const defaults =
      defaultApproverId === null
        ? nobody.defaults
        : {
            people: await this.behind([defaultApproverId]),
            from: await this.chainsFrom('default', [defaultApproverId]),
          };
    return { defaults, administrators: await administratorsOf(this.deps) };
  }
}

/** The people who may decide any request of the store, or whose role holds another permission. */
export async function administratorsOf(
  { db, store, reader }: RouteDeps,
  permission: Permission = 'Manage All Requests',
): Promise<NamedPerson[]> {
  const roles = await listRoles(db, store.id);
  const able = roles.filter((role) => role.enabled && role.permissions.includes(permission));
  const groups = able.flatMap(({ criteriaGroupId: id }) => (id === null ? [] : [id]));
  const containers = able.flatMap(({ criteriaContainerId: id }) => (id === null ? [] : [id]));
  const inside = await listPeopleInside(db, store, containers, mostApprovers);
  return peopleAmong(reader, store.id, [...groups, ...inside]);
}

/** Reads of target and requester what the conditions look at, and nothing where there are none. */
async function factsFor(
  { reader }: RouteDeps,
  definitions: readonly WorkflowDefinition[],
  { object, event, requesterId, targetId, known }: Case,
): Promise<{ target: Values; requester: Values }> {
  const filters = definitions
    .filter((one) => one.enabled && one.event === event && one.objects.includes(object))
    .flatMap((one) => one.filters);
  const read = async (subject: 'target' | 'requester', id: string | null): Promise<Attributes> => {
    const names = filters
      .filter((filter) => filter.subject === subject)
      .map(({ attribute }) => nativeName(reader.vocabulary, attribute));
    if (id === null || names.length === 0) return {};
    const [found] = await readIds(reader, [id], [...new Set(names)]);
    return found?.attributes ?? {};
  };
  const [target, requester] = await Promise.all([read('target', targetId), read('requester', requesterId)]);
  return {
    target: valuesIn(reader.vocabulary, { ...target, ...known }),
    requester: valuesIn(reader.vocabulary, requester),
  };
}

const nativeName = (vocabulary: Vocabulary, attribute: string): string =>
  (vocabulary as Readonly<Record<string, string | undefined>>)[attribute] ?? attribute;

/** Attribute names are the same in any case, as directories have it. */
function valuesIn(vocabulary: Vocabulary, attributes: Attributes): Values {
  const byName = new Map(Object.entries(attributes).map(([name, values]) => [name.toLowerCase(), values]));
  return (attribute) => byName.get(nativeName(vocabulary, attribute).toLowerCase()) ?? [];
}
