/**
 * Who sees a field of a store's objects, and who may change it (stores-and-links P5): levels beside the permissions, which
 * nobody's permission lifts. Roles go by id; a level of a role that is gone is for nobody.
 */
import type { ObjectKind } from './directory.ts';

export type Level =
  /** Holders of this role and of those of higher priority, which have LOWER numbers; not of those that are left out. */
  | { readonly level: 'role'; readonly roleId: string; readonly excludeRoles: readonly string[] }
  /** Nobody: what is seen is hidden, what is changed is read-only. */
  | { readonly level: 'never' }
  /** The owners of the group or the managers of the user, and nobody else, whatever their role. */
  | { readonly level: 'managerAndOwner' }
  /** The user it is about, and nobody else. */
  | { readonly level: 'self' };

/** What roles a person has in a store. */
export interface Standing {
  /** Of the store of the object: numbers of other stores say nothing here. */
  readonly roles: readonly { readonly id: string; readonly name: string; readonly priority: number }[];
  /** Null where no role of that store is active for the person. */
  readonly activeRoleId: string | null;
}

/** Kinds of objects whose fields bear levels; containers are places, and have none. */
export const levelledKinds = ['user', 'group', 'contact', 'computer'] as const satisfies ObjectKind[];
export type LevelledKind = (typeof levelledKinds)[number];

/** A field, by the name it has in lists, and its levels; null where everybody does whose permissions allow it. */
export interface FieldLevel {
  readonly kind: LevelledKind;
  readonly field: string;
  /** Who is told its values: in lists, searches, answers, exports and history. Who is not does not change it either. */
  readonly visibility: Level | null;
  /** Who changes it. */
  readonly access: Level | null;
}

/** What the actions of today write, by the name in lists; nothing else has a level of access. */
export const changeableFields: Readonly<Record<LevelledKind, readonly string[]>> = {
  user: [],
  group: [
    'displayName',
    'description',
    'mail',
    'groupCategory',
    'groupScope',
    'securityType',
    'owner',
    'additionalOwners',
  ],
  contact: [],
  computer: [],
};
