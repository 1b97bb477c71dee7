import { Type } from 'typebox';
import { findPurposes, findRefusals } from '../../workflows/contracts/find.ts';
import { searchedTypes } from '../../workflows/contracts/search.ts';
import { NextCursor, Nullable, ObjectId, Page, Query } from './common.ts';
import { ListedStore } from './lists.ts';
import { Hit, SearchChoice } from './search.ts';

export const FindQuery = Query({
  ...Page,
  purpose: Type.Enum([...findPurposes], { description: 'For which field; it decides what is offered' }),
  text: SearchChoice.text,
  kinds: SearchChoice.kinds,
  filter: SearchChoice.filter,
  container: Type.Optional(
    Type.String({ minLength: 1, maxLength: 2000, description: 'The id of a place of the store' }),
  ),
  groupId: Type.Optional(ObjectId),
});

const Found = Type.Object(
  {
    ...Hit.properties,
    status: Type.Enum(['active', 'expired', 'deleted'], { description: 'Of groups; others are active' }),
    protection: Nullable(
      Type.String({ description: 'Why ordinary means must not change it; null where they may' }),
    ),
    refusal: Nullable(Type.Enum([...findRefusals], { description: 'Why it cannot be chosen here' })),
  },
  { title: 'Found' },
);

export const FindAnswer = Type.Object({
  items: Type.Array(Found),
  nextCursor: NextCursor,
  kinds: Type.Array(Type.Enum([...searchedTypes]), {
    description: 'What the field takes in this store; mailbox where it tells who has one',
  }),
  stores: Type.Array(ListedStore),
});
