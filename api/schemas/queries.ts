import { Type } from 'typebox';
import { Body, Instant, Nullable, Query, Uuid } from './common.ts';
import { ListChoice } from './lists.ts';
import { PagedSearch, SearchChoice } from './search.ts';

export const QueryParams = Type.Object({ queryId: Uuid });

const { stores, kinds, within, filter } = SearchChoice;
/** As `GET /search` takes it, so that what was looked at can be kept. */
const search = Body({ stores, kinds, within, filter });

const name = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' });
const isGlobal = Type.Boolean({ description: 'Shared with the people of the store' });

export const CreateQueryBody = Body({ name, isGlobal, search });
export const UpdateQueryBody = Body(
  { name: Type.Optional(name), isGlobal: Type.Optional(isGlobal), search: Type.Optional(search) },
  { minProperties: 1 },
);

/** The tab and the order belong to who looks; the rest is the query's own. */
export const QueryResultsQuery = Query({ ...PagedSearch, kinds, sort: ListChoice.sort });

export const QueryView = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    isGlobal,
    author: Type.Object({ id: Type.String(), name: Type.String() }),
    isOwn: Type.Boolean(),
    mayEdit: Type.Boolean(),
    refusal: Nullable(Type.String({ description: 'The condition that the role of who asks does not allow' })),
    search: Type.Object({
      stores: Type.String(),
      kinds: Type.Optional(Type.String()),
      within: Type.Optional(Type.String()),
      filter: Type.Optional(Type.String()),
    }),
    version: Type.Integer(),
    createdAt: Instant,
    updatedAt: Instant,
  },
  { title: 'SavedQuery' },
);
export const QueryList = Type.Object({ items: Type.Array(QueryView) });
