/** A run's story as the API tells it: the engine's lines, what is tried now, and names for ids. */
import type { OperatorAction } from '../../activities/database/repositories/operations.ts';
import type { StoryLine } from '../engine/operations.ts';
import type { FoundRun } from './runs.ts';

export function storyView(
  { request, run }: FoundRun,
  lines: readonly StoryLine[],
  operated: readonly OperatorAction[],
) {
  const nameOf = (actorId: string | null): string | null => {
    if (actorId === null) return null;
    if (actorId === request?.actorId) return request.actorName;
    return operated.find((action) => action.actorId === actorId)?.actorName ?? null;
  };
  return lines.map(({ actorId, at, endedAt, nextAttemptAt, ...line }) => {
    // A history holds nothing of an activity until it ends: what it is doing is told apart.
    const open = line.kind === 'step' && endedAt === null;
    const step = open ? run?.steps.find(({ name }) => name === line.name) : undefined;
    return {
      ...line,
      ...(step === undefined ? {} : { attempts: step.attempt, problem: step.problem, outcome: step.state }),
      at: at.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
      nextAttemptAt:
        (step === undefined
          ? nextAttemptAt
          : step.state === 'waiting'
            ? step.nextAttemptAt
            : null
        )?.toISOString() ?? null,
      by: nameOf(actorId),
    };
  });
}
