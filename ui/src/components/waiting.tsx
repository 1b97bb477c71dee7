import { Lines } from './panel.tsx';
import { ProblemAlert } from './problem-alert.tsx';

interface WaitingProps {
  readonly query: { readonly error: unknown; readonly refetch: () => unknown };
  /** How many lines are to come, about. */
  readonly lines: number;
}

/** In the place of what is still being read, or could not be. */
export function Waiting({ query: { error, refetch }, lines }: WaitingProps) {
  return error === null ? (
    <Lines count={lines} />
  ) : (
    <ProblemAlert error={error} onRetry={() => void refetch()} />
  );
}
