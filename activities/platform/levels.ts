/**
 * The one decision about levels: may this person see, or change, what a portal shows at a level (stores-and-links P5)?
 * Fields bear levels, one to be seen and one to be changed. Pure; callers supply the facts.
 *
 * A level of a role looks at the person's active role alone. Levels are policies, and those come from the active role but
 * for three that levels are not among (access-and-approvals O3): whoever signs in by a client where a lesser role is
 * active is meant to have less there.
 */
import type { ObjectKind } from '../../workflows/contracts/directory.ts';
import type { FieldLevel, Level, Standing } from '../../workflows/contracts/field-levels.ts';

/** What a person is to an object. */
export interface Relation {
  /** Primary or additional, alone or through a group. */
  readonly owns: boolean;
  /** Primary or additional. */
  readonly manages: boolean;
  readonly isSelf: boolean;
}

export interface LevelFacts extends Standing {
  /** What the object is, and what the person is to it; null where there is no object yet or at all, as for a node. */
  readonly object: (Relation & { readonly kind: ObjectKind }) | null;
}

/** In a store of which the person has no account. */
export const nobody: Standing = { roles: [], activeRoleId: null };
/** To whole lists a person is nothing. */
export const unrelated: Relation = { owns: false, manages: false, isSelf: false };

export type LevelDecision = { readonly allowed: true } | { readonly allowed: false; readonly reason: string };

const allowed: LevelDecision = { allowed: true };
const refused = (reason: string): LevelDecision => ({ allowed: false, reason });

export function judgeLevel(level: Level, facts: LevelFacts): LevelDecision {
  const { object } = facts;
  switch (level.level) {
    case 'role':
      return judgeRole(level, facts);
    case 'never':
      return refused('This is for nobody. An administrator can give it another level.');
    case 'managerAndOwner':
      if (object?.kind === 'group')
        return object.owns ? allowed : refused('This is for the owners of the group alone.');
      if (object?.kind === 'user')
        return object.manages ? allowed : refused('This is for the managers of the person alone.');
      return refused('This is for owners and managers alone, and what it is about has none.');
    case 'self':
      return object?.kind === 'user' && object.isSelf
        ? allowed
        : refused('This is for the person it is about alone.');
  }
}

function judgeRole(
  { roleId, excludeRoles }: Extract<Level, { level: 'role' }>,
  { roles, activeRoleId }: LevelFacts,
): LevelDecision {
  const named = roles.find(({ id }) => id === roleId);
  const active = roles.find(({ id }) => id === activeRoleId);
  // Which roles were above one that is gone nobody knows any more.
  if (named === undefined)
    return refused('This is for a role that is gone. An administrator can choose another one.');
  if (active === undefined) return refused(`This is for ${named.name} and the roles above it.`);
  if (excludeRoles.includes(active.id)) return refused(`This is not for ${active.name}.`);
  return active.priority <= named.priority
    ? allowed
    : refused(`This is for ${named.name} and the roles above it; yours is ${active.name}.`);
}

/** Of a kind's fields, those that somebody does not see, or not change, with why. */
export const refusedFields = (
  levels: readonly FieldLevel[],
  of: 'visibility' | 'access',
  { roles, activeRoleId }: Standing,
  object: Relation & { readonly kind: ObjectKind },
): { readonly field: string; readonly reason: string }[] =>
  levels.flatMap(({ kind, field, [of]: level }) => {
    if (kind !== object.kind || level === null) return [];
    const decision = judgeLevel(level, { roles, activeRoleId, object });
    return decision.allowed ? [] : [{ field, reason: decision.reason }];
  });

/** A field that somebody does not change, and why; who does not see it either finds no value in it. */
export interface LockedField {
  readonly field: string;
  readonly hidden: boolean;
  readonly reason: string;
}

/** By the levels of the store and by what somebody's roles hide from them (users-and-search S1.3). */
export const lockedFields = (
  levels: readonly FieldLevel[],
  { standing, hiddenFields }: { readonly standing: Standing; readonly hiddenFields: readonly string[] },
  object: Relation & { readonly kind: ObjectKind },
): LockedField[] => {
  const hidden = [
    ...hiddenFields.map((field) => ({
      field,
      reason: 'Your role hides it from you. Ask an administrator to show it, or to make the change.',
    })),
    ...refusedFields(levels, 'visibility', standing, object),
  ].map((one) => ({ ...one, hidden: true }));
  const names = new Set(hidden.map(({ field }) => field));
  const readOnly = refusedFields(levels, 'access', standing, object).filter(({ field }) => !names.has(field));
  return [...hidden, ...readOnly.map((one) => ({ ...one, hidden: false }))];
};
