/** What every list of directory objects takes and answers. */
import { type TSchema, Type } from 'typebox';
import { directoryLists } from '../../activities/platform/directory-fields.ts';
import { comparisons } from '../../workflows/contracts/filter.ts';
import { recordLists } from '../../activities/platform/record-fields.ts';
import { Instant, NextCursor, Nullable, Page, Query } from './common.ts';
import { FilterText } from './filter.ts';
import { readProblems } from './problem.ts';

/** Which rows, and in which order. */
export const ListChoice = {
  search: Type.Optional(
    Type.String({ maxLength: 200, description: 'Words that stand in a name, account name or mail' }),
  ),
  filter: FilterText,
  sort: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description:
        'Up to three attributes separated by commas, - before one that goes down; displayName when absent',
    }),
  ),
};

export const ListParams = {
  ...Page,
  ...ListChoice,
  total: Type.Optional(Type.Boolean({ description: 'Also count everything that matches' })),
};

const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
export const Stores = Type.Optional(
  Type.String({
    pattern: `^${uuid}(,${uuid}){0,19}$`,
    description: 'Ids of identity stores separated by commas; the one signed in to when absent',
  }),
);

/** A store the list was asked of. */
export const ListedStore = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    skipped: Nullable(
      Type.Enum(['disabled', 'attributes'], {
        description: 'Why nothing of this store is in the list',
      }),
    ),
    missing: Type.Array(Type.String(), { description: 'Attributes asked for that it does not have' }),
    healthy: Type.Boolean({ description: 'False: what is shown may be old' }),
    lastReplicatedAt: Nullable(Instant),
  },
  { title: 'ListedStore' },
);

export const Total = Type.Object(
  {
    count: Type.Integer(),
    exact: Type.Boolean({ description: 'False: there are more than are counted' }),
  },
  { title: 'Total' },
);

export const ListOf = <T extends TSchema>(item: T) =>
  Type.Object({
    items: Type.Array(item),
    nextCursor: NextCursor,
    total: Nullable(Total),
    stores: Type.Array(ListedStore),
  });

const ListName = Type.Enum([...directoryLists, ...recordLists]);
export const AttributesQuery = Query({ list: Type.Optional(ListName), stores: Stores });
export const AttributeList = Type.Object({
  items: Type.Array(
    Type.Object(
      {
        list: ListName,
        name: Type.String(),
        label: Type.String({ description: 'English' }),
        type: Type.Enum(['text', 'choice', 'reference']),
        operators: Type.Array(Type.Enum([...comparisons, 'present'])),
        choices: Type.Array(Type.String()),
        references: Nullable(Type.String({ description: 'The kind of object whose id is the value' })),
        sortable: Type.Boolean(),
      },
      { title: 'FilterAttribute' },
    ),
  ),
});

export const Csv = Type.Unknown({ description: 'text/csv, UTF-8, a line per row' });

/** What every list of the directory may answer instead. */
export const listProblems = readProblems('notFound', 'filter.invalid', 'search.unavailable');
