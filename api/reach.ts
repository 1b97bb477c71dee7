/**
 * How far the Admin Center permissions of a role reach (docs/adr/0015): the store whose role it is, and every
 * store and what belongs to none only from a store that administers the whole installation.
 */
import type { FastifyRequest } from 'fastify';
import { areaOf, type Permission } from '../workflows/contracts/permissions.ts';
import { ApiProblem, denied } from './problem.ts';
import { actorOf, may, type SessionActor } from './session-actor.ts';

/** What is there once for all stores. */
const ofInstallation: ReadonlySet<Permission> = new Set<Permission>([
  'Create Application',
  'Create Data Source',
  'Create Identity Store',
  'Manage Admin Center Settings',
  'Manage Application Design Settings',
  'Manage Application Server Settings',
  'Manage Applications',
  'Manage Data Source',
  'Manage Notifications Editor',
  'Manage Notifications Queue',
  'Manage Identity Providers',
  'Manage SMS Gateways',
]);

/** The permissions that can be used at all from where somebody signed in. */
export const usablePermissions = ({ permissions, administersAll }: SessionActor): Permission[] =>
  permissions.filter((permission) => administersAll || !ofInstallation.has(permission));

/** Reads across stores, beyond the one signed in to. */
export const seesAllStores = (actor: SessionActor): boolean =>
  actor.administersAll && may(actor, 'Manage Identity Store');

/** @throws ApiProblem `permission.denied` */
export function requirePermission(request: FastifyRequest, permission: Permission): SessionActor {
  const actor = actorOf(request);
  if (!may(actor, permission)) throw denied(permission);
  requireReach(request, actor, permission);
  return actor;
}

function requireReach(request: FastifyRequest, actor: SessionActor, permission: Permission): void {
  if (actor.administersAll || areaOf(permission) !== 'adminCenter') return;
  const { storeId } = (request.params ?? {}) as { storeId?: unknown };
  const isOwn = storeId === actor.storeId || request.routeOptions.schema?.['x-own-store'] === true;
  if (isOwn && !ofInstallation.has(permission)) return;
  throw beyondReach(permission);
}

export const beyondReach = (permission: Permission): ApiProblem =>
  new ApiProblem(
    'permission.denied',
    `The roles of your identity store administer that store only. This needs ${permission} by a role of a store that administers the whole installation; ask somebody there.`,
    { permission },
  );
