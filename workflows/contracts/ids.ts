/**
 * Every workflow id and task queue name, built here and nowhere else.
 *
 * Ids carry immutable ids only, never names or DNs: Temporal does not encrypt them.
 */

/** The kinds of directory Muster can connect. A closed set that grows with each provider. */
export const storeKinds = ['active-directory', 'ldap', 'local'] as const;
export type StoreKind = (typeof storeKinds)[number];

/** The one run of a portal action. The request id is a UUIDv5 of actor and idempotency key. */
export const requestWorkflowId = (requestId: string): string => `request:${requestId}`;

/** The approval child workflow of a request's step (counted from 1). */
export const approvalWorkflowId = (requestId: string, step: number): string =>
  `approval:${requestId}:${step}`;

/** Sends the mails that one part of a request caused; lives on when the request has ended. */
export const notifyWorkflowId = (requestId: string, part: string): string => `notify:${requestId}:${part}`;

/** A store's replication: one run at a time. */
export const replicateWorkflowId = (storeId: string): string => `replicate:${storeId}`;

/** Workflows and the local activities that touch PostgreSQL only. */
export const workflowQueue = 'muster-workflows';

/** Mail delivery, so that a dead mail server delays nothing else. */
export const mailQueue = 'muster-mail';

/** Long reads and bulk work, so that they never delay a person's click. */
export const bulkQueue = 'muster-bulk';

/** One queue per provider kind: throttling in one directory leaves the others alone. */
export const providerQueue = (kind: StoreKind): string => `muster-provider-${kind}`;
