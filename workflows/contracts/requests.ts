/** The life of a request, as the read model, the API and the UI tell it. */

export const requestStates = [
  /** Accepted and durable; its workflow is about to start or is planning. */
  'queued',
  /** Waits for a person to approve. */
  'pending',
  /** Decided or needing no approval; being written. */
  'running',
  'succeeded',
  'failed',
  'denied',
  'cancelled',
  /** Nobody decided within the time the store gives. */
  'expired',
  /** The directory changed between plan and apply; nothing was written. */
  'stale',
] as const;
export type RequestState = (typeof requestStates)[number];

export const finalStates = ['succeeded', 'failed', 'denied', 'cancelled', 'expired', 'stale'] as const;
export type FinalState = (typeof finalStates)[number];

export const isFinal = (state: RequestState): state is FinalState =>
  (finalStates as readonly RequestState[]).includes(state);

/** The steps of the timeline a person watches. */
export const requestEventKinds = [
  'accepted',
  'planned',
  'approvalRequested',
  'approvalHeld',
  /** An administrator asked other people instead. */
  'approvalRerouted',
  /** The approvers were reminded by mail. */
  'approvalReminded',
  /** The approvers were idle, so the next ones up the line are asked, too. */
  'approvalAccelerated',
  /** Somebody was asked as owner or manager and is none any more: whoever is by now is asked instead. */
  'approvalHandedOver',
  /** It has climbed as far as it goes and waits there. */
  'approvalStatic',
  /** Done without the approvals it would have waited for. */
  'breakGlass',
  'approved',
  'denied',
  'cancelled',
  'expired',
  'applying',
  /** A step could not be done and will be tried again; carries the reason and the attempt. */
  'retrying',
  'applied',
  'recorded',
  'notified',
  /** An operator tried a step again, left something out, or ended the request. */
  'operated',
  'succeeded',
  'failed',
  'stale',
] as const;
export type RequestEventKind = (typeof requestEventKinds)[number];

export type Decision = 'approve' | 'deny';

/** Who decides instead: who stands above the present approvers, by their first or all their managers, or a person. */
export const rerouteTargets = ['manager', 'managers', 'person'] as const;
export type RerouteTarget = (typeof rerouteTargets)[number];

/** How the approval step was settled. */
export interface ApprovalOutcome {
  readonly outcome: 'approved' | 'denied' | 'cancelled' | 'expired';
}
