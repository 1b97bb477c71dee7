/** Why can't I? What was forbidden to the caller, and which role would allow it (access-and-approvals B4). */
import { listDenied } from '../../../activities/database/repositories/denied.ts';
import { findRights } from '../../../activities/platform/actor-rights.ts';
import { heldBy, isPermission, type Permission } from '../../../workflows/contracts/permissions.ts';
import type { App, RouteDeps } from '../../route.ts';
import { readProblems } from '../../schemas/problem.ts';
import { DeniedList, WhyNot, WhyNotQuery } from '../../schemas/why-not.ts';
import { actorOf, sessionMissing } from '../../session-actor.ts';
import { requireStore } from '../../store-view.ts';

const base = { tags: ['Roles'] };
const longest = 50;

export function whyNotRoutes(app: App, deps: RouteDeps): void {
  const { database, live } = deps;
  const { db } = database;

  app.get(
    '/why-not',
    {
      schema: {
        ...base,
        operationId: 'whyNot',
        summary:
          'Why one may not do what needs a permission: the roles that would allow it, and why they do not count',
        querystring: WhyNotQuery,
        response: { 200: WhyNot, ...readProblems('provider.timeout', 'provider.credentials') },
      },
    },
    async (request) => {
      const { storeId, userId, client, token } = actorOf(request);
      const { permission } = request.query;
      const store = await requireStore(db, storeId);
      const identity = await live.identify(storeId, userId);
      if (identity === null) throw sessionMissing();
      const { object, groups } = identity;
      const { rights, judged } = await findRights(db, store, { ...object, groups }, client);
      const by = rights === null ? null : heldBy(rights.permissions, permission);
      const outsideToken =
        by !== null && token !== undefined && heldBy(new Set(token.scopes), permission) === null;
      return {
        permission,
        heldBy: outsideToken ? null : by,
        outsideToken,
        client,
        active: rights?.role.name ?? null,
        // Which group or container a role is for stays with those who manage roles.
        roles: judged
          .filter(({ role }) => heldBy(new Set(role.permissions), permission) !== null)
          .map(({ role: { id, name, priority }, verdict }) => ({ id, name, priority, verdict })),
      };
    },
  );

  app.get(
    '/denied-attempts',
    {
      schema: {
        ...base,
        operationId: 'listDenied',
        summary: 'What was forbidden to oneself of late',
        response: { 200: DeniedList, ...readProblems() },
      },
    },
    async (request) => {
      const { storeId, userId } = actorOf(request);
      const rows = await listDenied(db, { storeId, id: userId }, longest);
      return {
        items: rows.map(({ id, permission, code, route, at }) => ({
          id: String(id),
          permission: known(permission),
          code,
          route,
          at: at.toISOString(),
        })),
      };
    },
  );
}

/** Of a row from before a permission was renamed nothing is told but that there was one. */
const known = (permission: Permission | null): Permission | null =>
  permission !== null && isPermission(permission) ? permission : null;
