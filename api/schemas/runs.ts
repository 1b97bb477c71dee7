import { Type } from 'typebox';
import { requestStates } from '../../workflows/contracts/requests.ts';
import { attentionReasons } from '../operations/attention.ts';
import { runViews } from '../operations/runs.ts';
import { Instant, NextCursor, Nullable, Page, Query } from './common.ts';

export const ListRunsQuery = Query({
  ...Page,
  cursor: Type.Optional(Type.String({ maxLength: 4000, description: 'From nextCursor of the page before' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 25 })),
  view: Type.Optional(Type.Enum([...runViews])),
});

/** Wide enough for every id; one that is none of ours answers 404. */
export const RunParams = Type.Object({
  workflowId: Type.String({ pattern: '^[A-Za-z0-9:-]{1,120}$', maxLength: 120 }),
});

const Reason = Type.Object({ code: Type.String(), message: Type.String() });
const Person = Type.Object({ storeId: Type.String(), id: Type.String(), name: Type.String() });

const summary = {
  id: Type.String({ description: 'The id of the workflow' }),
  runId: Nullable(Type.String()),
  type: Type.String({ description: 'The name of the workflow' }),
  status: Type.Enum([
    'running',
    'completed',
    'failed',
    'cancelled',
    'terminated',
    'timedOut',
    'continued',
    'unknown',
  ]),
  requestId: Nullable(Type.String()),
  requestState: Nullable(Type.Enum([...requestStates])),
  storeId: Nullable(Type.String()),
  storeName: Nullable(Type.String()),
  actor: Nullable(Person),
  target: Type.Object({ id: Nullable(Type.String()), name: Nullable(Type.String()) }),
  problem: Nullable(Reason),
  startedAt: Instant,
  endedAt: Nullable(Instant),
  attention: Nullable(
    Type.Object({
      reason: Type.Enum([...attentionReasons]),
      since: Instant,
      step: Nullable(Type.String({ description: 'The name of the activity' })),
      attempts: Nullable(Type.Integer()),
      problem: Nullable(Reason),
      failedAt: Nullable(Instant),
      nextAttemptAt: Nullable(Instant),
    }),
  ),
  writing: Type.Boolean({ description: 'A write to the directory may have happened' }),
  may: Type.Object({ retry: Type.Boolean(), skip: Type.Boolean(), cancel: Type.Boolean() }),
};

const RunSummary = Type.Object(summary, { title: 'RunSummary' });

const LostCriterion = Type.Object(
  {
    roleId: Type.String(),
    roleName: Type.String(),
    storeId: Type.String(),
    storeName: Type.String(),
    kind: Type.Enum(['group', 'container']),
    name: Type.String({ description: 'As the group or container was called' }),
    lostAt: Instant,
  },
  { title: 'LostCriterion' },
);

export const RunList = Type.Object({
  items: Type.Array(RunSummary),
  nextCursor: NextCursor,
  lostCriteria: Type.Array(LostCriterion, {
    description:
      'Enabled roles that admit nobody since their group or container is gone; on the first page of what needs attention',
  }),
});

export const RunDetail = Type.Object(
  {
    ...summary,
    story: Type.Array(
      Type.Object({
        kind: Type.Enum([
          'started',
          'step',
          'child',
          'timer',
          'message',
          'taskFailed',
          'cancelAsked',
          'resumed',
          'ended',
        ]),
        name: Nullable(Type.String()),
        at: Instant,
        endedAt: Nullable(Instant),
        outcome: Nullable(Type.String()),
        attempts: Nullable(Type.Integer()),
        problem: Nullable(Reason),
        nextAttemptAt: Nullable(Instant),
        by: Nullable(Type.String()),
      }),
    ),
    whole: Type.Boolean({ description: 'False when only the first part of a long story is told' }),
    operated: Type.Array(
      Type.Object({
        act: Type.Enum(['retry', 'skip', 'cancel']),
        by: Type.String(),
        at: Instant,
        outcome: Type.Enum(['asked', 'done', 'refused']),
        reason: Nullable(Type.String()),
      }),
      { description: 'What operators did, oldest first' },
    ),
    engineHref: Nullable(Type.String({ description: "Where Temporal's own page shows it" })),
  },
  { title: 'Run' },
);
