import { type TSchema, Type } from 'typebox';
import { levelledKinds } from '../../workflows/contracts/field-levels.ts';
import { Body, Nullable, Uuid } from './common.ts';

const maxRoles = 99;

const role = Type.Literal('role', { description: 'That role and those of higher priority' });
const RoleName = Type.String({ minLength: 1, maxLength: 64 });

/** @param OfRole names roles by ids, or by names in a file of configuration */
const Level = <R extends TSchema>(OfRole: R) =>
  Nullable(
    Type.Union(
      [
        OfRole,
        Body({ level: Type.Literal('never', { description: 'Nobody' }) }),
        Body({
          level: Type.Literal('managerAndOwner', {
            description: 'Owners of the group, managers of the user, and no administrator beside them',
          }),
        }),
        Body({ level: Type.Literal('self', { description: 'The user it is about' }) }),
      ],
      { description: 'null: everybody whose permissions allow it' },
    ),
  );

const levelsOf = <L extends TSchema>(one: L) =>
  Type.Array(
    Body({
      kind: Type.Enum([...levelledKinds]),
      field: Type.String({ minLength: 1, maxLength: 128, description: 'By its name in lists' }),
      visibility: one,
      access: one,
    }),
    {
      maxItems: 500,
      description:
        'Who is told the values of a field, in lists, searches, answers, exports and history, and who changes it. Owners, managers and oneself are looked up where one object is read; in lists such a field is nobody’s',
    },
  );

export const FieldLevels = levelsOf(
  Level(Body({ level: role, roleId: Uuid, excludeRoles: Type.Array(Uuid, { maxItems: maxRoles }) })),
);
/** As a file of configuration has them. */
export const NamedFieldLevels = levelsOf(
  Level(Body({ level: role, role: RoleName, excludeRoles: Type.Array(RoleName, { maxItems: maxRoles }) })),
);

export const LevelledFields = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        kind: Type.Enum([...levelledKinds]),
        name: Type.String({ description: 'As lists name it' }),
        label: Type.String({ description: 'English; the pages have their own words for the same name' }),
        visibility: Type.Boolean({ description: 'May have a level of visibility' }),
        access: Type.Boolean({ description: 'May have a level of access: an action writes it' }),
      }),
    ),
    roles: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), priority: Type.Integer() }), {
      description: 'By priority: the first is the highest',
    }),
  },
  { title: 'LevelledFields' },
);
