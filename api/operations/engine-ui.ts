/** Who may look into Temporal's own pages, and where they show a run. */
import type { FastifyRequest } from 'fastify';
import type { EngineRun } from '../engine/operations.ts';
import type { RouteDeps } from '../route.ts';
import { requirePermission, seesAllStores } from '../reach.ts';
import { may, type SessionActor } from '../session-actor.ts';

/** Where the API serves Temporal's Web UI. */
export const engineUiPath = '/temporal';

/** The engine's view is of all stores, so both are needed: to see requests, and to look across stores. */
const needed = ['Manage All Requests', 'Manage Identity Store'] as const;

/** @throws ApiProblem `permission.denied`, `session.missing` */
export function requireEngineOperator(request: FastifyRequest): void {
  for (const permission of needed) requirePermission(request, permission);
}

export function engineHref(
  { config: { engineUi } }: RouteDeps,
  actor: SessionActor,
  run: EngineRun | null,
): string | null {
  if (engineUi === null || run === null || !seesAllStores(actor) || !may(actor, 'Manage All Requests'))
    return null;
  const parts = ['namespaces', engineUi.namespace, 'workflows', run.workflowId, run.runId, 'history'];
  return [engineUiPath, ...parts.map(encodeURIComponent)].join('/');
}
