import type { Request } from '../../api/schema.ts';

const actions: ReadonlySet<Request['action']> = new Set([
  'updateGroup',
  'addMembers',
  'removeMembers',
  'joinGroup',
  'leaveGroup',
  'undoChange',
]);

/** Whether undoing can be offered: it has been done, and its inverse is known. */
export const isUndoable = ({
  action,
  state,
  storeDeletedAt,
}: Pick<Request, 'action' | 'state' | 'storeDeletedAt'>): boolean =>
  state === 'succeeded' && storeDeletedAt === null && actions.has(action);
