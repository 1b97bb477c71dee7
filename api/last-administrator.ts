/** Somebody must always be able to administer: the last role that can is not taken away (access-and-approvals O1). */
import type { Db } from '../activities/database/client.ts';
import { listAllRoles } from '../activities/database/repositories/roles.ts';
import { listStores } from '../activities/database/repositories/stores.ts';
import { ApiProblem } from './problem.ts';

/** Called inside the transaction, after the change and under `lockRoles`. @throws ApiProblem `role.last_administrator` */
export async function requireAdministrator(tx: Db): Promise<void> {
  const [roles, stores] = await Promise.all([listAllRoles(tx), listStores(tx)]);
  const open = new Set(stores.filter((store) => store.enabled).map((store) => store.id));
  const remains = roles.some(
    (role) =>
      role.enabled &&
      open.has(role.storeId) &&
      role.criteriaGroupId !== null &&
      role.permissions.includes('Manage Security Roles') &&
      role.permissions.includes('Manage Identity Store'),
  );
  if (!remains) {
    throw new ApiProblem(
      'role.last_administrator',
      'Nobody could administer Muster any more. Give another role Manage Security Roles and Manage Identity Store first.',
    );
  }
}
