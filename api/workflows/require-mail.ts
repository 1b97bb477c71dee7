/** What reaches people by mail needs a mail server (access-and-approvals W7). */
import type { Db } from '../../activities/database/client.ts';
import { getDemo } from '../../activities/database/repositories/installation.ts';
import { getMailSettings } from '../../activities/database/repositories/mail-settings.ts';
import { ApiProblem } from '../problem.ts';

/** Whether mails of a store reach anybody; a demo keeps them itself. */
export async function sendsMail(db: Db, storeId: string): Promise<boolean> {
  const [settings, demo] = await Promise.all([getMailSettings(db, storeId), getDemo(db)]);
  return settings !== null || demo !== null;
}

/** @throws ApiProblem `mail.unconfigured` naming the field */
export async function requireMail(db: Db, storeId: string, field: string): Promise<void> {
  if (await sendsMail(db, storeId)) return;
  throw ApiProblem.field(
    field,
    'needs a mail server; set one for this identity store first',
    'mail.unconfigured',
  );
}
