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
export const isUndoable = ({ action, state }: Pick<Request, 'action' | 'state'>): boolean =>
  state === 'succeeded' && actions.has(action);
