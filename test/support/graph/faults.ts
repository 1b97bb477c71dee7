/** Faults a test switches on. */
export type FaultAction =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly code?: string;
      readonly message?: string;
      /** As it stands in the header: seconds (may have a fraction) or a date. */
      readonly retryAfter?: string;
    }
  /** The connection is cut before or in the middle of the answer. */
  | { readonly kind: 'drop'; readonly afterBytes?: number }
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** A list without anything in it. */
  | { readonly kind: 'empty' }
  /** The work is done, the answer is lost. */
  | { readonly kind: 'lostAnswer' };

interface Planned {
  /** Tested against `METHOD /path?query`, as decoded. */
  readonly match: RegExp;
  readonly action: FaultAction;
  /** Only parts of a `$batch`, or only what is not one. */
  readonly inBatch: boolean | null;
  skip: number;
  times: number;
}

export class Faults {
  #planned: Planned[] = [];

  plan(
    match: RegExp,
    action: FaultAction,
    options: { readonly times?: number; readonly skip?: number; readonly inBatch?: boolean } = {},
  ): void {
    const { times = 1, skip = 0, inBatch = null } = options;
    this.#planned.push({ match, action, inBatch, skip, times });
  }

  take(line: string, inBatch: boolean): FaultAction | null {
    const found = this.#planned.find(
      ({ match, times, inBatch: where }) =>
        times > 0 && (where === null || where === inBatch) && match.test(line),
    );
    if (found === undefined) return null;
    if (found.skip > 0) {
      found.skip -= 1;
      return null;
    }
    found.times -= 1;
    return found.action;
  }

  reset(): void {
    this.#planned = [];
  }
}
