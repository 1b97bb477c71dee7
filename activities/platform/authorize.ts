/**
 * The one decision function: may this actor do this? Pure; callers supply the facts. Used by the
 * planner and by reads, so that both always agree.
 */
import type { SecurityType } from '../../workflows/contracts/actions.ts';
import type { ErrorCode } from '../../workflows/contracts/errors.ts';
import { heldBy, type Permission } from '../../workflows/contracts/permissions.ts';

/** What may be done to a group. */
export type GroupAction = 'create' | 'view' | 'manage' | 'join' | 'leave';

export interface ActorFacts {
  readonly id: string;
  /** Every group that holds the actor, at any depth. */
  readonly groups: ReadonlySet<string>;
  readonly permissions: ReadonlySet<Permission>;
}

export interface GroupFacts {
  /** Object ids of primary and additional owners; a group among them owns by its members. */
  readonly ownerIds: readonly string[];
  readonly securityType: SecurityType;
  /** Direct membership, where the caller knows it; only `view` asks. */
  readonly isMember?: boolean;
}

export type Decision =
  | { readonly allow: true }
  | {
      readonly allow: false;
      readonly code: ErrorCode;
      readonly reason: string;
      readonly permission: Permission | null;
    };

const allow: Decision = { allow: true };
const deny = (
  reason: string,
  permission: Permission | null,
  code: ErrorCode = 'permission.denied',
): Decision => ({
  allow: false,
  code,
  reason,
  permission,
});

/** True when the permission or a broader one is held (access-and-approvals O4). */
export const holds = (permissions: ReadonlySet<Permission>, permission: Permission): boolean =>
  heldBy(permissions, permission) !== null;

/** What an API token leaves of its owner's permissions; everything where there is none (access-and-approvals B3). */
export const withinScopes = (
  permissions: ReadonlySet<Permission>,
  token: { readonly scopes: readonly Permission[] } | null,
): ReadonlySet<Permission> =>
  token === null ? permissions : new Set(token.scopes.filter((scope) => holds(permissions, scope)));

/** By themselves, or as a member of a group that owns. */
export const ownsGroup = (
  actor: Pick<ActorFacts, 'id' | 'groups'>,
  { ownerIds }: Pick<GroupFacts, 'ownerIds'>,
): boolean => ownerIds.some((id) => id === actor.id || actor.groups.has(id));

/** @param request.group null for an action that needs no group yet (`create`) */
export function authorize(request: {
  readonly actor: ActorFacts;
  readonly action: GroupAction;
  readonly group: GroupFacts | null;
}): Decision {
  const { actor, action, group } = request;
  if (action === 'create' || group === null) {
    return holds(actor.permissions, 'Create Static Group')
      ? allow
      : deny('Your role may not create groups. An administrator can allow it.', 'Create Static Group');
  }
  const managesAny = holds(actor.permissions, 'Manage Any Group');
  const owns = ownsGroup(actor, group);
  switch (action) {
    case 'view':
      return group.securityType !== 'private' || owns || managesAny || group.isMember === true
        ? allow
        : deny('There is no such group.', null, 'notFound');
    case 'manage':
      if (managesAny || (owns && holds(actor.permissions, 'Manage My Groups'))) return allow;
      return owns
        ? deny(
            'Your role may not manage the groups you own. An administrator can allow it.',
            'Manage My Groups',
          )
        : deny('Only an owner of this group may change it.', 'Manage Any Group');
    case 'join':
    case 'leave':
      // Owners and administrators of groups may; others are asked about or let in by the group's type (groups 4.1).
      if (group.securityType !== 'private' || owns || managesAny) return allow;
      return deny(
        'This group is private: its owners decide who belongs to it. Ask one of them.',
        'Manage Any Group',
        'group.private',
      );
  }
}
