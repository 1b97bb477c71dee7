import { Type } from 'typebox';
import { concepts } from '../../workflows/contracts/directory.ts';
import { Nullable, ObjectId, Query, Uuid } from './common.ts';
import { GroupView, Member, NamedObject } from './groups.ts';
import { ListOf, ListParams } from './lists.ts';

export const ObjectParams = Type.Object({ storeId: Uuid, objectId: ObjectId });

export const ObjectView = Type.Object(
  {
    ...Member.properties,
    protection: Nullable(Type.String({ description: 'Why ordinary means must not change it' })),
    attributes: Type.Array(
      Type.Object({ name: Type.Enum([...concepts]), values: Type.Array(Type.String()) }),
      { description: 'What the directory holds of it, by what people call it; empty ones are left out' },
    ),
    manager: Nullable(NamedObject),
    owner: Nullable(NamedObject),
  },
  { title: 'DirectoryObject' },
);

export const MemberOfQuery = Query({
  ...ListParams,
  nested: Type.Optional(Type.Boolean({ description: 'Also the groups that hold those groups' })),
});
export const MemberOfList = ListOf(
  Type.Object({
    ...GroupView.properties,
    direct: Type.Boolean({ description: 'False: through another group' }),
  }),
);
