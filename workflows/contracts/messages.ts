/** Names and arguments of the messages a running workflow takes. */
import type { Decision } from './requests.ts';

/** To `approval:<requestId>:<step>`: settle it. Refused with `request.decided` once it is settled. */
export const decideUpdate = 'decide';
export interface DecideArgs {
  /** The row in which the API wrote down who decides, in which right, and why. */
  readonly decisionId: string;
  readonly decision: Decision;
}

/** To `request:<requestId>`: stop before anything is written. `request.tooLate` afterwards. */
export const withdrawUpdate = 'withdraw';
export interface WithdrawArgs {
  readonly actorId: string;
}
