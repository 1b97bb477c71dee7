/**
 * What workflows may ask the world for: one interface per group of activities, in plain types.
 * `activities/` implements them. All activities are idempotent: each may be killed at any line and
 * run again with the same arguments.
 */
import type { ObjectKind } from './directory.ts';
import type { Problem } from './errors.ts';
import type { ReplicationRun, StoreKind } from './ids.ts';
import type { MayLoseCriteria } from './lost-criteria.ts';
import type { ApprovalOutcome, Decision, FinalState } from './requests.ts';

/** The only argument of a portal action: everything else is read from the request's row. */
export interface ActionArgs {
  readonly requestId: string;
  readonly storeId: string;
  readonly storeKind: StoreKind;
  /** Plan only; nothing is written. */
  readonly dryRun: boolean;
}

export interface RequestArgs {
  readonly requestId: string;
}

export interface PlanResult {
  readonly outcome:
    /** There is something to do. */
    | 'planned'
    /** The wanted state already holds. */
    | 'nothingToDo';
  /** Approval steps in order; empty when nobody needs to be asked. */
  readonly approvals: readonly ApprovalStep[];
  /** Linked stores that mirror the change. */
  readonly mirrors: readonly MirrorLeg[];
  /** What of the save waits as requests of their own (access-and-approvals W5). */
  readonly parts?: readonly RequestArgs[];
  /** Mails that are to go before anything is written: nobody is asked, and others are told (access-and-approvals B6). */
  readonly mails?: number;
}

export interface ApprovalStep {
  readonly step: number;
  /** Steps of one stage are asked side by side, stages one after the other; a step without one is a stage of its own. */
  readonly stage?: number;
  /** Nobody can decide: administrators were told and the request waits for them. */
  readonly held: boolean;
  /** Somebody is asked as owner or manager: whether they are is looked at again when they decide. */
  readonly handsOver?: true;
}

export interface MirrorLeg {
  readonly storeId: string;
  readonly storeKind: StoreKind;
}

export interface ApplyResult {
  readonly outcome: 'applied' | 'alreadyDone' | 'stale';
}

/** Run on the store's provider queue: they talk to the directory. */
export interface ChangeActivities {
  /**
   * Authorises the actor, reads what the change depends on and stores the change set with its
   * approval steps. A second run replaces a plan that was never approved by an equal one.
   * @throws any `stop` code: the request is refused.
   */
  planChange(args: RequestArgs): Promise<PlanResult>;
  /**
   * Drift check, then the writes of the stored change set in this store. Journalled: a second run
   * after a crash finishes what the first began and never writes twice.
   */
  applyChange(args: RequestArgs & { readonly storeId: string }): Promise<ApplyResult>;
}

export interface Recorded extends MayLoseCriteria {
  readonly mails: number;
  /** Memberships that it gave end by themselves. */
  readonly ends?: true;
}

/** Local activities: PostgreSQL only. */
export interface RecordActivities {
  /** History entries, group settings and index in one transaction; when search shows them, request state and queued mails. */
  recordChange(args: RequestArgs): Promise<Recorded>;
  /** Ends the request without a change and queues the mails that say so. */
  closeRequest(
    args: RequestArgs & {
      readonly state: Exclude<FinalState, 'succeeded'>;
      readonly problem: Problem | null;
    },
  ): Promise<Recorded>;
  /** True once a write to the directory may have happened; where none has, none will any more. */
  hasBegunWriting(args: RequestArgs): Promise<boolean>;
  /**
   * Warns whom a request's memberships end for soon, and writes down the request that ends those whose time
   * has come. The same round answers the same, however often it is asked.
   */
  tendMemberships(args: RequestArgs & { readonly round: number }): Promise<TendedMemberships>;
}

export interface TendedMemberships {
  readonly mails: number;
  /** The request that ends what is due, to be carried out now. */
  readonly due: RequestArgs | null;
  /** When to look again; null when no membership of the request has an end any more. */
  readonly waitMs: number | null;
}

export interface ApprovalStepArgs extends RequestArgs {
  readonly step: number;
}

/** How an approval step goes on while nobody decides. */
export interface Acceleration {
  /** When to look again; null or absent where it stays as it is. */
  readonly waitMs?: number | null;
  readonly mails: number;
}

/** Run on the store's provider queue: they read managers and owners. */
export interface AccelerationActivities {
  /**
   * Asks the next one up the line where the present approvers have been idle, and whoever is owner or manager by now
   * instead of who was (access-and-approvals 6.1).
   */
  accelerateApproval(args: ApprovalStepArgs): Promise<Acceleration>;
  /** Takes the right from a decider who is asked as owner or manager and is none any more (access-and-approvals X7). */
  handOverApproval(args: ApprovalStepArgs & { readonly decisionId: string }): Promise<Acceleration>;
}

/** What an open step waits for beside a decision; what is absent is not waited for. */
export interface OpenedStep extends Acceleration {
  /** Nobody decided by then: it ends. */
  readonly expiresInMs?: number;
  readonly remindInMs?: number;
}

/** PostgreSQL only; local activities but for those that answer a person. */
export interface ApprovalActivities {
  /** Shows the step in the approvers' inboxes and queues their mails. */
  openApproval(args: ApprovalStepArgs): Promise<OpenedStep>;
  /** Reminds those who are asked by mail; answers when to do it again. */
  remindApprovers(args: ApprovalStepArgs & { readonly round: number }): Promise<Acceleration>;
  /** Ends a step that nobody decided in time; answers how it was settled. */
  expireApproval(args: ApprovalStepArgs): Promise<ApprovalOutcome>;
  /**
   * Asks the people that an administrator chose instead of the present ones.
   * @throws `permission.denied`, `request.decided`, `value.invalid`
   */
  rerouteApproval(args: ApprovalStepArgs & { readonly rerouteId: string }): Promise<Acceleration>;
  /**
   * Checks the decider's right once more and records the decision.
   * @throws `permission.denied`, `request.decided`
   */
  recordDecision(
    args: RequestArgs & {
      readonly step: number;
      readonly decisionId: string;
      readonly decision: Decision;
    },
  ): Promise<void>;
  /** Takes an undecided step out of the inboxes; answers how the step was settled. */
  closeApproval(args: RequestArgs & { readonly step: number }): Promise<ApprovalOutcome>;
}

/** Run on the mail queue. */
export interface MailActivities {
  /** Sends the next mails queued for the request; at least once, with a stable Message-ID. */
  sendMails(args: RequestArgs): Promise<{ readonly left: number }>;
}

export interface ReplicateArgs {
  readonly storeId: string;
}

/** One run of one store; the kinds that failed are tried again on their own. */
export interface ReplicateKindsArgs {
  readonly storeId: string;
  /** In the log of runs: the run id of the workflow. */
  readonly runId: string;
  /** Null for all kinds of the store. */
  readonly kinds: readonly ObjectKind[] | null;
}

export interface ReplicateKindsResult {
  /** Failed for a reason that may pass. */
  readonly retry: readonly ObjectKind[];
}

/** Run on the bulk queue: they read whole stores, page by page. */
export interface ReplicationActivities {
  /**
   * Reads what changed of each kind into the index, then the members of the groups that changed; everything
   * where the directory has no changes or forgot the cursor. A kind that fails keeps its cursor.
   */
  replicateObjects(args: ReplicateKindsArgs): Promise<ReplicateKindsResult>;
  /**
   * Compares the ids of index and directory and removes what is gone, or holds it where it is too much and
   * nobody has confirmed it yet.
   */
  compareObjects(args: ReplicateKindsArgs): Promise<ReplicateKindsResult>;
  /** Reads everything beside the index and swaps it in when it is complete. */
  restoreIndex(args: ReplicateKindsArgs): Promise<ReplicateKindsResult>;
  /** What {@link replicateStore} of an older version asks for. */
  replicateFully(args: ReplicateArgs): Promise<{ readonly objects: number }>;
}

/** Local activities: PostgreSQL only. */
export interface ReplicationRecordActivities {
  /** Notes the run. `go` is false for a store that is gone or disabled. */
  beginReplication(args: BeginReplicationArgs): Promise<{ readonly go: boolean }>;
  /** Sums the run up, tells the store's health and queues the mails that are due. */
  endReplication(args: EndReplicationArgs): Promise<EndReplicationResult>;
}

export interface BeginReplicationArgs {
  readonly storeId: string;
  readonly run: ReplicationRun;
  readonly runId: string;
  readonly workflowId: string;
  readonly actorId: string | null;
}

export interface EndReplicationArgs {
  readonly storeId: string;
  readonly run: ReplicationRun;
  readonly runId: string;
  /** Why the run as a whole broke off; null where each kind tells for itself. */
  readonly problem: Problem | null;
  readonly cancelled: boolean;
}

export interface EndReplicationResult extends MayLoseCriteria {
  readonly state: 'succeeded' | 'held' | 'failed' | 'cancelled';
  readonly read: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly mails: number;
}

export interface ExportArgs {
  readonly exportId: string;
}

/** Run on the bulk queue: they read whole results, page by page. */
export interface ExportActivities {
  /** Writes the file and records the export; a second run begins anew. Nothing is written that is not wanted any more. */
  writeExport(args: ExportArgs): Promise<{ readonly rows: number }>;
  /** Ends an export without a file. */
  closeExport(
    args: ExportArgs & { readonly state: 'failed' | 'cancelled'; readonly problem: Problem | null },
  ): Promise<void>;
}
