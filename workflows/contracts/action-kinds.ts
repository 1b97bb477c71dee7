/** What each portal action does to which kind of object, as lists of requests are filtered. */
import type { Action } from './actions.ts';

export const requestEvents = ['create', 'edit', 'delete', 'join', 'leave', 'undo'] as const;
export const requestTypes = ['group'] as const;

interface ActionKind {
  readonly event: (typeof requestEvents)[number];
  /** The kind of object it is about. */
  readonly type: (typeof requestTypes)[number];
}

export const actionKinds: Readonly<Record<Action, ActionKind>> = {
  createGroup: { event: 'create', type: 'group' },
  updateGroup: { event: 'edit', type: 'group' },
  deleteGroup: { event: 'delete', type: 'group' },
  addMembers: { event: 'edit', type: 'group' },
  removeMembers: { event: 'edit', type: 'group' },
  joinGroup: { event: 'join', type: 'group' },
  leaveGroup: { event: 'leave', type: 'group' },
  undoChange: { event: 'undo', type: 'group' },
  endMemberships: { event: 'edit', type: 'group' },
};
