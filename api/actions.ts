/** How every portal action begins: the click is made durable first, then handed to the engine. */
import { createHash, randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { v5 as uuidv5 } from 'uuid';
import { insertRequest, markStarted, type Request } from '../activities/database/repositories/requests.ts';
import { getStore } from '../activities/database/repositories/stores.ts';
import type { Action, ActionInputs } from '../workflows/contracts/actions.ts';
import { ApiProblem } from './problem.ts';
import type { RouteDeps } from './route.ts';
import { actorOf, type SessionActor } from './session-actor.ts';

/** Constant for ever: it decides which repeats are the same request. */
const requestNamespace = '5b0a4d0e-3c0f-4f3e-9d53-6a5b8f1c7e21';
const keyForm = /^[\x21-\x7e]{1,255}$/;

/**
 * Writes the request down and starts its workflow. The same key of the same person is the same
 * request, whatever happened to the first answer; the engine being away only delays it.
 * @throws ApiProblem `request.key_reused`, `store.disabled`, `permission.denied`, `notFound`
 */
export async function startAction<A extends Action>(
  deps: RouteDeps,
  httpRequest: FastifyRequest,
  storeId: string,
  action: A,
  input: ActionInputs[A],
  dryRun: boolean,
): Promise<Request> {
  const actor = actorOf(httpRequest);
  return beginRequest(deps, actor, {
    id: requestIdOf(actor, keyOf(httpRequest)),
    ...{ storeId, action, dryRun, input: input as unknown as Record<string, unknown> },
    expectedPlan: expectedPlanOf(httpRequest),
    targetId: 'groupId' in input ? input.groupId : null,
    breakGlassReason: null,
  });
}

/** What is asked for, whoever asks. */
type Wanted = Pick<
  Request,
  'id' | 'storeId' | 'action' | 'input' | 'dryRun' | 'expectedPlan' | 'targetId' | 'breakGlassReason'
>;

/** As {@link startAction}, for what has been read already. */
export async function beginRequest(deps: RouteDeps, actor: SessionActor, wanted: Wanted): Promise<Request> {
  const { storeId, action, input, dryRun, expectedPlan, breakGlassReason } = wanted;
  await requireOwnStore(deps, actor, storeId);
  // What is not given is left out, so that what was sent before there was that stays the same.
  const content = {
    ...{ action, storeId, input, dryRun },
    ...(expectedPlan === null ? {} : { expectedPlan }),
    ...(breakGlassReason === null ? {} : { breakGlassReason }),
  };
  const inputHash = createHash('sha256').update(canonical(content)).digest('hex');
  const { request } = await insertRequest(deps.database.db, {
    ...wanted,
    actorStoreId: actor.storeId,
    actorId: actor.userId,
    actorName: actor.name,
    client: actor.client,
    token: actor.token ?? null,
    inputHash,
  });
  if (request.inputHash !== inputHash) throw keyReused();
  if (request.startedAt === null) await handOver(deps, request);
  return request;
}

/** Starts the workflow of a request that is written down; the sweeper tries again what fails here. */
export async function handOver(
  { database, engine, log }: Pick<RouteDeps, 'database' | 'engine' | 'log'>,
  request: Request,
): Promise<void> {
  const store = await getStore(database.db, request.storeId);
  if (store === null) return;
  try {
    await engine.startAction(request.action, request.actorId, {
      requestId: request.id,
      storeId: request.storeId,
      storeKind: store.kind,
      dryRun: request.dryRun,
    });
    await markStarted(database.db, request.id);
  } catch (error) {
    log.warn({ err: error, requestId: request.id }, 'a request waits for the workflow engine');
  }
}

const requestIdOf = (actor: SessionActor, key: string): string =>
  uuidv5(`${actor.storeId}/${actor.userId}/${key}`, requestNamespace);

/**
 * The header `Idempotency-Key`; a new one where the caller sent none.
 * @throws ApiProblem naming the header
 */
export function keyOf({ headers }: FastifyRequest): string {
  const key = headers['idempotency-key'];
  if (key === undefined) return randomUUID();
  if (typeof key !== 'string' || !keyForm.test(key)) {
    throw ApiProblem.field('idempotency-key', 'must have 1 to 255 visible ASCII characters');
  }
  return key;
}

/** The plan named by `If-Match`; null for any. @throws ApiProblem for one that is no plan's hash */
function expectedPlanOf({ headers }: FastifyRequest): string | null {
  const header = headers['if-match'];
  if (header === undefined || header === '*') return null;
  const hash = /^(?:W\/)?"?([0-9a-f]{64})"?$/.exec(header)?.[1];
  if (hash === undefined)
    throw ApiProblem.field('if-match', "must be a plan's hash, as a dry run answers it");
  return hash;
}

export const keyReused = (): ApiProblem =>
  ApiProblem.field(
    'idempotency-key',
    'was used for another request already; take a new key',
    'request.key_reused',
  );

/** People act in the store they signed in to: their rights elsewhere are those of another account. */
async function requireOwnStore({ database }: RouteDeps, actor: SessionActor, storeId: string): Promise<void> {
  const store = await getStore(database.db, storeId);
  if (store === null) throw ApiProblem.notFound('identity store');
  if (storeId !== actor.storeId) {
    throw new ApiProblem(
      'permission.denied',
      'You act with the account you signed in with. Sign in to this identity store to change it.',
    );
  }
  if (!store.enabled) {
    throw new ApiProblem(
      'store.disabled',
      `The identity store ${store.name} is disabled. Ask an administrator to enable it.`,
    );
  }
}

/** JSON with sorted keys: the same body in another order is the same body. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );
}
