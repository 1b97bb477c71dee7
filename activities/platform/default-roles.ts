/** The roles every store begins with (stores-and-links S4, access-and-approvals O7). */
import type { NewRole } from '../database/repositories/roles.ts';
import type { IdentityStore } from '../database/repositories/stores.ts';
import { permissions } from '../../workflows/contracts/permissions.ts';

/** @param administratorGroupId without it nobody is Administrator until a group is named */
export const defaultRoles = (
  { id: storeId, kind: storeKind }: Pick<IdentityStore, 'id' | 'kind'>,
  administratorGroupId: string | null,
): NewRole[] => [
  {
    storeId,
    name: 'Administrator',
    description: 'May do everything',
    priority: 1,
    criteriaGroupId: administratorGroupId,
    permissions,
    enabled: true,
  },
  // People of Entra ID get neither a new password nor an unlocked account from Muster's help desk.
  ...(storeKind === 'entra-id'
    ? []
    : [
        {
          storeId,
          name: 'Helpdesk',
          description: 'Gives people a new password and lets them in again',
          priority: 10,
          // Holds nobody until a group is named.
          criteriaGroupId: null,
          permissions: ['Reset Any Password', 'Unlock Any Account', 'Unenroll'] as const,
          enabled: true,
        },
      ]),
  {
    storeId,
    name: 'User',
    description: 'Everybody in the store',
    priority: 25,
    criteriaGroupId: null,
    permissions: [
      'Create Static Group',
      'Create Smart Group',
      'Manage My Groups',
      'Manage My Profile',
      'Manage My Direct Reports',
      'Change My Password',
      'Reset My Password',
      'Unlock My Account',
    ],
    enabled: true,
  },
];
