/**
 * What a queued mail says that the queue itself must not hold: codes are opened and approval links made
 * here, as late as can be.
 */
import { randomBytes } from 'node:crypto';
import type { Database } from '../database/client.ts';
import { decidesByMail, insertApprovalLink } from '../database/repositories/approval-links.ts';
import { listApprovals } from '../database/repositories/approvals.ts';
import { getMailedChallenge } from '../database/repositories/factor-challenges.ts';
import type { Notification } from '../database/repositories/notifications.ts';
import { openCode } from '../platform/factors/seal.ts';
import type { KeyRing } from '../platform/keyring.ts';
import type { MailData } from '../platform/mail-templates/values.ts';
import { hashWords } from '../platform/random-words.ts';

interface Deps {
  readonly db: Database;
  readonly keyRing: KeyRing;
}

const linkBytes = 32;
const linkGoodForMs = 7 * 24 * 3_600_000;

/** Null for a code that is worth nothing any more. */
export async function dataOfMail(deps: Deps, mail: Notification): Promise<MailData | null> {
  const { challengeId, linkStep } = mail.data;
  if (challengeId !== undefined) return withCode(deps, mail.data, challengeId);
  return linkStep === undefined ? mail.data : withLink(deps, mail, Number(linkStep));
}

async function withCode(
  { db, keyRing }: Deps,
  data: MailData,
  challengeId: string,
): Promise<MailData | null> {
  const challenge = await getMailedChallenge(db, challengeId);
  const code = challenge === null ? null : openCode(keyRing, challenge);
  return code === null ? null : { ...data, code };
}

/**
 * A mail that is written again, because its first try may not have arrived, has a link of its own: both
 * lead to the same decision, which uses both up.
 */
async function withLink({ db }: Deps, { requestId, data }: Notification, step: number): Promise<MailData> {
  const { linkStoreId: storeId, linkApproverId: approverId } = data;
  if (requestId === null || storeId === undefined || approverId === undefined) return data;
  const approval = (await listApprovals(db, [requestId])).find((one) => one.step === step);
  if (approval?.state !== 'open' || !(await decidesByMail(db, requestId, step))) return data;
  const token = randomBytes(linkBytes).toString('base64url');
  await insertApprovalLink(db, {
    tokenHash: hashWords(token),
    requestId,
    step,
    storeId,
    approverId,
    expiresAt: new Date(Date.now() + linkGoodForMs),
  });
  return { ...data, mailApproval: token };
}
