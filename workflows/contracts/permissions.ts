/**
 * The permissions a role may hold, by the names of the specification (access-and-approvals 3.1), each with its area.
 * Those without `built` are listed and can be given, but nothing asks for them yet: their area is still to come.
 */
export const permissionAreas = [
  'users',
  'groups',
  'adminCenter',
  'synchronize',
  'password',
  'miscellaneous',
  'container',
  'entitlement',
] as const;
export type PermissionArea = (typeof permissionAreas)[number];

interface PermissionFacts {
  readonly area: PermissionArea;
  /** Some action or route asks for it today. */
  readonly built?: true;
  /** A role that holds it must hold this one, too. */
  readonly needs?: string;
  /** The broader permission that holds it (access-and-approvals O4). */
  readonly heldBy?: string;
  /** Beyond the 56 of the specification's table. */
  readonly added?: true;
}

const table = {
  'Create Mailbox': { area: 'users' },
  'Manage My Direct Reports': { area: 'users', heldBy: 'Manage Any Profile' },
  'Create Contact': { area: 'users' },
  'Create User': { area: 'users' },
  Delete: { area: 'users' },
  'Join/Leave on behalf of any user': { area: 'users' },
  'Join/Leave on behalf of Peer': { area: 'users', heldBy: 'Join/Leave on behalf of any user' },
  'Manage Any Profile': { area: 'users' },
  'Manage My Profile': { area: 'users', heldBy: 'Manage Any Profile' },
  'Reinstate and Extend': { area: 'users', added: true },

  'Manage My Groups': { area: 'groups', built: true, heldBy: 'Manage Any Group' },
  'Create Static Group': { area: 'groups', built: true },
  'Create Smart Group': { area: 'groups' },
  'Manage Any Group': { area: 'groups', built: true },
  'Change Protected Objects': { area: 'groups', added: true },

  'Create Application': { area: 'adminCenter', built: true },
  'Create Data Source': { area: 'adminCenter' },
  'Create Identity Store': { area: 'adminCenter', built: true },
  'Manage Admin Center Settings': { area: 'adminCenter', built: true },
  'Manage Application Design Settings': { area: 'adminCenter', needs: 'Manage Applications' },
  'Manage Application Server Settings': { area: 'adminCenter', needs: 'Manage Applications' },
  'Manage Applications': { area: 'adminCenter', built: true },
  'Manage Data Source': { area: 'adminCenter' },
  'Manage Entitlement': { area: 'adminCenter', needs: 'Manage Identity Store' },
  'Manage Identity Store': { area: 'adminCenter', built: true },
  'Manage Identity Store Configurations': {
    area: 'adminCenter',
    built: true,
    needs: 'Manage Identity Store',
  },
  'Manage Identity Store General Info': {
    area: 'adminCenter',
    built: true,
    needs: 'Manage Identity Store',
  },
  'Manage Identity Store Link': { area: 'adminCenter' },
  'Manage Notifications Editor': { area: 'adminCenter', built: true },
  'Manage Notifications Queue': { area: 'adminCenter', built: true },
  'Manage Replication': { area: 'adminCenter', built: true, needs: 'Manage Identity Store' },
  'Manage Identity Providers': { area: 'adminCenter' },
  'Manage Scheduling': { area: 'adminCenter', needs: 'Manage Identity Store' },
  'Manage Security Roles': { area: 'adminCenter', built: true, needs: 'Manage Identity Store' },
  'Manage SMS Gateways': { area: 'adminCenter' },
  'Manage Workflows': { area: 'adminCenter', built: true, needs: 'Manage Identity Store' },

  // Delete, Edit and Run Job reach one's own jobs, and any job with View Any Job.
  'Create Job': { area: 'synchronize' },
  'Delete Job': { area: 'synchronize' },
  'Edit Job': { area: 'synchronize' },
  'Run Job': { area: 'synchronize' },
  'View Any Job': { area: 'synchronize' },
  'Release Held Run': { area: 'synchronize', added: true },

  'Unlock My Account': { area: 'password', heldBy: 'Unlock Any Account' },
  'Manage Linked Account': { area: 'password' },
  'Change My Password': { area: 'password' },
  'Reset Any Password': { area: 'password' },
  'Reset My Password': { area: 'password', heldBy: 'Reset Any Password' },
  Unenroll: { area: 'password' },
  'Unlock Any Account': { area: 'password' },

  'Sign in to Service Provider': { area: 'miscellaneous' },
  'Manage All Requests': { area: 'miscellaneous', built: true },
  'Manage Report': { area: 'miscellaneous' },
  'View and Download Report': { area: 'miscellaneous' },
  'Share Queries': { area: 'miscellaneous', built: true, added: true },

  'Create Container': { area: 'container' },

  // Of a file server or site each; which, is told where servers are kept.
  'Permission set': { area: 'entitlement' },
  Navigate: { area: 'entitlement' },
  'Add user or group': { area: 'entitlement' },
  Modify: { area: 'entitlement' },
  Remove: { area: 'entitlement' },
} as const satisfies Readonly<Record<string, PermissionFacts>>;

export type Permission = keyof typeof table;
export const permissions = Object.keys(table) as readonly Permission[];

export const isPermission = (text: string): text is Permission => Object.hasOwn(table, text);

const factsOf = (permission: Permission): PermissionFacts => table[permission];

export const areaOf = (permission: Permission): PermissionArea => factsOf(permission).area;

/** False where nothing asks for it yet. */
export const isBuilt = (permission: Permission): boolean => factsOf(permission).built === true;

/** True for the 56 of the specification's table, false for what was added to them. */
export const isInTable = (permission: Permission): boolean => factsOf(permission).added !== true;

/** The permission a role must hold as well, to hold this one. */
export const prerequisiteOf = (permission: Permission): Permission | null =>
  (factsOf(permission).needs ?? null) as Permission | null;

/** The broader permission that holds this one, too: a broad allow beats a narrow deny. */
export const broaderThan = (permission: Permission): Permission | null =>
  (factsOf(permission).heldBy ?? null) as Permission | null;

/** The permission by which this one is held, itself or the broader one; null when it is denied. */
export function heldBy(held: ReadonlySet<Permission>, permission: Permission): Permission | null {
  if (held.has(permission)) return permission;
  const broader = broaderThan(permission);
  return broader !== null && held.has(broader) ? broader : null;
}

/** What a role open to everybody may hold: nothing that reaches beyond oneself, one's own groups and one's reports. */
const forEverybody: readonly Permission[] = [
  'Create Static Group',
  'Create Smart Group',
  'Manage My Groups',
  'Manage My Profile',
  'Manage My Direct Reports',
  'Change My Password',
  'Reset My Password',
  'Unlock My Account',
];

/** False for a role that names neither a group nor a container and allows more: it holds nobody. */
export const mayBeForEverybody = (held: readonly Permission[]): boolean =>
  held.every((permission) => forEverybody.includes(permission));
