/** Sends what was queued: at least once, with the same Message-ID at every try. */
import type { MailActivities } from '../../workflows/contracts/ports.ts';
import type { Database } from '../database/client.ts';
import { forgetMailedCode, getMailedChallenge } from '../database/repositories/factor-challenges.ts';
import { getMailSettings, smtpPasswordSecret } from '../database/repositories/mail-settings.ts';
import { getDemo } from '../database/repositories/installation.ts';
import {
  claimNotification,
  countUnsettledNotifications,
  listDueNotifications,
  markFailed,
  markSent,
  type Notification,
} from '../database/repositories/notifications.ts';
import type { Config } from '../platform/config.ts';
import type { KeyRing } from '../platform/keyring.ts';
import type { Logger } from '../platform/log.ts';
import { capturingMailer } from '../platform/demo/capture-mail.ts';
import { openCode } from '../platform/factors/seal.ts';
import { createMailer, MailError, type Mailer } from '../platform/mail.ts';
import { type MailData, renderMail } from '../platform/mail-templates.ts';
import { readSecrets } from '../platform/secrets.ts';

export interface MailDeps {
  readonly db: Database;
  readonly keyRing: KeyRing;
  readonly config: Pick<Config, 'publicUrl'>;
  readonly log: Logger;
}

/** Longer than one try can take; who holds a mail longer was killed. */
const leaseMs = 120_000;
/** No new mail is begun after this, so that the activity ends within its own limit. */
const budgetMs = 60_000;
const firstPauseMs = 60_000;
const longestPauseMs = 3_600_000;
const giveUpAfterMs = 7 * 24 * 3_600_000;

export const createMailActivities = (deps: MailDeps): MailActivities => ({
  sendMails: async ({ requestId }) => {
    const due = await listDueNotifications(deps.db, requestId);
    for (const [storeId, mails] of Map.groupBy(due, (mail) => mail.storeId)) {
      await sendForStore(deps, storeId, mails);
    }
    return { left: await countUnsettledNotifications(deps.db, requestId) };
  },
});

async function sendForStore(deps: MailDeps, storeId: string, mails: readonly Notification[]): Promise<void> {
  const { db } = deps;
  using mailer = await mailerOf(deps, storeId);
  if (mailer === null) {
    for (const { id } of mails) await markFailed(db, id, 'not configured', null);
    return;
  }
  const startedAtMs = performance.now();
  let serverFailure: string | null = null;
  for (const { id } of mails) {
    if (performance.now() - startedAtMs > budgetMs) return;
    const mail = await claimNotification(db, id, leaseMs);
    if (mail === null) continue;
    // A server that is away is away for all mails; asking again for each would only take time.
    if (serverFailure === null) serverFailure = await sendOne(deps, mailer, mail);
    else await failed(deps, mail, serverFailure);
  }
}

/** The store's mail server; in a demo without one, the mailbox page. Null where mail goes nowhere. */
async function mailerOf({ db, keyRing }: MailDeps, storeId: string): Promise<Mailer | null> {
  const settings = await getMailSettings(db, storeId);
  if (settings === null) return (await getDemo(db)) === null ? null : capturingMailer(db, storeId);
  const secrets = await readSecrets(db, keyRing, storeId);
  return createMailer(settings, secrets[smtpPasswordSecret]);
}

/** @returns why no other mail needs to be tried now, or null */
async function sendOne(deps: MailDeps, mailer: Mailer, mail: Notification): Promise<string | null> {
  const { db, config } = deps;
  const data = await dataOf(deps, mail);
  if (data === null) {
    await markFailed(db, mail.id, 'the code is too old or was used', null);
    return null;
  }
  try {
    await mailer.send({
      messageId: `<${mail.id}@${config.publicUrl.hostname}>`,
      to: mail.recipient,
      ...renderMail(mail.template, 'en', data, config.publicUrl),
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    await failed(deps, mail, message);
    return error instanceof MailError && error.serverFailed ? message : null;
  }
  await markSent(db, [mail.id]);
  if (mail.data['challengeId'] !== undefined) await forgetMailedCode(db, mail.data['challengeId']);
  return null;
}

/** What the mail says; a code is opened only here. Null for a code that is worth nothing any more. */
async function dataOf({ db, keyRing }: MailDeps, mail: Notification): Promise<MailData | null> {
  const { challengeId } = mail.data;
  if (challengeId === undefined) return mail.data;
  const challenge = await getMailedChallenge(db, challengeId);
  const code = challenge === null ? null : openCode(keyRing, challenge);
  return code === null ? null : { ...mail.data, code };
}

/** One minute after the first try, doubling to an hour, for seven days. */
async function failed({ db, log }: MailDeps, mail: Notification, reason: string): Promise<void> {
  const pauseMs = Math.min(firstPauseMs * 2 ** mail.attempts, longestPauseMs);
  const over = Date.now() - mail.createdAt.getTime() > giveUpAfterMs;
  log.warn(
    { notificationId: mail.id, storeId: mail.storeId, attempt: mail.attempts + 1, over, reason },
    'a mail was not sent',
  );
  await markFailed(db, mail.id, reason, over ? null : pauseMs);
}
