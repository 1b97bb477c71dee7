/** Keeps replication going: timetables as configured, confirmed removals made, stores without success told. */
import { listConfirmed } from '../../activities/database/repositories/replication.ts';
import { markOverdue } from '../../activities/database/repositories/replication-health.ts';
import { getReplicationSettings } from '../../activities/database/repositories/replication-settings.ts';
import { listStores } from '../../activities/database/repositories/stores.ts';
import type { AppDeps } from '../deps.ts';

/** Harmless to repeat, by several processes at once. */
export async function keepReplication({ database: { db }, engine }: AppDeps): Promise<void> {
  const [stores, settings, confirmed] = await Promise.all([
    listStores(db),
    getReplicationSettings(db),
    listConfirmed(db),
  ]);
  await markOverdue(db);
  const { objectInterval, deletedInterval } = settings;
  await engine.keepTimetables(
    stores.map(({ id, enabled }) => ({ storeId: id, enabled, objectInterval, deletedInterval })),
  );
  // The run that was to make them was under way already, or the engine was away.
  for (const { storeId, decidedBy } of confirmed) {
    await engine.startReplication('deleted', { storeId, actorId: decidedBy ?? '' });
  }
}
