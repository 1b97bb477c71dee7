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

/** Groups there name their members by path, where another object may be found tomorrow; elsewhere by id. */
export const storesListingPaths: readonly StoreKind[] = ['ldap'];

/** The only argument of a replication's workflow. */
export interface ReplicationArgs {
  readonly storeId: string;
  /** Object id of who asked for it; null where the timetable did. */
  readonly actorId: string | null;
}

/** Minutes, and failed runs in a row before people are told. */
export interface ReplicationSettings {
  readonly objectInterval: number;
  readonly deletedInterval: number;
  readonly errorThreshold: number;
}

export const replicationLimits = {
  objectInterval: { minimum: 1, maximum: 1440, default: 10 },
  deletedInterval: { minimum: 5, maximum: 1440, default: 60 },
  errorThreshold: { minimum: 1, maximum: 20, default: 3 },
} as const;

/** More than this part of a kind is never removed at once; it looks like a broken read, not like work. */
const maxRemovedPart = 0.2;
/** Below this many objects the part says nothing of removals that the directory tells one by one. */
const smallStore = 20;
const maxToldOfSmall = 5;

/** How many objects of a kind may go because a read did not find them. @param known those of the index */
export const allowedRemovals = (known: number): number => Math.floor(known * maxRemovedPart);

/** The same of removals that the directory itself tells of (docs/adr/0016). */
export const allowedTold = (known: number): number =>
  known < smallStore ? maxToldOfSmall : allowedRemovals(known);

/** The names of the workflows, those of older versions included. */
const replicationWorkflows = ['replicateObjects', 'replicateDeleted', 'restoreIndex', 'replicateStore'];
export const isReplication = (workflow: string): boolean => replicationWorkflows.includes(workflow);
export const replicationWorkflowOf = {
  objects: 'replicateObjects',
  deleted: 'replicateDeleted',
  restore: 'restoreIndex',
} as const satisfies Record<ReplicationRun, string>;
