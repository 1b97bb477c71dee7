/** What somebody may do in a store right now: roles from our database, groups and place from the directory. */
import type { Client } from '../../workflows/contracts/clients.ts';
import type { Db } from '../database/client.ts';
import { listRoles, type Role } from '../database/repositories/roles.ts';
import type { IdentityStore } from '../database/repositories/stores.ts';
import { placesAround } from '../directory-index/places.ts';
import { type HolderFacts, judgeRoles, type JudgedRole, type Rights, rightsOf } from './role-rights.ts';

/** A person as the directory has them. */
export interface Holder {
  readonly path: string;
  readonly name: string;
  readonly groups: ReadonlySet<string>;
}

interface FoundRights {
  /** Null where no role admits the person by this client. */
  readonly rights: Rights<Role> | null;
  /** Every role of the store with what speaks for or against it. */
  readonly judged: readonly JudgedRole<Role>[];
  readonly holder: HolderFacts;
}

/** @param client null: whatever the client */
export async function findRights(
  db: Db,
  store: Pick<IdentityStore, 'id' | 'kind' | 'groupNamePrefixes'>,
  { path, name, groups }: Holder,
  client: Client | null,
): Promise<FoundRights> {
  const roles = await listRoles(db, store.id);
  const named = roles.flatMap(({ criteriaContainerId: id }) => (id === null ? [] : [id]));
  const holder = { groups, containers: new Set(await placesAround(db, store, { path, name }, named)) };
  return {
    rights: rightsOf(roles, holder, client, store),
    judged: judgeRoles(roles, holder, client),
    holder,
  };
}
