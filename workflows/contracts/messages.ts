/** Names and arguments of the messages a running workflow takes. */
import type { Decision } from './requests.ts';

/** To `approval:<requestId>:<step>`: settle it. Refused with `request.decided` once it is settled. */
export const decideUpdate = 'decide';
export interface DecideArgs {
  /** The row in which the API wrote down who decides, in which right, and why. */
  readonly decisionId: string;
  readonly decision: Decision;
}

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** False for what only a foreign client sends: an activity given it could not even look it up. */
export function isDecideArgs(value: unknown): value is DecideArgs {
  const { decisionId, decision } = (value ?? {}) as Partial<Record<keyof DecideArgs, unknown>>;
  return (
    typeof decisionId === 'string' &&
    uuidForm.test(decisionId) &&
    (decision === 'approve' || decision === 'deny')
  );
}

/** To `request:<requestId>`: stop before anything is written. `request.tooLate` afterwards. */
export const withdrawUpdate = 'withdraw';
export interface WithdrawArgs {
  readonly actorId: string;
}

/** To `approval:<requestId>:<step>`: ask other people instead. Refused with `request.decided` once it is settled. */
export const rerouteUpdate = 'reroute';
export interface RerouteArgs {
  /** The row in which the API wrote down who asks for it, and who is to decide. */
  readonly rerouteId: string;
}

export const isRerouteArgs = (value: unknown): value is RerouteArgs => {
  const { rerouteId } = (value ?? {}) as Partial<Record<keyof RerouteArgs, unknown>>;
  return typeof rerouteId === 'string' && uuidForm.test(rerouteId);
};
