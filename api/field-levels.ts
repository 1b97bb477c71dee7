/** Levels of a store's fields as administrators set them, and as a file of configuration names them (stores-and-links P5). */
import type { Db } from '../activities/database/client.ts';
import { listRoles, type Role } from '../activities/database/repositories/roles.ts';
import type { IdentityStore } from '../activities/database/repositories/stores.ts';
import { levelledFields } from '../activities/directory-index/usable-fields.ts';
import type { FieldProblem } from '../workflows/contracts/errors.ts';
import type { FieldLevel, Level } from '../workflows/contracts/field-levels.ts';
import { ApiProblem } from './problem.ts';

type Store = Pick<IdentityStore, 'id' | 'kind' | 'name'>;

/** @throws ApiProblem `value.invalid` naming each level that cannot be */
export async function requireSoundLevels(
  db: Db,
  store: Store,
  levels: readonly FieldLevel[] | undefined,
): Promise<void> {
  if (levels === undefined || levels.length === 0) return;
  const [fields, roles] = [await levelledFields(db, store), await listRoles(db, store.id)];
  const problems = levels.flatMap((one, index) => {
    const at = `fieldLevels/${index}`;
    const problem = (field: string, message: string): FieldProblem => ({
      field: `${at}/${field}`,
      code: 'value.invalid',
      message,
    });
    const known = fields.find(({ kind, name }) => kind === one.kind && name === one.field);
    if (known === undefined) {
      const names = fields.flatMap(({ kind, name }) => (kind === one.kind ? [name] : []));
      return problem('field', `is no field of ${store.name} that has levels; use one of ${names.join(', ')}`);
    }
    if (levels.findIndex(({ kind, field }) => kind === one.kind && field === one.field) < index)
      return problem('field', 'is named twice; leave one of them out');
    if (one.visibility === null && one.access === null)
      return problem('visibility', 'says nothing, nor does access; choose a level for one, or leave it out');
    return (['visibility', 'access'] as const).flatMap((of) => {
      const level = one[of];
      if (level === null) return [];
      if (!known[of])
        return problem(
          of,
          of === 'visibility'
            ? 'cannot be: without it objects cannot be shown or used'
            : 'cannot be: nothing in Muster writes this field',
        );
      return levelProblems(level, one.kind, roles).map(([field, message]) =>
        problem(`${of}/${field}`, message),
      );
    });
  });
  if (problems.length > 0) throw ApiProblem.invalid(problems);
}

function levelProblems(
  level: Level,
  kind: FieldLevel['kind'],
  roles: readonly Role[],
): readonly (readonly [field: string, message: string])[] {
  const isGone = (id: string): boolean => roles.every((role) => role.id !== id);
  switch (level.level) {
    case 'role':
      return [
        ...(isGone(level.roleId) ? [['roleId', 'is no role of this identity store'] as const] : []),
        ...level.excludeRoles.flatMap((id, index) =>
          isGone(id) ? [[`excludeRoles/${index}`, 'is no role of this identity store'] as const] : [],
        ),
      ];
    case 'managerAndOwner':
      return kind === 'user' || kind === 'group'
        ? []
        : [['level', 'is for users and groups: others have neither owners nor managers']];
    case 'self':
      return kind === 'user' ? [] : [['level', 'is for users alone: nobody signs in as anything else']];
    case 'never':
      return [];
  }
}

/** A level in which roles go by name. */
export type NamedLevel =
  | { readonly level: 'role'; readonly role: string; readonly excludeRoles: readonly string[] }
  | Exclude<Level, { readonly level: 'role' }>;

export interface NamedFieldLevel extends Omit<FieldLevel, 'visibility' | 'access'> {
  readonly visibility: NamedLevel | null;
  readonly access: NamedLevel | null;
}

/** For a file: roles by name; the level of a role that is gone is for nobody. */
export const namedLevels = (levels: readonly FieldLevel[], roles: readonly Role[]): NamedFieldLevel[] =>
  levels.map(({ kind, field, visibility, access }) => ({
    kind,
    field,
    visibility: named(visibility, roles),
    access: named(access, roles),
  }));

function named(level: Level | null, roles: readonly Role[]): NamedLevel | null {
  if (level?.level !== 'role') return level;
  const nameOf = (id: string): string | undefined => roles.find((role) => role.id === id)?.name;
  const role = nameOf(level.roleId);
  if (role === undefined) return { level: 'never' };
  return { level: 'role', role, excludeRoles: level.excludeRoles.flatMap((id) => nameOf(id) ?? []) };
}

/** @throws ApiProblem `value.invalid` where the store has no role of a name */
export function levelsNamed(levels: readonly NamedFieldLevel[], roles: readonly Role[]): FieldLevel[] {
  const idOf = (name: string, field: string): string => {
    const role = roles.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (role === undefined) throw ApiProblem.field(field, `is ${name}, and there is no such role`);
    return role.id;
  };
  const unnamed = (level: NamedLevel | null, at: string): Level | null =>
    level?.level === 'role'
      ? {
          level: 'role',
          roleId: idOf(level.role, `${at}/role`),
          excludeRoles: level.excludeRoles.map((name, index) => idOf(name, `${at}/excludeRoles/${index}`)),
        }
      : level;
  return levels.map(({ kind, field, visibility, access }, index) => ({
    kind,
    field,
    visibility: unnamed(visibility, `fieldLevels/${index}/visibility`),
    access: unnamed(access, `fieldLevels/${index}/access`),
  }));
}
