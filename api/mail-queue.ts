/** The queue of mails as its page shows it. */
import { getMailSettings } from '../activities/database/repositories/mail-settings.ts';
import { listMailTemplates } from '../activities/database/repositories/mail-templates.ts';
import type { Notification } from '../activities/database/repositories/notifications.ts';
import { listStores } from '../activities/database/repositories/stores.ts';
import type { Db } from '../activities/database/client.ts';
import { addressesIn } from '../activities/platform/mail-queue.ts';
import { renderMail } from '../activities/platform/mail-templates/render.ts';
import { textAmong } from '../activities/platform/mail-templates/texts.ts';
import { tagValues } from '../activities/platform/mail-templates/values.ts';

/** The subject as it would be sent now. Codes are not opened for it: they stay empty. */
export async function subjectsOf(
  db: Db,
  mails: readonly Notification[],
  publicUrl: URL,
): Promise<(mail: Notification) => string> {
  const stored = mails.length === 0 ? [] : await listMailTemplates(db);
  return ({ template, language, data, recipient }) => {
    const found = textAmong(stored, template, language);
    return renderMail(found.text, found.language, tagValues(template, data, publicUrl, recipient)).subject;
  };
}

export async function queueView(db: Db, mails: readonly Notification[], publicUrl: URL, now: Date) {
  const ids = [...new Set(mails.map(({ storeId }) => storeId))];
  const [subjectOf, stores, settings] = await Promise.all([
    subjectsOf(db, mails, publicUrl),
    listStores(db),
    Promise.all(ids.map((id) => getMailSettings(db, id))),
  ]);
  return mails.map((mail) => ({
    id: mail.id,
    storeId: mail.storeId,
    storeName: stores.find(({ id }) => id === mail.storeId)?.name ?? '',
    template: mail.template,
    subject: subjectOf(mail),
    at: mail.createdAt.toISOString(),
    to: addressesIn(mail.recipient),
    cc: addressesIn(mail.cc),
    from: settings.find((one) => one?.storeId === mail.storeId)?.fromAddress ?? null,
    lastRetryAt: mail.lastAttemptAt?.toISOString() ?? null,
    nextRetryAt: mail.failedAt === null ? mail.nextAttemptAt.toISOString() : null,
    count: mail.attempts,
    inProgress: mail.claimedUntil !== null && mail.claimedUntil > now,
    state: mail.attempts === 0 && mail.failedAt === null ? ('pending' as const) : ('failed' as const),
    reason: mail.lastError,
  }));
}
