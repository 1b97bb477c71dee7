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
  /** The directory changed between plan and apply; nothing was written. */
  'stale',
] as const;
export type RequestState = (typeof requestStates)[number];

export const finalStates = ['succeeded', 'failed', 'denied', 'cancelled', 'stale'] as const;
export type FinalState = (typeof finalStates)[number];

export const isFinal = (state: RequestState): state is FinalState =>
  (finalStates as readonly RequestState[]).includes(state);

/** The steps of the timeline a person watches. */
export const requestEventKinds = [
  'accepted',
  'planned',
  'approvalRequested',
  'approvalHeld',
  /** The approvers were idle, so the next ones up the line are asked, too. */
  'approvalAccelerated',
  /** It has climbed as far as it goes and waits there. */
  'approvalStatic',
  'approved',
  'denied',
  'cancelled',
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

/** How the approval step was settled. */
export interface ApprovalOutcome {
  readonly outcome: 'approved' | 'denied' | 'cancelled';
}
