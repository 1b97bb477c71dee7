/** What the operations pages ask of the workflow engine. */

export type RunStatus =
  'running' | 'completed' | 'failed' | 'cancelled' | 'terminated' | 'timedOut' | 'continued';

export interface EngineRun {
  readonly workflowId: string;
  readonly runId: string;
  /** The workflow's name, such as `joinGroup`. */
  readonly type: string;
  readonly status: RunStatus;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

/** Why a try failed, in words for people; never a stack, never what our own code did not say on purpose. */
export interface StepProblem {
  readonly code: string;
  readonly message: string;
}

/** An activity that is under way or waits for its next try. */
export interface PendingStep {
  readonly id: string;
  readonly name: string;
  readonly queue: string | null;
  /** `waiting`: no worker works on it now. */
  readonly state: 'waiting' | 'working' | 'stopping';
  /** The try under way, or the next one. */
  readonly attempt: number;
  readonly scheduledAt: Date | null;
  readonly problem: StepProblem | null;
  readonly failedAt: Date | null;
  readonly nextAttemptAt: Date | null;
}

export interface DescribedRun extends EngineRun {
  readonly steps: readonly PendingStep[];
  /** Set while the workflow itself wants to go on: its code is to run. */
  readonly task: {
    readonly attempt: number;
    readonly scheduledAt: Date | null;
    /** A worker has taken it. */
    readonly started: boolean;
  } | null;
}

/** One line of a run's story. */
export interface StoryLine {
  readonly kind:
    | 'started'
    /** An activity, or a local one. `name` says which. */
    | 'step'
    /** A child workflow. `name` is its type. */
    | 'child'
    | 'timer'
    /** An Update or signal. `name` says which, `actorId` who sent it. */
    | 'message'
    /** The workflow's own code failed. */
    | 'taskFailed'
    | 'cancelAsked'
    | 'resumed'
    | 'ended';
  readonly name: string | null;
  readonly at: Date;
  readonly endedAt: Date | null;
  /** How it went; null while it goes on. */
  readonly outcome: string | null;
  readonly attempts: number | null;
  readonly problem: StepProblem | null;
  readonly nextAttemptAt: Date | null;
  readonly actorId: string | null;
}

export interface RunQuery {
  /** `broken`: ended by the engine, not by the workflow. */
  readonly which: 'running' | 'broken';
  /** Names of workflows: these alone, or all but these. */
  readonly types: { readonly only: readonly string[] } | { readonly without: readonly string[] };
  readonly storeId: string | null;
  readonly limit: number;
  readonly pageToken: string | null;
}

/** All calls may be repeated. @throws ApiProblem `engine.unavailable` from each */
export interface Operations {
  /** Newest first, one page. */
  list(query: RunQuery): Promise<{ readonly runs: readonly EngineRun[]; readonly pageToken: string | null }>;
  /** Null when the engine does not know the run (any more). */
  describe(workflowId: string): Promise<DescribedRun | null>;
  /** Oldest first. `whole` is false when the run is longer than what is told. */
  story(run: EngineRun): Promise<{ readonly lines: readonly StoryLine[]; readonly whole: boolean }>;
  /** The next try of these activities begins now. One that is under way or done is left alone. */
  retryNow(run: EngineRun, stepIds: readonly string[]): Promise<void>;
  /** Goes on where a run was that the engine ended. */
  resume(run: EngineRun): Promise<void>;
  /** Ends what sends a part's mails, if it runs, and begins anew. */
  restartMails(requestId: string, part: string): Promise<void>;
  /** Asks the workflow to end; it decides how. */
  cancel(run: EngineRun): Promise<void>;
}
