import { Type } from 'typebox';
import { clientFields, clientOperators, clientTypes } from '../../workflows/contracts/clients.ts';
import { permissionAreas, permissions } from '../../workflows/contracts/permissions.ts';
import { Body, NextCursor, Nullable, ObjectId, Query, Uuid } from './common.ts';
import { LockedFields } from './groups.ts';
import { roleVerdicts } from '../../activities/platform/role-rights.ts';
import { StepUpView } from './factors.ts';
import { PoliciesBody, PoliciesView } from './policies.ts';

const Name = Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' });
const Description = Type.String({ maxLength: 256 });
const Priority = Type.Integer({ minimum: 1, maximum: 99, description: 'The lowest number wins' });
const Criteria = Type.Union([ObjectId, Type.Null()], {
  description:
    'The group whose members, nested included, hold the role; null is everybody, for roles with Create Static Group and Manage My Groups at most',
});
const ContainerCriteria = Type.Union([Type.String({ minLength: 1, maxLength: 1000 }), Type.Null()], {
  description:
    'The container whose people, at any depth, hold the role; instead of a group. As the list of places names it',
});
const Clients = Nullable(
  Body(
    {
      join: Type.Enum(['and', 'or']),
      rows: Type.Array(
        Body({
          field: Type.Enum([...clientFields]),
          operator: Type.Enum([...clientOperators]),
          value: Type.String({ minLength: 1, maxLength: 64 }),
        }),
        { minItems: 1, maxItems: 20 },
      ),
    },
    { description: 'By which clients; null is every client' },
  ),
);
const Permissions = Type.Array(Type.Enum([...permissions]), { uniqueItems: true });

export const RoleParams = Type.Object({ storeId: Uuid, roleId: Uuid });

export const CreateRoleBody = Body({
  name: Name,
  description: Type.Optional(Description),
  priority: Priority,
  criteriaGroupId: Criteria,
  criteriaContainerId: Type.Optional(ContainerCriteria),
  clients: Type.Optional(Clients),
  permissions: Type.Optional(Permissions),
  policies: Type.Optional(PoliciesBody),
  enabled: Type.Optional(Type.Boolean()),
});

export const UpdateRoleBody = Body(
  {
    name: Type.Optional(Name),
    description: Type.Optional(Description),
    priority: Type.Optional(Priority),
    criteriaGroupId: Type.Optional(Criteria),
    criteriaContainerId: Type.Optional(ContainerCriteria),
    clients: Type.Optional(Clients),
    permissions: Type.Optional(Permissions),
    policies: Type.Optional(PoliciesBody),
    enabled: Type.Optional(Type.Boolean()),
  },
  { minProperties: 1 },
);

export const RoleView = Type.Object(
  {
    id: Type.String(),
    storeId: Type.String(),
    name: Type.String(),
    description: Type.String(),
    priority: Type.Integer(),
    criteriaGroupId: Nullable(Type.String()),
    criteriaContainerId: Nullable(Type.String()),
    criteriaName: Nullable(Type.String({ description: 'Of the group, or the path of the container' })),
    criteriaMissing: Type.Boolean({
      description: 'It is gone: the role holds nobody until another is chosen',
    }),
    clients: Clients,
    permissions: Permissions,
    policies: PoliciesView,
    stepUp: StepUpView,
    enabled: Type.Boolean(),
    version: Type.Integer(),
  },
  { title: 'Role' },
);
export const RoleList = Type.Object({ items: Type.Array(RoleView) });

export const CopyRoleBody = Body({ name: Name, priority: Priority });

export const RoleMembers = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      kind: Type.String(),
      displayName: Type.String(),
      path: Type.String(),
      enabled: Type.Boolean(),
    }),
  ),
  nextCursor: NextCursor,
  total: Type.Integer(),
  totalExact: Type.Boolean({ description: 'False where there are more than were counted' }),
});

export const PermissionList = Type.Object({
  items: Type.Array(
    Type.Object({
      name: Type.Enum([...permissions]),
      area: Type.Enum([...permissionAreas]),
      built: Type.Boolean({
        description: 'False where nothing asks for it yet: it can be given all the same',
      }),
      needs: Nullable(Type.String({ description: 'A role that holds it must hold this one, too' })),
      heldBy: Nullable(Type.String({ description: 'The broader permission that holds it' })),
    }),
  ),
});

const ClientView = Type.Object({
  type: Type.Enum([...clientTypes]),
  name: Type.String({
    description: 'Of a portal its id, of the others their type; the value of a client row',
  }),
  label: Nullable(Type.String({ description: 'What a portal is called' })),
});
export const ClientList = Type.Object({ items: Type.Array(ClientView) });

export const CheckRolesQuery = Query({
  userId: ObjectId,
  client: Type.Optional(
    Type.String({ maxLength: 64, description: 'The name of a client; whatever the client when absent' }),
  ),
});

export const RoleCheck = Type.Object(
  {
    person: Type.Object({ id: Type.String(), displayName: Type.String(), enabled: Type.Boolean() }),
    client: Nullable(ClientView),
    active: Nullable(
      Type.String({ description: 'Id of the active role; null where none admits the person' }),
    ),
    roles: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        priority: Type.Integer(),
        verdict: Type.Enum([...roleVerdicts]),
        criteriaName: Nullable(Type.String()),
        criteriaMissing: Type.Boolean(),
      }),
      { description: 'Every role of the store, by number, with what speaks for or against it' },
    ),
    permissions: Type.Array(
      Type.Object({
        name: Type.Enum([...permissions]),
        heldBy: Type.Enum([...permissions], {
          description: 'Itself, or the broader permission that holds it',
        }),
      }),
      { description: 'Those held; none where no role is active' },
    ),
    policies: Nullable(
      Type.Object({
        search: Nullable(
          Type.Array(
            Type.Object({
              containerId: Nullable(Type.String()),
              container: Nullable(
                Type.String({ description: 'Its path; null for none and for one that is gone' }),
              ),
              filter: Type.Unknown(),
            }),
          ),
        ),
        prefixes: Type.Array(Type.String()),
        enforcedPrefixes: Nullable(Type.Array(Type.String())),
        groupOwners: Type.Object({
          primaryRequired: Type.Boolean(),
          minAdditional: Type.Integer(),
          maxAdditional: Type.Integer(),
        }),
        newGroups: Nullable(Type.Array(Type.String(), { description: 'Paths of containers; null is any' })),
      }),
    ),
  },
  { title: 'RoleCheck' },
);

export const GroupRules = Type.Object(
  {
    prefixes: Type.Array(Type.String()),
    prefixRequired: Type.Boolean(),
    containers: Nullable(Type.Array(Type.String(), { description: 'Paths of containers; null is any' })),
    owners: Type.Object({
      primaryRequired: Type.Boolean(),
      minAdditional: Type.Integer(),
      maxAdditional: Type.Integer(),
    }),
    lockedFields: LockedFields,
  },
  { title: 'GroupRules', description: 'What your roles say about groups you create' },
);

export const HideableFields = Type.Object({
  items: Type.Array(
    Type.Object({
      name: Type.String({ description: 'As lists and the policy name it' }),
      label: Type.String({ description: 'English; the pages have their own words for the same name' }),
    }),
  ),
});
