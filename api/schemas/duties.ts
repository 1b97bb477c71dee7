import { Type } from 'typebox';
import { dutyActions, mostDutyEntries } from '../../workflows/contracts/duties.ts';
import { Body, Instant, NextCursor, Nullable, ObjectId, Page, Query, Uuid } from './common.ts';

const Name = Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' });
const Description = Type.String({ maxLength: 256 });
const Action = Type.Enum([...dutyActions], {
  description:
    'When a change would give somebody both sides: tell, refuse (`sod.conflict`), or let the approver decide',
});
const Kind = Type.Enum(['group', 'role']);

const Entry = Body({ storeId: Uuid, kind: Kind, id: ObjectId });
const Side = Type.Array(Entry, {
  minItems: 1,
  maxItems: mostDutyEntries,
  uniqueItems: true,
  description: 'Groups with everybody in them at any depth, and roles with who holds them, of any stores',
});
const Approver = Nullable(Body({ storeId: Uuid, id: ObjectId }));

export const CreateDutyRuleBody = Body({
  name: Name,
  description: Type.Optional(Description),
  first: Side,
  second: Side,
  action: Action,
  approver: Type.Optional(Approver),
  enabled: Type.Optional(Type.Boolean()),
});

export const UpdateDutyRuleBody = Body(
  {
    name: Type.Optional(Name),
    description: Type.Optional(Description),
    first: Type.Optional(Side),
    second: Type.Optional(Side),
    action: Type.Optional(Action),
    approver: Type.Optional(Approver),
    enabled: Type.Optional(Type.Boolean()),
  },
  { minProperties: 1 },
);

const EntryView = Type.Object({
  storeId: Type.String(),
  storeName: Type.String(),
  kind: Kind,
  id: Type.String(),
  name: Nullable(Type.String({ description: 'Null for what is gone, or that you may not see' })),
});

export const DutyRuleView = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    description: Type.String(),
    first: Type.Array(EntryView),
    second: Type.Array(EntryView),
    action: Type.Enum([...dutyActions]),
    approver: Nullable(
      Type.Object({ storeId: Type.String(), id: Type.String(), name: Nullable(Type.String()) }),
    ),
    enabled: Type.Boolean(),
    exceptions: Type.Integer({ description: 'That have not ended' }),
    version: Type.Integer(),
  },
  { title: 'DutyRule' },
);
export const DutyRuleList = Type.Object({ items: Type.Array(DutyRuleView) });
export const DutyRuleParams = Type.Object({ ruleId: Uuid });

export const CreateDutyExceptionBody = Body({
  ruleId: Uuid,
  storeId: Uuid,
  personId: ObjectId,
  reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }),
  approverId: Type.Intersect([ObjectId], {
    description: 'A person of the same store who answers for it; neither whom it is for nor nobody',
  }),
  endsAt: Instant,
});

export const DutyExceptionView = Type.Object(
  {
    id: Type.String(),
    ruleId: Type.String(),
    ruleName: Type.String(),
    storeId: Type.String(),
    storeName: Type.String(),
    personId: Type.String(),
    personName: Type.String(),
    reason: Type.String(),
    approverName: Type.String(),
    madeBy: Type.String(),
    endsAt: Instant,
    active: Type.Boolean({ description: 'It has not ended' }),
  },
  { title: 'DutyException' },
);
export const DutyExceptionList = Type.Object({ items: Type.Array(DutyExceptionView) });
export const DutyExceptionParams = Type.Object({ exceptionId: Uuid });

const Open = {
  open: Type.Optional(Type.Boolean({ description: 'Those only whom no exception covers' })),
};
export const DutyViolationsQuery = Query({ ...Page, ...Open });
export const DutyViolationsExport = Query(Open);

export const DutyViolationList = Type.Object({
  scan: Nullable(
    Type.Object({
      state: Type.Enum(['running', 'succeeded', 'failed']),
      startedAt: Instant,
      finishedAt: Nullable(Instant),
      violations: Nullable(
        Type.Integer({ description: 'Of the last scan that succeeded; null where you do not see everybody' }),
      ),
      foundAt: Nullable(Instant),
    }),
  ),
  items: Type.Array(
    Type.Object({
      ruleId: Type.String(),
      ruleName: Type.String(),
      storeId: Type.String(),
      storeName: Type.String(),
      personId: Type.String(),
      personName: Type.String(),
      exceptedUntil: Nullable(Instant),
    }),
  ),
  nextCursor: NextCursor,
});
