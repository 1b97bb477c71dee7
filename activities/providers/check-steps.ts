/** How every provider's check runs: step by step, as far as it gets. [stores-and-links S2] */
import type { ErrorCode } from '../../workflows/contracts/errors.ts';
import type { CheckFailure, CheckReport } from './contract.ts';

type Step = CheckReport['steps'][number];

/**
 * One step of a check.
 * @param failure what its failing means, unless the error says more
 * @param work says what it found
 */
export type RunStep = (name: string, failure: CheckFailure, work: () => Promise<string>) => Promise<void>;

/** A failed step in words for people. */
export interface StepProblem {
  readonly failure: CheckFailure;
  readonly message: string;
  /** The step's name, where the error knows it better. */
  readonly name?: string;
}

/**
 * Runs a check to its end, or to the first step that fails.
 * @param work the steps; says what the report says when all went well
 * @param explain never throws
 */
export async function checkInSteps(
  work: (step: RunStep, steps: Step[]) => Promise<string>,
  explain: (error: unknown, otherwise: CheckFailure) => StepProblem,
): Promise<CheckReport> {
  const steps: Step[] = [];
  let stage: { readonly name: string; readonly failure: CheckFailure } = { name: '', failure: 'settings' };
  const step: RunStep = async (name, failure, find) => {
    stage = { name, failure };
    steps.push({ name, ok: true, message: await find() });
  };
  try {
    const message = await work(step, steps);
    return { ok: true, failure: null, message, steps };
  } catch (error) {
    const { failure, message, name = stage.name } = explain(error, stage.failure);
    steps.push({ name, ok: false, message });
    return { ok: false, failure, message, steps };
  }
}

/** Codes that say more than the step they came from. */
const failureOfCode: Readonly<Partial<Record<ErrorCode, CheckFailure>>> = {
  'provider.credentials': 'credentials',
  'provider.forbidden': 'privilege',
  'provider.tls': 'tls',
  'provider.unavailable': 'network',
  'provider.timeout': 'network',
  'provider.throttled': 'quota',
  'config.invalid': 'settings',
};

/** What a failed step is called, by the code of its error. */
export const failureOf = (code: ErrorCode, otherwise: CheckFailure): CheckFailure =>
  failureOfCode[code] ?? otherwise;
