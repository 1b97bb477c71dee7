/** Finishes what a died API process or an absent engine left: what is written down but not begun. */
import { deleteOldAnswers } from '../activities/database/repositories/answered-writes.ts';
import { deleteOldTokens } from '../activities/database/repositories/api-tokens.ts';
import { deleteOldDenied } from '../activities/database/repositories/denied.ts';
import { deleteOldApprovalLinks } from '../activities/database/repositories/approval-links.ts';
import { deleteExpiredExports, listUnstartedExports } from '../activities/database/repositories/exports.ts';
import { deleteOldChallenges } from '../activities/database/repositories/factor-challenges.ts';
import { deleteSentMails } from '../activities/database/repositories/mail-queue.ts';
import { deleteExpiredPending } from '../activities/database/repositories/pending-sign-ins.ts';
import { deleteExpiredFlights } from '../activities/database/repositories/sign-in-flights.ts';
import { deleteExpiredSessions } from '../activities/database/repositories/sessions.ts';
import { deleteOldFailures } from '../activities/database/repositories/sign-in.ts';
import { listUnstarted } from '../activities/database/repositories/requests.ts';
import { deleteOldRuns } from '../activities/database/repositories/replication.ts';
import { deleteOldDeliveries } from '../activities/database/repositories/webhooks.ts';
import { handOver } from './actions.ts';
import { handOverExport } from './exports.ts';
import { tellDelegates } from './delegations/tell.ts';
import { answersKeptMs } from './plugins/repeatable.ts';
import { keepReplication } from './replication/keep.ts';
import type { RouteDeps } from './route.ts';
import { signInLimits } from './sign-in.ts';
import { sweepTokens } from './tokens/sweep.ts';
import { startDeliveries } from './webhooks/start.ts';

const everyMs = 5_000;
/** Younger ones are still in the hands of the process that took them. */
const olderThanMs = 5_000;
const perRound = 100;
const tidyEveryRounds = 60;
const deniedKeptMs = 90 * 24 * 3_600_000;
/** After their end, for people to see what they were. */
const tokensKeptMs = 90 * 24 * 3_600_000;
/** As long as the engine keeps closed runs. */
const runsKeptMs = 90 * 24 * 3_600_000;
/** A link that has expired says so for a while, and then is none. */
const linksKeptMs = 90 * 24 * 3_600_000;
/** Longer than anything may be queued anew. */
const sentMailsKeptMs = 90 * 24 * 3_600_000;

/** Long enough to see what went wrong. */
const deliveriesKeptMs = 30 * 24 * 3_600_000;

/** Several processes at once are harmless: a start is idempotent. @returns stops it */
export function startSweeper(deps: RouteDeps): () => Promise<void> {
  let round = 0;
  let running: Promise<void> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = sweep(deps, round++ % tidyEveryRounds === 0)
      .catch((error: unknown) => {
        deps.log.warn(
          { err: error },
          'what waits for the workflow engine could not be done; it is tried again',
        );
      })
      .finally(() => {
        busy = false;
      });
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await running;
  };
}

async function sweep(deps: RouteDeps, tidies: boolean): Promise<void> {
  const { db } = deps.database;
  for (const request of await listUnstarted(db, olderThanMs, perRound)) await handOver(deps, request);
  for (const wanted of await listUnstartedExports(db, olderThanMs, perRound))
    await handOverExport(deps, wanted);
  await startDeliveries(deps);
  await tellDelegates(deps);
  await keepReplication(deps);
  if (!tidies) return;
  const now = deps.now();
  await deleteOldDeliveries(db, new Date(now.getTime() - deliveriesKeptMs));
  await deleteOldRuns(db, new Date(now.getTime() - runsKeptMs));
  await deleteOldApprovalLinks(db, new Date(now.getTime() - linksKeptMs));
  await deleteSentMails(db, new Date(now.getTime() - sentMailsKeptMs));
  await deleteExpiredSessions(db, now);
  await deleteOldDenied(db, new Date(now.getTime() - deniedKeptMs));
  await deleteOldTokens(db, new Date(now.getTime() - tokensKeptMs));
  await deleteExpiredPending(db, now);
  await deleteExpiredFlights(db, now);
  await deleteOldChallenges(db, now);
  await deleteExpiredExports(db, now);
  await deleteOldAnswers(db, new Date(now.getTime() - answersKeptMs));
  await deleteOldFailures(db, new Date(now.getTime() - signInLimits.windowMs));
  await sweepTokens(deps);
}
