/**
 * The one decision about roles: which one is active for a person and a client, why the others are not, and what
 * follows from all of them (access-and-approvals O2 to O5). Pure; callers supply the facts. Used at sign-in, by every
 * reviewed session, by the planner and by Check Roles, so that all of them agree.
 */
import { admitsClient, type Client, type ClientExpression } from '../../workflows/contracts/clients.ts';
import type { Standing } from '../../workflows/contracts/field-levels.ts';
import { mayBeForEverybody, type Permission } from '../../workflows/contracts/permissions.ts';
import {
  type NewObjectPolicy,
  policiesOf,
  type RolePolicies,
  type SearchPolicy,
  type StoredPolicies,
} from '../../workflows/contracts/policies.ts';

export interface RoleFacts {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  /** 1 to 99; the lowest number wins. */
  readonly priority: number;
  /** Both null: everybody in the store. */
  readonly criteriaGroupId: string | null;
  readonly criteriaContainerId: string | null;
  readonly clients: ClientExpression | null;
  readonly permissions: readonly Permission[];
  readonly policies: StoredPolicies;
}

/** What criteria look at. */
export interface HolderFacts {
  /** Every group that holds the person, at any depth. */
  readonly groups: ReadonlySet<string>;
  /** The containers named by roles in which the person stands, at any depth. */
  readonly containers: ReadonlySet<string>;
}

export const roleVerdicts = [
  'active',
  /** It would do, but another one has a lower number. */
  'outranked',
  'disabled',
  /** The person is not among its members. */
  'notMember',
  /** It is for everybody, and holds more than everybody may have: it admits nobody. */
  'tooMuchForEverybody',
  /** It is not for this client. */
  'client',
] as const;
export type RoleVerdict = (typeof roleVerdicts)[number];

export interface JudgedRole<R> {
  readonly role: R;
  readonly verdict: RoleVerdict;
}

/**
 * Every role with what speaks for or against it, by number.
 * @param client null: the whole store, whatever the client
 */
export function judgeRoles<R extends RoleFacts>(
  roles: readonly R[],
  holder: HolderFacts,
  client: Client | null,
): JudgedRole<R>[] {
  let isTaken = false;
  return roles
    .toSorted((a, b) => a.priority - b.priority)
    .map((role) => {
      const lost = lostBy(role, holder, client);
      if (lost !== null) return { role, verdict: lost };
      const verdict = isTaken ? 'outranked' : 'active';
      isTaken = true;
      return { role, verdict };
    });
}

function lostBy(role: RoleFacts, holder: HolderFacts, client: Client | null): RoleVerdict | null {
  if (!role.enabled) return 'disabled';
  const { criteriaGroupId, criteriaContainerId } = role;
  if (criteriaGroupId === null && criteriaContainerId === null) {
    if (!mayBeForEverybody(role.permissions)) return 'tooMuchForEverybody';
  } else {
    // A criterion that is gone holds nobody.
    const holds =
      (criteriaGroupId === null || holder.groups.has(criteriaGroupId)) &&
      (criteriaContainerId === null || holder.containers.has(criteriaContainerId));
    if (!holds) return 'notMember';
  }
  return client === null || admitsClient(role.clients, client) ? null : 'client';
}

/** What the person finds: one of these policies must hold; null is the whole store, none at all is nothing. */
export type SearchScope = readonly SearchPolicy[] | null;

/** Policies as they hold for a person: those of the active role, and those that unite (O3). */
export interface EffectivePolicies extends Omit<
  RolePolicies,
  'search' | 'hiddenFields' | 'newObject' | 'groupNamePrefixes'
> {
  readonly search: SearchScope;
  /** By name; those that all the person's roles hide (users-and-search S1.3). */
  readonly hiddenFields: readonly string[];
  /** New objects go where one of these allows. */
  readonly newObject: readonly NewObjectPolicy[];
  readonly groupNamePrefixes: {
    /** Of all the person's roles, then of the store. */
    readonly offered: readonly string[];
    /** One of these must be taken; null where none must. Only the active role enforces. */
    readonly enforced: readonly string[] | null;
  };
}

export interface Rights<R> {
  /** The active role. */
  readonly role: R;
  readonly permissions: ReadonlySet<Permission>;
  readonly policies: EffectivePolicies;
  /** For the levels of the store's fields. */
  readonly standing: Standing;
}

/** What the store says beside its roles. */
export interface StoreFacts {
  readonly groupNamePrefixes: readonly string[];
}

/**
 * @param store may be left out where nobody asks for the prefixes
 * @returns null where no role admits the person by this client (`signin.no_role`)
 */
export function rightsOf<R extends RoleFacts>(
  roles: readonly R[],
  holder: HolderFacts,
  client: Client | null,
  store: StoreFacts = { groupNamePrefixes: [] },
): Rights<R> | null {
  const held = judgeRoles(roles, holder, client).flatMap(({ role, verdict }) =>
    verdict === 'active' || verdict === 'outranked' ? [role] : [],
  );
  const [role] = held;
  if (role === undefined) return null;
  const all = held.map((one) => policiesOf(one.policies));
  const active = policiesOf(role.policies);
  const { groupNamePrefixes } = active;
  const namesPeople = role.criteriaGroupId !== null || role.criteriaContainerId !== null;
  return {
    role,
    permissions: new Set(role.permissions),
    standing: {
      roles: roles.map(({ id, name, priority }) => ({ id, name, priority })),
      activeRoleId: role.id,
    },
    policies: {
      ...active,
      search: unitedSearch(all.map(({ search }) => search)),
      hiddenFields: active.hiddenFields.names.filter((name) =>
        all.every(({ hiddenFields }) => hiddenFields.names.includes(name)),
      ),
      breakGlass: { enabled: active.breakGlass.enabled && namesPeople },
      newObject: all.map(({ newObject }) => newObject),
      groupNamePrefixes: {
        offered: [
          ...new Set([
            ...all.flatMap((policies) => policies.groupNamePrefixes.prefixes),
            ...store.groupNamePrefixes,
          ]),
        ],
        enforced: groupNamePrefixes.enforce ? groupNamePrefixes.prefixes : null,
      },
    },
  };
}

function unitedSearch(policies: readonly SearchPolicy[]): SearchScope {
  const isWhole = policies.some(({ containerId, filter }) => containerId === null && filter === null);
  return isWhole ? null : policies;
}
