/** What reaches people by mail needs a mail server (access-and-approvals W7). */
import type { Db } from '../../activities/database/client.ts';
import { getDemo } from '../../activities/database/repositories/installation.ts';
import { getMailSettings } from '../../activities/database/repositories/mail-settings.ts';
import { ApiProblem } from '../problem.ts';

/** A demo keeps its mails itself. @throws ApiProblem `mail.unconfigured` naming the field */
export async function requireMail(db: Db, storeId: string, field: string): Promise<void> {
  const [settings, demo] = await Promise.all([getMailSettings(db, storeId), getDemo(db)]);
  if (settings !== null || demo !== null) return;
  throw ApiProblem.field(
    field,
    'needs a mail server; set one for this identity store first',
    'mail.unconfigured',
  );
}
