/** Telling the administrators of a store that a role admits nobody, since its group or container is gone (access-and-approvals O6). */
import { Context } from '@temporalio/activity';
import type { LostCriteriaActivities } from '../../workflows/contracts/lost-criteria.ts';
import {
  forgetLost,
  listLostCriteria,
  type LostCriterion,
  markLossTold,
} from '../database/repositories/lost-criteria.ts';
import { countUnsettledNotifications } from '../database/repositories/notifications.ts';
import { getStore } from '../database/repositories/stores.ts';
import { readIds } from '../platform/approvals/people.ts';
import { administratorsOf } from '../platform/approvals/route.ts';
import { queueEvent } from '../platform/mail-queue.ts';
import type { Provider } from '../providers/contract.ts';
import type { ChangeDeps } from './context.ts';

const heartbeatEveryMs = 5_000;

export const createLostCriteriaActivities = ({
  db,
  providers,
}: Pick<ChangeDeps, 'db' | 'providers'>): LostCriteriaActivities => ({
  async queueLostCriteria({ storeId, alertId }) {
    const context = Context.current();
    const timer = setInterval(() => {
      context.heartbeat();
    }, heartbeatEveryMs);
    try {
      const store = await getStore(db, storeId);
      const untold = (await listLostCriteria(db, [storeId])).filter(({ toldAt }) => toldAt === null);
      if (store !== null && untold.length > 0) {
        const reader = await providers.open(storeId);
        const there = await stillThere(reader, untold);
        await forgetLost(
          db,
          there.map(({ roleId }) => roleId),
        );
        const gone = untold.filter((one) => !there.includes(one));
        const administrators = await administratorsOf({ db, store, reader }, 'Manage Security Roles');
        const people = administrators.map((person) => ({ address: person.mail, person, name: person.name }));
        await db.transaction(async (tx) => {
          const mine = await markLossTold(
            tx,
            gone.map(({ roleId }) => roleId),
          );
          for (const { roleId, roleName, name, lostAt } of gone.filter(({ roleId: id }) => mine.has(id))) {
            const data = { roleId, storeId, role: roleName, target: name, store: store.name };
            const event = `roleLostCriteria:${roleId}/${lostAt.toISOString()}`;
            const about = { storeId, requestId: alertId, template: 'roleLostCriteria' };
            await queueEvent(tx, { ...about, event, data }, people);
          }
        });
      }
      // An earlier try was killed after it had queued them.
      return { mails: await countUnsettledNotifications(db, alertId) };
    } finally {
      clearInterval(timer);
    }
  },
});

/** Membership of groups is asked of the directory, which may have one that searches are not to show; of containers the index. */
async function stillThere(reader: Provider, lost: readonly LostCriterion[]): Promise<LostCriterion[]> {
  const groups = lost.filter(({ kind }) => kind === 'group');
  const found = await readIds(
    reader,
    groups.map(({ objectId }) => objectId),
    [],
  );
  return groups.filter(({ objectId }) => found.some(({ id, kind }) => id === objectId && kind === 'group'));
}
