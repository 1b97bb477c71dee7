/** What the API asks of the workflow engine. All calls may be repeated. */
import type { Action } from '../../workflows/contracts/actions.ts';
import type { ReplicationRun } from '../../workflows/contracts/ids.ts';
import type { DecideArgs, RerouteArgs, WithdrawArgs } from '../../workflows/contracts/messages.ts';
import type { ActionArgs } from '../../workflows/contracts/ports.ts';
import type { ReplicationArgs } from '../../workflows/contracts/replication.ts';
import type { DeliveryArgs } from '../../workflows/contracts/webhooks.ts';
import type { Operations } from './operations.ts';

export interface Engine {
  /**
   * Starts a portal action's workflow; one that runs or ran already is left alone.
   * @throws ApiProblem `engine.unavailable`
   */
  startAction(action: Action, actorId: string, args: ActionArgs): Promise<void>;
  /** Starts a store's replication, or joins the run of that kind that is under way. */
  startReplication(run: ReplicationRun, args: ReplicationArgs & { readonly actorId: string }): Promise<void>;
  /** Starts the writing of an export; one that runs or ran already is left alone. */
  startExport(exportId: string, storeId: string, actorId: string): Promise<void>;
  /** Looks for violations of separation of duties, or joins the run that is under way. */
  startDutyScan(storeId: string, actorId: string): Promise<void>;
  /** Sends what is queued under this id; a run of the same part is left alone. */
  sendMails(requestId: string, part: string): Promise<void>;
  /** Starts the delivery of a message to a webhook; a round that runs or ran already is left alone. */
  deliverWebhook(args: DeliveryArgs): Promise<void>;
  /** Stops it; one that has ended is left alone. */
  cancelExport(exportId: string): Promise<void>;
  /** Brings the timetables of replication in line with the stores there are; those of other stores end. */
  keepTimetables(wanted: readonly StoreTimetable[]): Promise<void>;
  /**
   * The same decision id is the same decision, however often it is sent.
   * @throws ApiProblem `request.decided`, `permission.denied`, `engine.unavailable` (it may still count)
   */
  decide(requestId: string, step: number, args: DecideArgs): Promise<void>;
  /**
   * The same reroute id is the same reroute, however often it is sent.
   * @throws ApiProblem `request.decided`, `engine.unavailable` (it may still count)
   */
  reroute(requestId: string, step: number, args: RerouteArgs): Promise<void>;
  /** @throws ApiProblem `request.decided`, `request.tooLate`, `engine.unavailable` (it may still count) */
  withdraw(requestId: string, args: WithdrawArgs): Promise<void>;
  /** For operators: what runs, what is stuck, and setting it going again. */
  readonly operations: Operations;
  /** Never throws. */
  health(): Promise<EngineHealth>;
}

export interface StoreTimetable {
  readonly storeId: string;
  /** The timetable of a disabled store stands still. */
  readonly enabled: boolean;
  /** Minutes. */
  readonly objectInterval: number;
  /** Minutes. */
  readonly deletedInterval: number;
}

export interface EngineHealth {
  readonly reachable: boolean;
  /** A worker asks for workflow tasks. */
  readonly worker: boolean;
}
