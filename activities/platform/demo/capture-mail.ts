/** Mail of a demo organisation: nothing is sent, everything can be read on the mailbox page. */
import type { Db } from '../../database/client.ts';
import { captureMail } from '../../database/repositories/mailbox.ts';
import type { Mailer } from '../mail.ts';

/** Keeps the mails of a store. The same message twice is kept once. */
export const capturingMailer = (db: Db, storeId: string): Mailer => ({
  send: ({ messageId, to, subject, text }) =>
    captureMail(db, { storeId, messageId, recipient: to, subject, text }),
  [Symbol.dispose]: () => undefined,
});
