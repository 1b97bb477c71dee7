import { Type } from 'typebox';
import { Body, Instant, Nullable, ObjectId, Uuid } from './common.ts';

const Person = Type.Object({ id: Type.String(), name: Type.String() });

export const DelegationView = Type.Object(
  {
    id: Type.String(),
    delegator: Person,
    delegate: Person,
    startsAt: Instant,
    endsAt: Instant,
    active: Type.Boolean({ description: 'It has begun' }),
    workflows: Nullable(
      Type.Array(Person, { description: 'The approval workflows it is for; null is all of them' }),
    ),
  },
  { title: 'Delegation' },
);

export const DelegationList = Type.Object({
  given: Type.Array(DelegationView, { description: 'Who stands in for oneself' }),
  held: Type.Array(DelegationView, { description: 'For whom one stands in' }),
  workflows: Type.Array(Person, { description: 'What a delegation may be narrowed to' }),
});

export const CreateDelegationBody = Body({
  delegateId: ObjectId,
  startsAt: Type.Optional(Instant),
  endsAt: Instant,
  workflows: Type.Optional(Nullable(Type.Array(Uuid, { minItems: 1, maxItems: 100, uniqueItems: true }))),
});

export const DelegationParams = Type.Object({ delegationId: Uuid });
