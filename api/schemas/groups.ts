import { Type } from 'typebox';
import { securityTypes } from '../../workflows/contracts/actions.ts';
import { groupCategories, groupScopes, objectKinds } from '../../workflows/contracts/directory.ts';
import { Body, Instant, Nullable, ObjectId, Page, Query, Uuid } from './common.ts';
import { ListChoice, ListOf, ListParams, Stores } from './lists.ts';

export const NamedObject = Type.Object(
  { id: Type.String(), kind: Type.Enum([...objectKinds]), name: Type.String() },
  { title: 'NamedObject' },
);
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const Mail = Type.String({ format: 'email', maxLength: 320 });
const Owners = Type.Array(ObjectId, { maxItems: 100, uniqueItems: true });

export const GroupParams = Type.Object({ storeId: Uuid, groupId: ObjectId });

export const CreateGroupBody = Body({
  name: Text(64),
  container: Type.Optional(Text(2000)),
  accountName: Type.Optional(Text(256)),
  displayName: Type.Optional(Text(256)),
  description: Type.Optional(Text(1024)),
  mail: Type.Optional(Mail),
  category: Type.Optional(Type.Enum([...groupCategories])),
  scope: Type.Optional(Type.Enum([...groupScopes])),
  securityType: Type.Optional(Type.Enum([...securityTypes])),
  owner: Type.Optional(Nullable(ObjectId)),
  additionalOwners: Type.Optional(Owners),
  members: Type.Optional(Type.Array(ObjectId, { maxItems: 1000, uniqueItems: true })),
});

const Seen = Type.Optional(Nullable(Type.String({ maxLength: 1024 })));
const SeenGroup = Body(
  {
    displayName: Seen,
    description: Seen,
    mail: Seen,
    category: Seen,
    scope: Seen,
    securityType: Seen,
    owner: Seen,
    additionalOwners: Type.Optional(Type.Array(Type.String({ maxLength: 255 }), { maxItems: 1000 })),
  },
  {
    description:
      'What you saw in the fields you change; 412 with what they hold now where somebody else has changed them',
  },
);

export const UpdateGroupBody = Body(
  {
    displayName: Type.Optional(Nullable(Text(256))),
    description: Type.Optional(Nullable(Text(1024))),
    mail: Type.Optional(Nullable(Mail)),
    category: Type.Optional(Type.Enum([...groupCategories])),
    scope: Type.Optional(Type.Enum([...groupScopes])),
    securityType: Type.Optional(Type.Enum([...securityTypes])),
    owner: Type.Optional(Nullable(ObjectId)),
    additionalOwners: Type.Optional(Owners),
    seen: Type.Optional(SeenGroup),
  },
  { minProperties: 1 },
);

const memberIds = Type.Array(ObjectId, { minItems: 1, maxItems: 1000, uniqueItems: true });
const until = Type.Optional({
  ...Instant,
  description:
    'When the membership ends by itself; without it there is no end. Of whoever is a member until some day this moves the end, or takes it away; whoever is one for good stays so',
});

export const AddMembersBody = Body({ memberIds, until });
export const RemoveMembersBody = Body({ memberIds });

const reason = Type.Optional(Type.String({ minLength: 1, maxLength: 500, description: 'For the approver' }));
export const JoinBody = Nullable(Body({ reason, until }));
export const LeaveBody = Nullable(Body({ reason }));

export const UndoBody = Nullable(
  Body({ entryIds: Type.Optional(Type.Array(Uuid, { minItems: 1, maxItems: 1000, uniqueItems: true })) }),
);

export const ActionHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({ description: '1 to 255 visible ASCII characters; the same key is the same request' }),
  ),
  prefer: Type.Optional(Type.String({ description: 'wait=N, 1 to 60 seconds, for the outcome' })),
  'if-match': Type.Optional(
    Type.String({
      description:
        'The hash (or ETag) of the plan you have looked at, from a dry run; 412 with the plan of now when it is another one',
    }),
  ),
});

export const LockedFields = Type.Array(
  Type.Object({
    field: Type.String({ description: 'By its name in lists' }),
    hidden: Type.Boolean({ description: 'You are not told its value either' }),
    reason: Type.String(),
  }),
  { description: 'What you may not change of it, by roles and levels of fields; in the single view only' },
);

export const GroupView = Type.Object(
  {
    id: Type.String(),
    storeId: Type.String(),
    storeName: Type.String(),
    name: Type.String(),
    displayName: Type.String(),
    path: Type.String(),
    accountName: Nullable(Type.String()),
    description: Nullable(Type.String()),
    mail: Nullable(Type.String()),
    category: Nullable(Type.String()),
    scope: Nullable(Type.String()),
    securityType: Type.Enum([...securityTypes]),
    status: Type.String(),
    owner: Nullable(NamedObject),
    additionalOwners: Type.Array(NamedObject),
    isMember: Type.Boolean(),
    memberUntil: Nullable({ ...Instant, description: "When one's own membership ends; null is never" }),
    isOwner: Type.Boolean(),
    lockedFields: Type.Optional(LockedFields),
    memberCount: Type.Optional(Type.Integer({ description: 'Direct members; in the single view only' })),
  },
  { title: 'Group' },
);

const relation = Type.Optional(
  Type.Enum(['owner', 'member'], { description: 'Only the groups one owns, or is a member of' }),
);
export const ListGroupsQuery = Query({ ...ListParams, relation });
export const ExportGroupsQuery = Query({ ...ListChoice, relation, stores: Stores });
export const ExportUsersQuery = Query({ ...ListChoice, stores: Stores });
export const SearchGroupsQuery = Query({ ...ListGroupsQuery.properties, stores: Stores });
export const ListUsersQuery = Query(ListParams);
export const SearchUsersQuery = Query({ ...ListParams, stores: Stores });
export const ListMembersQuery = Query(ListParams);
export const PageQuery = Query(Page);

export const GroupList = ListOf(GroupView);

export const Member = Type.Object({
  id: Type.String(),
  storeId: Type.String(),
  storeName: Type.String(),
  kind: Type.Enum([...objectKinds]),
  name: Type.String(),
  displayName: Type.String(),
  path: Type.String(),
  enabled: Type.Boolean(),
  mail: Nullable(Type.String()),
});
export const MemberList = ListOf(
  Type.Object({
    ...Member.properties,
    readOnly: Type.Boolean({ description: 'Kept by the directory itself; cannot be changed here' }),
    until: Nullable({ ...Instant, description: 'When the membership ends by itself; null is never' }),
  }),
);
export const UserParams = Type.Object({ storeId: Uuid, userId: ObjectId });
export const UserView = Type.Object(
  {
    ...Member.properties,
    loginName: Nullable(Type.String()),
    title: Nullable(Type.String()),
    department: Nullable(Type.String()),
  },
  { title: 'User' },
);
export const UserList = ListOf(UserView);
