import { Type } from 'typebox';
import { Body, Instant, Query, Uuid } from './common.ts';

/** The lists of the pages that keep views. */
const viewedLists = [
  'groups',
  'people',
  'members',
  'search',
  'requests',
  'requests-all',
  'history',
  'operations',
] as const;

const List = Type.Enum([...viewedLists]);
const Name = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' });
const AddressQuery = Type.String({
  maxLength: 8000,
  description: "The query of the list's address, without the question mark",
});

export const ViewParams = Type.Object({ viewId: Uuid });
export const ListViewsQuery = Query({ list: Type.Optional(List) });
export const CreateViewBody = Body({ list: List, name: Name, query: AddressQuery });
export const UpdateViewBody = Body(
  { name: Type.Optional(Name), query: Type.Optional(AddressQuery) },
  { minProperties: 1 },
);

export const SavedView = Type.Object(
  {
    id: Type.String(),
    list: Type.String(),
    name: Type.String(),
    query: Type.String(),
    createdAt: Instant,
    updatedAt: Instant,
  },
  { title: 'SavedView' },
);
export const SavedViewList = Type.Object({ items: Type.Array(SavedView) });
