import { type Static, Type } from 'typebox';
import { actions } from '../../workflows/contracts/actions.ts';
import { requestEventKinds, requestStates } from '../../workflows/contracts/requests.ts';
import { FilterText } from './filter.ts';
import { Body, Instant, NextCursor, Nullable, ObjectId, Page, Query, Uuid } from './common.ts';

const Action = Type.Enum([...actions]);
const State = Type.Enum([...requestStates]);

export const Accepted = Type.Object(
  {
    requestId: Type.String(),
    action: Action,
    state: State,
    href: Type.String({ description: 'Where to look, also in the header Location' }),
    parts: Type.Optional(
      Type.Array(Type.String(), { description: 'Requests of their own for what of it has to wait' }),
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
  state: State,
  dryRun: Type.Boolean(),
  requester: Person,
  target: Type.Object({ id: Nullable(Type.String()), name: Nullable(Type.String()) }),
  problem: ProblemView,
  createdAt: Instant,
  decidedAt: Nullable(Instant),
  finishedAt: Nullable(Instant),
};

const RequestSummary = Type.Object(summary, { title: 'RequestSummary' });

export const RequestView = Type.Object(
  {
    ...summary,
    reason: Nullable(Type.String({ description: 'What the requester told the approver' })),
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
  filter: FilterText,
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
