/** Sends what was queued: at least once, with the same Message-ID at every try. */
import type { MailActivities } from '../../workflows/contracts/ports.ts';
import type { Database } from '../database/client.ts';
import { forgetMailedCode } from '../database/repositories/factor-challenges.ts';
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
import { MailError, type Mailer, openMailer } from '../platform/mail.ts';
import { addressesIn } from '../platform/mail-queue.ts';
import { renderMail } from '../platform/mail-templates/render.ts';
import { textOf } from '../platform/mail-templates/texts.ts';
import { tagValues } from '../platform/mail-templates/values.ts';
import { dataOfMail } from './mail-data.ts';
import { StoreGate } from './store-gate.ts';

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

export function createMailActivities(deps: MailDeps): MailActivities {
  const gate = new StoreGate();
  return {
    sendMails: async ({ requestId }) => {
      const due = await listDueNotifications(deps.db, requestId);
      const stores = [...Map.groupBy(due, (mail) => mail.storeId)];
      // Side by side: a server that does not answer keeps nobody waiting but its own store.
      await Promise.all(stores.map(([storeId, mails]) => sendForStore(deps, gate, storeId, mails)));
      return { left: await countUnsettledNotifications(deps.db, requestId) };
    },
  };
}

async function sendForStore(
  deps: MailDeps,
  gate: StoreGate,
  storeId: string,
  mails: readonly Notification[],
): Promise<void> {
  const { db } = deps;
  using mailer = await mailerOf(deps, storeId);
  if (mailer === null) {
    for (const { id } of mails) await markFailed(db, id, 'not configured', null);
    return;
  }
  const key = `${storeId}/${mailer.version}`;
  const entry = await gate.enter(key);
  if (entry.open) {
    let failure: string | null = null;
    try {
      failure = await sendAll(deps, mailer, mails);
    } finally {
      gate.leave(key, failure);
    }
  } else if (entry.reason !== null) {
    for (const { id } of mails) {
      const mail = await claimNotification(db, id, leaseMs);
      if (mail !== null) await failed(deps, mail, entry.reason);
    }
  }
}

/** @returns why the server cannot be spoken to, or null */
async function sendAll(
  deps: MailDeps,
  mailer: Mailer,
  mails: readonly Notification[],
): Promise<string | null> {
  const startedAtMs = performance.now();
  let serverFailure: string | null = null;
  for (const { id } of mails) {
    if (performance.now() - startedAtMs > budgetMs) break;
    const mail = await claimNotification(deps.db, id, leaseMs);
    if (mail === null) continue;
    // A server that is away is away for all mails; asking again for each would only take time.
    if (serverFailure === null) serverFailure = await sendOne(deps, mailer, mail);
    else await failed(deps, mail, serverFailure);
  }
  return serverFailure;
}

/** The store's mail server; in a demo without one, the mailbox page. Null where mail goes nowhere. */
async function mailerOf({ db, keyRing }: MailDeps, storeId: string): Promise<Mailer | null> {
  const mailer = await openMailer(db, keyRing, storeId);
  if (mailer !== null) return mailer;
  return (await getDemo(db)) === null ? null : capturingMailer(db, storeId);
}

/** @returns why no other mail needs to be tried now, or null */
async function sendOne(deps: MailDeps, mailer: Mailer, mail: Notification): Promise<string | null> {
  const { db, config } = deps;
  const data = await dataOfMail(deps, mail);
  if (data === null) {
    await markFailed(db, mail.id, 'the code is too old or was used', null);
    return null;
  }
  const { text, language } = await textOf(db, mail.template, mail.language);
  try {
    await mailer.send({
      messageId: `<${mail.id}@${config.publicUrl.hostname}>`,
      to: addressesIn(mail.recipient),
      cc: addressesIn(mail.cc),
      ...renderMail(text, language, tagValues(mail.template, data, config.publicUrl, mail.recipient)),
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
