/** What is to be done about the memberships that a request gave an end (access-and-approvals B5). */
import { createHash } from 'node:crypto';
import { v5 as uuidv5 } from 'uuid';
import type { EndMembershipsInput } from '../../workflows/contracts/actions.ts';
import { dayMs } from '../../workflows/contracts/durations.ts';
import type { RecordActivities, RequestArgs, TendedMemberships } from '../../workflows/contracts/ports.ts';
import type { Transaction } from '../database/client.ts';
import { listEndsOf, markWarned, type MembershipEnd } from '../database/repositories/membership-ends.ts';
import { getPersonalSettings } from '../database/repositories/personal-settings.ts';
import { insertRequest, markStarted, type Request } from '../database/repositories/requests.ts';
import { getStore } from '../database/repositories/stores.ts';
import { listIndexed } from '../directory-index/objects.ts';
import { queueEvent } from '../platform/mail-queue.ts';
import { requestEvent } from '../platform/request-mails.ts';
import { vocabularyOf } from '../providers/registry.ts';
import { loadRequest } from './context.ts';
import type { RecordDeps } from './record.ts';

/** Constant for ever: the same round asks for the same request. */
const roundNamespace = '7c1d5a52-94c1-4c0b-8d51-2a4b6a1f6e90';
const warnedAheadMs = 3 * dayMs;
/** Timers are not for ever: the clock of a server may be put right meanwhile. */
const longestWaitMs = 30 * dayMs;
const shortestWaitMs = 1_000;
/** What another request is about to replace is looked at again soon. */
const unsettledWaitMs = 60_000;

/** Who ends memberships, as requests and history name them; it is nobody's account. */
const systemActor = { id: 'muster', name: 'Muster' } as const;

export const tendMemberships =
  ({ db }: RecordDeps): RecordActivities['tendMemberships'] =>
  async ({ requestId, round }): Promise<TendedMemberships> => {
    const [request, ends] = await Promise.all([loadRequest(db, requestId), listEndsOf(db, requestId)]);
    const now = new Date();
    const own = ends.filter((end) => end.requestId === requestId && end.state === 'active');
    const due = own.filter(({ until }) => until !== null && until <= now);
    const ahead = own.filter(({ until }) => until !== null && until > now);
    return db.transaction(async (tx) => {
      let mails = 0;
      for (const end of ahead) {
        if (warningOf(end) <= now.getTime() && !isWarned(end)) mails += await warn(tx, request, end);
      }
      const asked = due.length === 0 ? null : await askToEnd(tx, request, due, round);
      const times = ahead.map((end) =>
        isWarned(end) || warningOf(end) <= now.getTime() ? (end.until?.getTime() ?? 0) : warningOf(end),
      );
      if (ends.length > own.length) times.push(now.getTime() + unsettledWaitMs);
      const next = times.length === 0 ? null : Math.min(...times) - now.getTime();
      return {
        mails,
        due: asked,
        waitMs: next === null ? null : Math.min(Math.max(next, shortestWaitMs), longestWaitMs),
      };
    });
  };

const warningOf = ({ until }: MembershipEnd): number => (until?.getTime() ?? 0) - warnedAheadMs;
const isWarned = ({ until, warnedOf }: MembershipEnd): boolean => until?.getTime() === warnedOf?.getTime();

/** Three days before; at once where fewer are left. */
async function warn(tx: Transaction, request: Request, end: MembershipEnd): Promise<number> {
  const { storeId, groupId, memberId, until } = end;
  const store = await getStore(tx, storeId);
  const objects = await listIndexed(tx, storeId, [memberId, groupId]);
  const member = objects.get(memberId);
  await markWarned(tx, end);
  if (store === null || member === undefined || until === null) return 0;
  const person = { storeId, id: memberId };
  const { language, timeZone } = await getPersonalSettings(tx, person);
  const attribute = vocabularyOf(store.kind).mail;
  const address = attribute === undefined ? null : (member.attributes[attribute]?.[0] ?? null);
  const when = new Intl.DateTimeFormat(language, {
    dateStyle: 'full',
    timeStyle: 'short',
    ...(timeZone === null ? {} : { timeZone }),
  });
  // Without an address there is no mail, and no copy of it to anybody.
  if (address === null) return 0;
  return queueEvent(
    tx,
    requestEvent(request, 'membershipEnding', `/${memberId}/${until.toISOString()}`, {
      target: objects.get(groupId)?.displayName ?? request.targetName ?? '',
      groupId,
      storeId,
      user: member.displayName,
      until: when.format(until),
    }),
    [{ address, person, name: member.displayName }],
  );
}

async function askToEnd(
  tx: Transaction,
  { id: because, storeId, targetName }: Request,
  due: readonly MembershipEnd[],
  round: number,
): Promise<RequestArgs> {
  // A request is about one group, so are the ends that it set.
  const groupId = due[0]?.groupId ?? '';
  const input: EndMembershipsInput = {
    groupId,
    memberIds: due.filter((end) => end.groupId === groupId).map(({ memberId }) => memberId),
    because,
  };
  const { request } = await insertRequest(tx, {
    id: uuidv5(`${because}/${round}`, roundNamespace),
    action: 'endMemberships',
    storeId,
    actorStoreId: storeId,
    actorId: systemActor.id,
    actorName: systemActor.name,
    input: { ...input },
    inputHash: createHash('sha256').update(JSON.stringify(input)).digest('hex'),
    dryRun: false,
    targetId: groupId,
    targetName,
  });
  // The workflow that asked starts it; nobody else is to.
  await markStarted(tx, request.id);
  return { requestId: request.id };
}
