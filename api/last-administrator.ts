/** Somebody must always be able to administer: the last role that can is not taken away (access-and-approvals O1). */
import type { Db } from '../activities/database/client.ts';
import { listAllRoles } from '../activities/database/repositories/roles.ts';
import { listPortals } from '../activities/database/repositories/portals.ts';
import { listStores } from '../activities/database/repositories/stores.ts';
import { admitsClient, portalClient, soleClient } from '../workflows/contracts/clients.ts';
import { ApiProblem } from './problem.ts';

/** Called inside the transaction, after the change and under `lockRoles`. @throws ApiProblem `role.last_administrator` */
export async function requireAdministrator(tx: Db): Promise<void> {
  // One after the other: they share a transaction.
  const roles = await listAllRoles(tx);
  const stores = await listStores(tx);
  const portals = await listPortals(tx);
  const clients = [
    soleClient('admin-center'),
    soleClient('command-line'),
    soleClient('api'),
    ...portals.map(({ id }) => portalClient(id)),
  ];
  const open = new Set(
    stores.flatMap(({ id, enabled, administersAll }) => (enabled && administersAll ? [id] : [])),
  );
  const remains = roles.some(
    (role) =>
      role.enabled &&
      open.has(role.storeId) &&
      (role.criteriaGroupId !== null || role.criteriaContainerId !== null) &&
      // A role for clients that are gone lets nobody in.
      clients.some((client) => admitsClient(role.clients, client)) &&
      role.permissions.includes('Manage Security Roles') &&
      role.permissions.includes('Manage Identity Store'),
  );
  if (!remains) {
    throw new ApiProblem(
      'role.last_administrator',
      'Nobody could administer Muster any more. First give another role of a store that administers all Manage Security Roles and Manage Identity Store.',
    );
  }
}
