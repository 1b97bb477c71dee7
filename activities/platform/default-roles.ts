/** The roles every store begins with (stores-and-links S4, access-and-approvals O7). */
import type { NewRole } from '../database/repositories/roles.ts';
import { permissions } from '../../workflows/contracts/permissions.ts';

/** @param administratorGroupId without it nobody is Administrator until a group is named */
export const defaultRoles = (storeId: string, administratorGroupId: string | null): NewRole[] => [
  {
    storeId,
    name: 'Administrator',
    description: 'May do everything',
    priority: 1,
    criteriaGroupId: administratorGroupId,
    permissions: [...permissions],
    enabled: true,
  },
  {
    storeId,
    name: 'User',
    description: 'Everybody in the store',
    priority: 25,
    criteriaGroupId: null,
    permissions: ['Create Static Group', 'Manage My Groups'],
    enabled: true,
  },
];
