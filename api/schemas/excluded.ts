import { Type } from 'typebox';
import { objectKinds } from '../../workflows/contracts/directory.ts';
import { ObjectId, Query } from './common.ts';

export const ExcludedContainers = Type.Object(
  {
    canExclude: Type.Boolean({ description: 'Whether stores of this kind can leave containers out' }),
    containers: Type.Array(Type.String(), { description: 'As the settings of the store name them' }),
  },
  { title: 'ExcludedContainers' },
);

export const ExcludedObjectsQuery = Query({
  container: Type.String({ minLength: 1, maxLength: 1024, description: 'One of those that are excluded' }),
  name: Type.Optional(Type.String({ maxLength: 200, description: 'What the name holds' })),
});

export const ExcludedObjects = Type.Object(
  {
    found: Type.Boolean({ description: 'False where the directory has no such container' }),
    items: Type.Array(
      Type.Object({
        id: ObjectId,
        kind: Type.Enum([...objectKinds]),
        name: Type.String(),
        displayName: Type.String(),
        path: Type.String(),
        enabled: Type.Boolean(),
      }),
    ),
    more: Type.Boolean({ description: 'There are more than are listed; give a name' }),
  },
  { title: 'ExcludedObjects' },
);

export const ContainersQuery = Query({
  name: Type.Optional(Type.String({ maxLength: 200, description: 'What the name holds' })),
});

export const Containers = Type.Object(
  {
    items: Type.Array(Type.Object({ name: Type.String(), path: Type.String() })),
    more: Type.Boolean({ description: 'There are more than are listed; give a name' }),
  },
  { title: 'Containers' },
);
