import { Type } from 'typebox';
import { historyActions } from '../../workflows/contracts/actions.ts';
import { FilterText } from './filter.ts';
import { namedStore } from './named-store.ts';
import { Instant, NextCursor, Nullable, ObjectId, Page, Query, Uuid } from './common.ts';

export const ListHistoryQuery = Query({
  ...Page,
  storeId: Type.Optional(Uuid),
  objectId: Type.Optional(ObjectId),
  aboutId: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      description:
        'An object that was changed, or that became or ceased to be a member or owner; needs storeId',
    }),
  ),
  actorId: Type.Optional(ObjectId),
  requestId: Type.Optional(Uuid),
  filter: FilterText,
});

const HistoryEntryView = Type.Object(
  {
    id: Type.String(),
    storeId: Type.String(),
    ...namedStore,
    sequence: Type.Integer(),
    at: Instant,
    requestId: Type.String(),
    workflowId: Type.String(),
    action: Type.Enum([...historyActions]),
    actor: Type.Object({ storeId: Type.String(), id: Type.String(), name: Type.String() }),
    onBehalfOfId: Nullable(Type.String()),
    source: Type.String(),
    object: Type.Object({ kind: Type.String(), id: Type.String(), name: Type.String() }),
    operation: Type.String(),
    attribute: Nullable(Type.String()),
    old: Nullable(Type.String()),
    new: Nullable(Type.String()),
    valueName: Nullable(Type.String()),
    hidden: Type.Boolean({
      description: 'Your roles hide the field: its values are withheld, not empty',
    }),
    hash: Nullable(
      Type.String({ description: 'Null to who may not read all values: it would confirm a guess' }),
    ),
    previousHash: Nullable(Type.String()),
  },
  { title: 'HistoryEntry' },
);
export const HistoryList = Type.Object({
  items: Type.Array(HistoryEntryView),
  nextCursor: NextCursor,
  off: Type.Array(Type.Object({ id: Type.String(), name: Type.String() }), {
    description: 'Stores whose history views are switched off, so that nothing of them is here',
  }),
});

export const ChainView = Type.Object(
  {
    ok: Type.Boolean(),
    entries: Type.Integer(),
    brokenAt: Nullable(Type.Integer({ description: 'The first entry that is wrong or missing' })),
    message: Type.String(),
  },
  { title: 'ChainReport' },
);
