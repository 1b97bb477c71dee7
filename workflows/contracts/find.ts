/**
 * What a field that names objects takes: the find dialog offers it, and planners check it again when
 * a selection is saved (users-and-search S6).
 */
import type { ObjectKind } from './directory.ts';
import type { StoreKind } from './ids.ts';
import { replicatedKinds } from './replication.ts';
import { searchedKinds, type SearchedKind } from './search.ts';

export const findPurposes = [
  'owner',
  'additionalOwner',
  'manager',
  'members',
  'group',
  'contact',
  'approver',
] as const;
export type FindPurpose = (typeof findPurposes)[number];

const taken: Readonly<Record<FindPurpose, readonly SearchedKind[]>> = {
  owner: ['user', 'contact', 'group'],
  additionalOwner: ['user', 'contact', 'group'],
  manager: ['user'],
  members: ['user', 'group', 'contact', 'computer'],
  group: ['group'],
  contact: ['contact'],
  approver: ['user', 'group'],
};

/** Directories whose own owners are people who sign in (groups 2.1). */
const ownedByPeople: readonly StoreKind[] = ['entra-id', 'google-workspace'];

/** The kinds a field takes, of those the directory has; users first. */
export function kindsTaken(purpose: FindPurpose, storeKind: StoreKind): readonly SearchedKind[] {
  const kinds = purpose === 'owner' && ownedByPeople.includes(storeKind) ? ['user'] : taken[purpose];
  const has: readonly ObjectKind[] = replicatedKinds[storeKind];
  return searchedKinds.filter((kind) => kinds.includes(kind) && has.includes(kind));
}

/** Groups own and decide by their members, so they must be security groups (groups 2.1). */
export const takesSecurityGroupsOnly = (purpose: FindPurpose): boolean =>
  purpose === 'owner' || purpose === 'additionalOwner';

/** Why an object that was found cannot be chosen. */
export const findRefusals = ['member', 'self', 'expired', 'protected'] as const;
export type FindRefusal = (typeof findRefusals)[number];
