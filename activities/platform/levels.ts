/**
 * The one decision about levels: may this person see, or change, what a portal shows at a level (stores-and-links P5)?
 * Tabs, fields, nodes, buttons and wizard pages bear levels, one to be seen and one to be changed. Pure; callers supply the
 * facts, and ask for the page and for the API alike.
 *
 * A level of a role looks at the person's active role alone. Levels are policies, and those come from the active role but
 * for three that levels are not among (access-and-approvals O3): whoever signs in by a client where a lesser role is
 * active is meant to have less there.
 */
import type { ObjectKind } from '../../workflows/contracts/directory.ts';

export type Level =
  /** Holders of this role and of those of higher priority, which have LOWER numbers; not of those that are left out. */
  | { readonly level: 'role'; readonly roleId: string; readonly excludeRoles: readonly string[] }
  /** Nobody: what is seen is hidden, what is changed is read-only. */
  | { readonly level: 'never' }
  /** The owners of the group or the managers of the user, and nobody else, whatever their role. */
  | { readonly level: 'managerAndOwner' }
  /** The user it is about, and nobody else. */
  | { readonly level: 'self' };

export interface LevelFacts {
  /** Of the store of the object: numbers of other stores say nothing here. */
  readonly roles: readonly { readonly id: string; readonly name: string; readonly priority: number }[];
  /** Null where no role of that store is active for the person. */
  readonly activeRoleId: string | null;
  /** What the object is, and what the person is to it; null where there is no object yet or at all, as for a node. */
  readonly object: {
    readonly kind: ObjectKind;
    /** Primary or additional, alone or through a group. */
    readonly owns: boolean;
    /** Primary or additional. */
    readonly manages: boolean;
    readonly isSelf: boolean;
  } | null;
}

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
