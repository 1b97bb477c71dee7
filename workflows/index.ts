/** The only list of workflow names. Names are in histories: never rename one. */
export { createGroup } from './actions/create-group.ts';
export { updateGroup } from './actions/update-group.ts';
export { deleteGroup } from './actions/delete-group.ts';
export { addMembers } from './actions/add-members.ts';
export { removeMembers } from './actions/remove-members.ts';
export { joinGroup } from './actions/join-group.ts';
export { leaveGroup } from './actions/leave-group.ts';
export { undoChange } from './actions/undo-change.ts';
export { approval } from './approvals/approval.ts';
export { notify } from './change/notify.ts';
export { replicateStore } from './replicate-store.ts';
export { exportSearch } from './export-search.ts';
export { replicateDeleted, replicateObjects, restoreIndex } from './replication/run.ts';
export { replicationDue } from './replication/due.ts';
export { scanDuties } from './scan-duties.ts';
