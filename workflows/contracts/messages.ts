/** Names and arguments of the messages a running workflow takes. */
import type { Decision } from './requests.ts';

/** To `approval:<requestId>:<step>`: settle it. Refused with `request.decided` once it is settled. */
export const decideUpdate = 'decide';
export interface DecideArgs {
  readonly decision: Decision;
  readonly deciderStoreId: string;
  readonly deciderId: string;
  /** Id of the stored reason or comment: free text stays out of workflow history. */
  readonly commentId: string | null;
}

/** To `request:<requestId>`: stop before anything is written. `request.tooLate` afterwards. */
export const withdrawUpdate = 'withdraw';
export interface WithdrawArgs {
  readonly actorId: string;
}
