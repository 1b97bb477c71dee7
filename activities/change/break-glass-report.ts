/** The weekly report of what was done without approval, one mail per administrator and store (access-and-approvals B6). */
import { Context } from '@temporalio/activity';
import { type BreakGlassActivities, weekMs } from '../../workflows/contracts/break-glass.ts';
import { listBreakGlass } from '../database/repositories/request-lists.ts';
import type { Request } from '../database/repositories/requests.ts';
import { getStore, listStores } from '../database/repositories/stores.ts';
import { administratorsOf } from '../platform/approvals/route.ts';
import { queueEvent } from '../platform/mail-queue.ts';
import { wishOf } from '../platform/mail-templates/values.ts';
import type { ChangeDeps } from './context.ts';

const heartbeatEveryMs = 5_000;
/** More of them are only counted: the mail leads to the list of all. */
const mostTold = 50;

export const createBreakGlassActivities = ({ db, providers }: ChangeDeps): BreakGlassActivities => ({
  async findBreakGlassStores({ untilMs }) {
    const storeIds: string[] = [];
    for (const { id, enabled } of await listStores(db)) {
      if (enabled && (await listBreakGlass(db, id, weekTo(untilMs), 1)).length > 0) storeIds.push(id);
    }
    return { storeIds };
  },

  async queueBreakGlassReport({ storeId, reportId, untilMs }) {
    const context = Context.current();
    const timer = setInterval(() => {
      context.heartbeat();
    }, heartbeatEveryMs);
    try {
      const store = await getStore(db, storeId);
      const uses = await listBreakGlass(db, storeId, weekTo(untilMs), Infinity);
      if (store === null || uses.length === 0) return { mails: 0 };
      const reader = await providers.open(storeId);
      const administrators = await administratorsOf({ db, store, reader });
      const more = uses.length - mostTold;
      const lines = uses.slice(0, mostTold).map(lineOf);
      const mails = await queueEvent(
        db,
        {
          ...{ storeId, requestId: reportId, template: 'breakGlassReport' },
          event: `breakGlassReport:${new Date(untilMs).toISOString().slice(0, 10)}`,
          data: {
            store: store.name,
            count: String(uses.length),
            reason: [...lines, ...(more > 0 ? [`… and ${more} more`] : [])].join('\n'),
          },
        },
        administrators.map((person) => ({ address: person.mail, person, name: person.name })),
      );
      return { mails };
    } finally {
      clearInterval(timer);
    }
  },
});

const weekTo = (untilMs: number) => ({ from: new Date(untilMs - weekMs), until: new Date(untilMs) });

function lineOf({ createdAt, actorName, action, targetName, state, breakGlassReason }: Request): string {
  const at = createdAt.toISOString().slice(0, 16).replace('T', ' ');
  return `${at} UTC: ${actorName} wanted ${wishOf(action, targetName ?? '')} (${state}). ${breakGlassReason ?? ''}`;
}
