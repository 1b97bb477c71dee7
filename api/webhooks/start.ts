/** Hands over to the engine what waits to be sent to webhooks. */
import {
  type Delivery,
  listUnstartedDeliveries,
  markDeliveryStarted,
} from '../../activities/database/repositories/webhooks.ts';
import type { RouteDeps } from '../route.ts';

const perRound = 200;

type Deps = Pick<RouteDeps, 'database' | 'engine'>;

/** Stopped in the middle it goes on in the next round: a start is idempotent. */
export async function startDeliveries(deps: Deps): Promise<void> {
  for (const delivery of await listUnstartedDeliveries(deps.database.db, perRound))
    await startDelivery(deps, delivery);
}

/** @throws ApiProblem `engine.unavailable` */
export async function startDelivery(
  { database, engine }: Deps,
  { id, round }: Pick<Delivery, 'id' | 'round'>,
): Promise<void> {
  await engine.deliverWebhook({ deliveryId: id, round });
  await markDeliveryStarted(database.db, id, round);
}
