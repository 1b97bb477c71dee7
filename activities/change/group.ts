/** A group as planners see it: what the directory and what Muster keeps of it, and who owns it. */
import type { DirectoryObject } from '../../workflows/contracts/directory.ts';
import { getGroupSettings, type GroupSettings } from '../database/repositories/groups.ts';
import { authorize, type GroupAction } from '../platform/authorize.ts';
import type { PlanContext } from './context.ts';
import { RequestRefused } from './refused.ts';
import { seenAmong } from './seen.ts';

export interface Group {
  readonly object: DirectoryObject;
  readonly settings: GroupSettings;
  /** Object ids: the directory's owner first, then the additional ones. */
  readonly ownerIds: readonly string[];
}

/** @throws `object.notFound` for one the actor may not see, too; `object.state` for an expired or deleted group */
export async function loadGroup(context: PlanContext, groupId: string): Promise<Group> {
  const { db, provider, store } = context;
  const [[object], settings, seen] = await Promise.all([
    provider.read([{ kind: 'group', id: groupId }]),
    getGroupSettings(db, store.id, groupId),
    seenAmong(context, [groupId]),
  ]);
  if (object?.kind !== 'group' || !seen.has(groupId)) {
    throw RequestRefused.field(
      'object.notFound',
      'groupId',
      `There is no such group in ${store.name} any more.`,
    );
  }
  if (settings.status === 'expired') {
    throw new RequestRefused('object.state', 'This group is expired. Renew it first.');
  }
  const primary = valuesOf(object, provider.vocabulary.owner);
  return { object, settings, ownerIds: [...new Set([...primary, ...settings.additionalOwners])] };
}

/**
 * Asks the one decision function, with the live facts.
 * @throws `permission.denied`, `group.private`, `object.protected`
 */
export function requireGroupRight(context: PlanContext, action: GroupAction, group: Group | null): void {
  if (group?.object.protection !== undefined) {
    throw new RequestRefused(
      'object.protected',
      `${group.object.displayName} is protected: ${group.object.protection}`,
    );
  }
  const decision = authorize({
    actor: { id: context.actor.id, groups: context.actor.groups, permissions: context.actor.permissions },
    action,
    group: group === null ? null : { ownerIds: group.ownerIds, securityType: group.settings.securityType },
  });
  if (!decision.allow) throw new RequestRefused(decision.code, decision.reason, [], decision.permission);
}

export const valuesOf = (object: DirectoryObject, attribute: string | undefined): readonly string[] =>
  attribute === undefined ? [] : (object.attributes[attribute] ?? []);
