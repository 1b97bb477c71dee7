import { type TOptional, type TString, Type } from 'typebox';
import {
  type AdvancedField,
  advancedFields,
  searchedKinds,
  searchedTypes,
} from '../../workflows/contracts/search.ts';
import { NextCursor, Nullable, Page, Query } from './common.ts';
import { ListChoice, ListedStore, Stores, Total } from './lists.ts';

const type = searchedTypes.join('|');
const Kinds = Type.Optional(
  Type.String({
    pattern: `^(${type})(,(${type})){0,${searchedTypes.length - 1}}$`,
    description:
      'Kinds of object separated by commas, mailbox for users with a mailbox; all of them when absent',
  }),
);
const Text = Type.String({
  maxLength: 200,
  description:
    'What a person types: beginnings of words of a display name, first name or mail; * stands for anything',
});

/** What is searched for: the same for an answer, its counts and its export. */
export const SearchChoice = {
  text: Type.Optional(Text),
  kinds: Kinds,
  filter: ListChoice.filter,
  stores: Stores,
  within: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 4000,
      description:
        'Places as storeId:placeId, the id URL-encoded, separated by commas; a store without one is searched whole',
    }),
  ),
};

const Beginning = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 256,
    description: 'How the value begins, * first for a part of it; ignoring case and accents',
  }),
);

/** What the form of the advanced search asks for; all of it must hold. */
export const AdvancedChoice = {
  ...(Object.fromEntries(advancedFields.map((field) => [field, Beginning])) as Record<
    AdvancedField,
    TOptional<TString>
  >),
  attribute: Type.Optional(
    Type.String({ maxLength: 64, description: 'One more field, by its name in GET /filter-attributes' }),
  ),
  value: Beginning,
};

export const PagedSearch = {
  ...Page,
  counts: Type.Optional(Type.Boolean({ description: 'Also count what matches, kind by kind' })),
};
export const SearchQuery = Query({ ...PagedSearch, ...SearchChoice, sort: ListChoice.sort });

export const AdvancedSearchQuery = Query({
  ...PagedSearch,
  ...SearchChoice,
  ...AdvancedChoice,
  sort: ListChoice.sort,
});

export const PlaceList = Type.Object({
  items: Type.Array(
    Type.Object(
      {
        id: Type.String(),
        name: Type.String(),
        path: Type.String(),
        parentId: Nullable(Type.String({ description: 'Null at the top' })),
      },
      { title: 'Place' },
    ),
  ),
});

export const SuggestQuery = Query({
  text: Text,
  kinds: Kinds,
  stores: Stores,
});

/** An object as it is found. Which store it is of stands in each. */
export const Hit = Type.Object(
  {
    id: Type.String(),
    storeId: Type.String(),
    kind: Type.Enum([...searchedKinds]),
    name: Type.String(),
    displayName: Type.String(),
    path: Type.String(),
    enabled: Type.Boolean(),
    hasMailbox: Type.Boolean({ description: 'By what the directory says; false where it says nothing' }),
    loginName: Nullable(Type.String()),
    mail: Nullable(Type.String()),
    title: Nullable(Type.String()),
    department: Nullable(Type.String()),
    office: Nullable(Type.String()),
    phone: Nullable(Type.String()),
    description: Nullable(Type.String()),
  },
  { title: 'Hit' },
);

export const SearchAnswer = Type.Object({
  items: Type.Array(Hit),
  nextCursor: NextCursor,
  counts: Nullable(
    Type.Array(Type.Object({ kind: Type.Enum([...searchedTypes]), total: Total }, { title: 'KindCount' }), {
      description:
        'A kind that none of the stores has is not in it; users with a mailbox are among the users, and by themselves where they are asked for',
    }),
  ),
  stores: Type.Array(ListedStore),
});

export const Suggestions = Type.Object({ items: Type.Array(Hit) });
