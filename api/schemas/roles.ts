import { Type } from 'typebox';
import { permissions } from '../../workflows/contracts/permissions.ts';
import { Body, NextCursor, Nullable, ObjectId, Uuid } from './common.ts';
import { PoliciesBody, PoliciesView } from './policies.ts';

const Name = Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' });
const Description = Type.String({ maxLength: 256 });
const Priority = Type.Integer({ minimum: 1, maximum: 99, description: 'The lowest number wins' });
const Criteria = Type.Union([ObjectId, Type.Null()], {
  description:
    'The group whose members, nested included, hold the role; null is everybody, for roles with Create Static Group and Manage My Groups at most',
});
const Permissions = Type.Array(Type.Enum([...permissions]), { uniqueItems: true });

export const RoleParams = Type.Object({ storeId: Uuid, roleId: Uuid });

export const CreateRoleBody = Body({
  name: Name,
  description: Type.Optional(Description),
  priority: Priority,
  criteriaGroupId: Criteria,
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
    permissions: Permissions,
    policies: PoliciesView,
    enabled: Type.Boolean(),
    version: Type.Integer(),
  },
  { title: 'Role' },
);
export const RoleList = Type.Object({ items: Type.Array(RoleView) });

export const RoleMembers = Type.Object({
  items: Type.Array(Type.Object({ id: Type.String(), kind: Type.String(), displayName: Type.String() })),
  nextCursor: NextCursor,
});
