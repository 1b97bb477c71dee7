/** What a replication is told and what it tells, shared by workflows, activities and API. */
import type { ObjectKind } from './directory.ts';
import type { ReplicationRun, StoreKind } from './ids.ts';

/** The kinds each directory has, in the order they are read: members come after all of them. */
export const replicatedKinds: Readonly<Record<StoreKind, readonly ObjectKind[]>> = {
  'active-directory': ['user', 'contact', 'computer', 'container', 'group'],
  'entra-id': ['user', 'group'],
  'google-workspace': ['user', 'container', 'group'],
  ldap: ['user', 'contact', 'computer', 'container', 'group'],
  local: ['user', 'group'],
};

/** The only argument of a replication's workflow. */
export interface ReplicationArgs {
  readonly storeId: string;
  /** Object id of who asked for it; null where the timetable did. */
  readonly actorId: string | null;
  /** Removals that an administrator confirmed: the run removes those of them that are still gone, and no others of that kind. */
  readonly confirmedId?: string;
}

/** The names of the workflows, those of older versions included. */
const replicationWorkflows = ['replicateObjects', 'replicateDeleted', 'restoreIndex', 'replicateStore'];
export const isReplication = (workflow: string): boolean => replicationWorkflows.includes(workflow);
export const replicationWorkflowOf = {
  objects: 'replicateObjects',
  deleted: 'replicateDeleted',
  restore: 'restoreIndex',
} as const satisfies Record<ReplicationRun, string>;
