/**
 * The permissions a role may hold, by the names of the specification. Only those an action or a
 * route asks for today stand here.
 */
export const permissions = [
  'Create Static Group',
  'Manage My Groups',
  'Manage Any Group',
  'Create Identity Store',
  'Manage Identity Store',
  'Manage Applications',
  'Create Application',
  'Manage Security Roles',
  'Manage Workflows',
  'Manage Replication',
  'Manage All Requests',
  'Share Queries',
] as const;
export type Permission = (typeof permissions)[number];

/** A broad permission holds the narrow one. */
export const impliedBy: Readonly<Partial<Record<Permission, Permission>>> = {
  'Manage My Groups': 'Manage Any Group',
};
