/**
 * Every workflow id and task queue name, built here and nowhere else.
 *
 * Ids carry immutable ids only, never names or DNs: Temporal does not encrypt them.
 */

/** The kinds of directory Muster can connect. A closed set that grows with each provider. */
export const storeKinds = ['active-directory', 'entra-id', 'google-workspace', 'ldap', 'local'] as const;
export type StoreKind = (typeof storeKinds)[number];

/** The one run of a portal action. The request id is a UUIDv5 of actor and idempotency key. */
export const requestWorkflowId = (requestId: string): string => `request:${requestId}`;

/** The approval child workflow of a request's step (counted from 1). */
export const approvalWorkflowId = (requestId: string, step: number): string =>
  `approval:${requestId}:${step}`;

/** Sends the mails that one part of a request caused; lives on when the request has ended. */
export const notifyWorkflowId = (requestId: string, part: string): string => `notify:${requestId}:${part}`;

/** Waits for the ends of the memberships that a request gave, and ends them. */
export const membershipWorkflowId = (requestId: string): string => `membership:${requestId}`;

/** Delivers one message to one webhook; another round is another run. */
export const webhookWorkflowId = (deliveryId: string, round: number): string =>
  `webhook:${deliveryId}:${round}`;

/**
 * - `objects`: what was made or changed since the last time.
 * - `deleted`: compares the ids of the index with those of the directory.
 * - `restore`: reads everything anew beside the index and swaps it in when it is complete.
 */
export type ReplicationRun = 'objects' | 'deleted' | 'restore';

/** A store's replication: one run of each kind at a time. */
export const replicateWorkflowId = (storeId: string, run: ReplicationRun = 'objects'): string =>
  run === 'objects' ? `replicate:${storeId}` : `replicate-${run}:${storeId}`;

/** Writes one export; the id is that of its row. */
export const exportWorkflowId = (exportId: string): string => `export:${exportId}`;

/** The timetable of a store's replication; the engine adds the time to the id of what it starts. */
export const replicationSchedule = {
  prefix: 'replication-due:',
  idOf: (storeId: string, run: ReplicationRun): string => `replication-due:${storeId}:${run}`,
};

/** The scan for violations of separation of duties that somebody asks for: one at a time. */
export const dutyScanWorkflowId = 'scan-duties';

/** Tells of roles of a store that admit nobody any more: one at a time. */
export const lostCriteriaWorkflowId = (storeId: string): string => `lost-criteria:${storeId}`;

/** Timetables that belong to no store; the engine adds the time to the ids of what they start. */
export const dutyScanSchedule = 'duty-scan-due';

/** The weekly report of what was done without approval (access-and-approvals B6). */
export const breakGlassReportSchedule = 'break-glass-report-due';

/** What a workflow id tells, or null for one that was not built here. */
export type WorkflowRef =
  | { readonly kind: 'request'; readonly requestId: string }
  | { readonly kind: 'approval'; readonly requestId: string; readonly step: number }
  | { readonly kind: 'notify'; readonly requestId: string; readonly part: string }
  | { readonly kind: 'membership'; readonly requestId: string }
  | { readonly kind: 'webhook'; readonly deliveryId: string }
  | { readonly kind: 'replicate' | 'lost-criteria'; readonly storeId: string }
  | { readonly kind: 'export'; readonly exportId: string };

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const idForm = new RegExp(
  `^(request|approval|notify|membership|webhook|replicate|replicate-deleted|replicate-restore|lost-criteria|export):(${uuid})(?::([A-Za-z0-9-]{1,40}))?$`,
);

export function parseWorkflowId(workflowId: string): WorkflowRef | null {
  const [, kind, id = '', rest] = idForm.exec(workflowId) ?? [];
  if (kind === 'request' && rest === undefined) return { kind, requestId: id };
  if (kind === 'webhook' && /^\d{1,9}$/.test(rest ?? '')) return { kind, deliveryId: id };
  if (kind === 'membership' && rest === undefined) return { kind, requestId: id };
  if (kind?.startsWith('replicate') === true && rest === undefined) return { kind: 'replicate', storeId: id };
  if (kind === 'lost-criteria' && rest === undefined) return { kind, storeId: id };
  if (kind === 'export' && rest === undefined) return { kind, exportId: id };
  if (kind === 'notify' && rest !== undefined) return { kind, requestId: id, part: rest };
  if (kind === 'approval' && /^\d{1,3}$/.test(rest ?? '')) return { kind, requestId: id, step: Number(rest) };
  return null;
}

/** Workflows and the local activities that touch PostgreSQL only. */
export const workflowQueue = 'muster-workflows';

/** Mail delivery, so that a dead mail server delays nothing else. */
export const mailQueue = 'muster-mail';

/** Webhooks: a receiver that is slow or away delays nothing else. */
export const webhookQueue = 'muster-webhooks';

/** Long reads and bulk work, so that they never delay a person's click. */
export const bulkQueue = 'muster-bulk';

/** One queue per provider kind: throttling in one directory leaves the others alone. */
export const providerQueue = (kind: StoreKind): string => `muster-provider-${kind}`;
