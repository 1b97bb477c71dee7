/** The scan's part in the database: rule by rule and store by store, each as one statement (access-and-approvals B2). */
import { Context } from '@temporalio/activity';
import { and, eq, sql } from 'drizzle-orm';
import type { DutyActivities, DutyRecordActivities } from '../../workflows/contracts/duties.ts';
import type { Database } from '../database/client.ts';
import { beginDutyScan, endDutyScan } from '../database/repositories/duty-scans.ts';
import { type DutyRule, listDutyRules } from '../database/repositories/duties.ts';
import { listRoles } from '../database/repositories/roles.ts';
import { type IdentityStore, listStores } from '../database/repositories/stores.ts';
import { directoryObjects } from '../database/schema/directory.ts';
import { dutyViolations } from '../database/schema/duties.ts';
import { isEmpty, isOnSide, nodesBelow, personOf, sideIn } from '../directory-index/duty-sides.ts';

interface Deps {
  readonly db: Database;
}

const heartbeatEveryMs = 5_000;

export const createDutyRecords = ({ db }: Deps): DutyRecordActivities => ({
  beginScan: async ({ runId, actorId }) => ({ scanId: await beginDutyScan(db, runId, actorId) }),
  endScan: ({ scanId, state }) =>
    db.transaction(async (tx) => ({ violations: await endDutyScan(tx, scanId, state) })),
});

export const createDutyActivities = ({ db }: Deps): DutyActivities => ({
  async findViolations({ scanId }) {
    const context = Context.current();
    const timer = setInterval(() => {
      context.heartbeat();
    }, heartbeatEveryMs);
    try {
      const [rules, stores] = await Promise.all([listDutyRules(db), listStores(db)]);
      for (const rule of rules.filter(({ enabled }) => enabled)) {
        for (const store of stores) {
          context.cancellationSignal.throwIfAborted();
          await findIn(db, scanId, rule, store);
        }
      }
    } finally {
      clearInterval(timer);
    }
  },
});

async function findIn(db: Database, scanId: string, rule: DutyRule, store: IdentityStore): Promise<void> {
  const roles = await listRoles(db, store.id);
  const [first, second] = [sideIn(store.id, rule.first, roles), sideIn(store.id, rule.second, roles)];
  if (isEmpty(first) || isEmpty(second)) return;
  const onFirst = await isOnSide(db, store, first, await nodesBelow(db, store.id, first.groups, []));
  const onSecond = await isOnSide(db, store, second, await nodesBelow(db, store.id, second.groups, []));
  const { objectId, displayName, sortKey } = directoryObjects;
  await db.transaction(async (tx) => {
    const here = and(
      eq(dutyViolations.scanId, scanId),
      eq(dutyViolations.ruleId, rule.id),
      eq(dutyViolations.storeId, store.id),
    );
    await tx.delete(dutyViolations).where(here);
    await tx.execute(sql`
      insert into ${dutyViolations} ("scan_id", "rule_id", "store_id", "person_id", "person_name", "sort_key")
      select ${scanId}::uuid, ${rule.id}::uuid, ${store.id}::uuid, ${objectId}, ${displayName}, ${sortKey}
      from ${directoryObjects} where ${and(personOf(store), onFirst, onSecond)}`);
  });
}
