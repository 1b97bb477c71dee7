import { type Static, Type } from 'typebox';
import { actions } from '../../workflows/contracts/actions.ts';
import {
  finalStates,
  requestEventKinds,
  requestStates,
  rerouteTargets,
} from '../../workflows/contracts/requests.ts';
import { breakGlassReason } from '../../workflows/contracts/policies.ts';
import { requestOrders } from '../../activities/database/repositories/request-lists.ts';
import { FilterText } from './filter.ts';
import { namedStore } from './named-store.ts';
import { Body, Instant, NextCursor, Nullable, ObjectId, Page, Query, Uuid } from './common.ts';

const Action = Type.Enum([...actions]);
const State = Type.Enum([...requestStates]);

const ForeseenStep = Type.Object(
  {
    step: Type.Integer(),
    state: Type.Enum(['approved', 'denied']),
    last: Type.Boolean({ description: 'Nobody else would have to decide after it' }),
  },
  {
    description:
      'In a dry run of a decision: what would become of the step; the state is that of the request then',
  },
);

export const Accepted = Type.Object(
  {
    requestId: Type.String(),
    action: Action,
    state: State,
    href: Type.String({ description: 'Where to look, also in the header Location' }),
    parts: Type.Optional(
      Type.Array(Type.String(), { description: 'Requests of their own for what of it has to wait' }),
    ),
    foreseen: Type.Optional(ForeseenStep),
    kept: Type.Optional(
      Type.String({
        description:
          'Of a decision that does not count yet, since the directory is away: why. It is not to be sent again',
      }),
    ),
  },
  { title: 'Accepted' },
);

const PlanItemView = Type.Object({
  store: Type.String(),
  object: Nullable(Type.String()),
  objectName: Type.String(),
  operation: Type.String(),
  attribute: Nullable(Type.String()),
  old: Nullable(Type.String()),
  new: Nullable(Type.String()),
  valueName: Nullable(Type.String({ description: 'The name behind an id in old or new' })),
  skippedReason: Nullable(Type.String({ description: 'Why this line will not be done' })),
  hidden: Type.Optional(
    Type.Boolean({ description: 'Your roles hide the field: what it holds is withheld, not empty' }),
  ),
});

export const PlanView = Type.Object(
  {
    items: Type.Array(PlanItemView),
    warnings: Type.Array(Type.Object({ code: Type.String(), message: Type.String() })),
    asks: Type.Optional(
      Type.Array(
        Type.Object({
          rule: Type.String(),
          held: Type.Boolean({ description: 'Nobody could be asked; administrators decide' }),
          approvers: Type.Array(Type.String()),
          fields: Type.Optional(
            Type.Array(Type.String(), { description: 'What waits for it, where that is not everything' }),
          ),
        }),
        { description: 'Who would have to approve; in the plan of a dry run only' },
      ),
    ),
    dryRunId: Type.Optional(
      Type.String({
        description: 'Names this dry run, for POST /requests/{requestId}/break-glass; in its plan only',
      }),
    ),
    hash: Type.Optional(
      Type.String({ description: 'Names this plan, for If-Match; in the plan of a dry run only' }),
    ),
  },
  { title: 'Plan' },
);

export type Plan = Static<typeof PlanView>;

/** What a portal action answers with 200: the plan of a dry run, or a request that has ended. */
export const ActionOutcome = Type.Union([Accepted, PlanView]);

const Person = Type.Object({ storeId: Type.String(), id: Type.String(), name: Type.String() });

const ProblemView = Nullable(
  Type.Object({
    code: Type.String(),
    message: Type.String(),
    fields: Type.Optional(
      Type.Array(Type.Object({ field: Type.String(), code: Type.String(), message: Type.String() })),
    ),
  }),
);

const summary = {
  id: Type.String(),
  requestId: Type.String(),
  action: Action,
  storeId: Type.String(),
  ...namedStore,
  state: State,
  dryRun: Type.Boolean(),
  breakGlass: Nullable(
    Type.String({ description: 'Why it was done without the approvals it would have waited for' }),
  ),
  requester: Person,
  target: Type.Object({ id: Nullable(Type.String()), name: Nullable(Type.String()) }),
  problem: ProblemView,
  createdAt: Instant,
  decidedAt: Nullable(Instant),
  finishedAt: Nullable(Instant),
};

const RequestSummary = Type.Object(
  {
    ...summary,
    approvers: Type.Array(Type.String(), {
      description: 'Who is asked now, or was where it is decided: the first three by name',
    }),
    approverCount: Type.Integer(),
    decider: Nullable(Type.String({ description: 'Who decided' })),
    denialReason: Nullable(Type.String()),
  },
  { title: 'RequestSummary' },
);

export const RequestView = Type.Object(
  {
    ...summary,
    reason: Nullable(Type.String({ description: 'What the requester told the approver' })),
    until: Nullable({ ...Instant, description: 'When the memberships it asks for end; null is never' }),
    because: Nullable(
      Type.String({ description: 'Of memberships that Muster ends: the request that gave them that end' }),
    ),
    plan: Nullable(PlanView),
    approvals: Type.Array(
      Type.Object({
        step: Type.Integer(),
        stage: Nullable(
          Type.Integer({
            description: 'Steps of one stage are asked side by side; null: one after the other',
          }),
        ),
        rule: Type.String(),
        state: Type.String(),
        held: Type.Boolean({ description: 'Nobody could be asked; administrators decide' }),
        approvers: Type.Array(Person),
        expiresAt: Nullable(Instant),
        decision: Nullable(
          Type.Object({
            decision: Type.String(),
            by: Person,
            decidedAs: Type.String(),
            onBehalfOf: Nullable(Person),
            comment: Nullable(Type.String()),
            at: Nullable(Instant),
          }),
        ),
      }),
    ),
    partOf: Nullable(Type.String({ description: 'The request it was saved with, where it is a held part' })),
    parts: Type.Array(Type.Object({ id: Type.String(), state: State }), {
      description: 'What was saved with it and waits on its own',
    }),
    timeline: Type.Array(
      Type.Object({
        id: Type.Integer(),
        kind: Type.Enum([...requestEventKinds]),
        at: Instant,
        data: Type.Record(Type.String(), Type.Unknown()),
      }),
    ),
    mayDecide: Type.Boolean(),
    mayReroute: Type.Boolean({ description: 'May ask other people to decide instead' }),
    decidesFor: Nullable(Person),
    token: Nullable(Type.String({ description: 'The name of the API token it was asked by' })),
    mayWithdraw: Type.Boolean(),
  },
  { title: 'Request' },
);

export const RequestParams = Type.Object({ requestId: Uuid });

export const ListRequestsQuery = Query({
  ...Page,
  scope: Type.Optional(Type.Enum(['mine', 'inbox', 'all'])),
  state: Type.Optional(State),
  action: Type.Optional(Action),
  storeId: Type.Optional(Uuid),
  targetId: Type.Optional(ObjectId),
  createdFrom: Type.Optional(Type.String({ format: 'date-time', description: 'Asked then or later' })),
  createdBefore: Type.Optional(Type.String({ format: 'date-time', description: 'Asked before' })),
  filter: FilterText,
  sort: Type.Optional(
    Type.String({
      maxLength: 30,
      description: `${requestOrders.join(', ')}; - before it to go down. -created without one`,
    }),
  ),
});
export const RequestCounts = Type.Object(
  { inbox: Type.Integer(), mine: Type.Integer() },
  { title: 'RequestCounts' },
);
export const RequestList = Type.Object({ items: Type.Array(RequestSummary), nextCursor: NextCursor });

export const ApproveBody = Nullable(
  Body({ comment: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })) }),
);
export const DenyBody = Body({ reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }) });
export const DecideManyBody = Body({
  decision: Type.Enum(['approve', 'deny']),
  requestIds: Type.Array(Uuid, { minItems: 1, maxItems: 100, uniqueItems: true }),
  reason: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 500,
      pattern: '\\S',
      description: 'Said with each of them; a denial needs it',
    }),
  ),
});
export const DecidedMany = Type.Object(
  {
    results: Type.Array(
      Type.Object({
        requestId: Type.String(),
        decided: Type.Boolean({
          description: 'False: it stays as it was, or is kept for later; the problem says which',
        }),
        state: Nullable(State),
        foreseen: Type.Optional(ForeseenStep),
        problem: Nullable(Type.Object({ code: Type.String(), message: Type.String() })),
      }),
      { description: 'In the order of the ids; in a dry run how each would be decided' },
    ),
  },
  { title: 'Decisions' },
);
export const RerouteBody = Body({
  to: Type.Enum([...rerouteTargets], {
    description: 'manager: that of each present approver; managers: additional ones, too; person: as named',
  }),
  personId: Type.Optional(ObjectId),
  step: Type.Optional(Type.Integer({ minimum: 1, description: 'Where several steps wait side by side' })),
  reason: Type.Optional(Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' })),
});
export const RerouteView = Type.Object(
  { requestId: Type.String(), step: Type.Integer(), approvers: Type.Array(Person) },
  { title: 'Reroute' },
);
export const OldRequestsBody = Body({
  days: Type.Integer({ minimum: 1, maximum: 3650, description: 'Asked at least so many days ago' }),
  states: Type.Array(Type.Enum([...finalStates]), {
    minItems: 1,
    uniqueItems: true,
    description: 'How they ended; what still waits is never deleted',
  }),
});
export const OldRequestsView = Type.Object(
  {
    total: Type.Integer(),
    states: Type.Array(Type.Object({ state: State, count: Type.Integer() })),
  },
  { title: 'OldRequests' },
);
export const BreakGlassBody = Body({
  reason: Type.String({
    maxLength: breakGlassReason.longest,
    description: `Everybody who sees the request and all administrators read it: ${breakGlassReason.shortest} characters at least, spaces around them apart`,
  }),
});
export const NoBody = Nullable(Body({}));

export const EventHeaders = Type.Object({
  'last-event-id': Type.Optional(Type.String({ description: 'Go on after this event' })),
});

export const DecisionHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      description: '1 to 255 visible ASCII characters; the same key is the same decision on this request',
    }),
  ),
});
