/** Mail of a demo organisation: nothing is sent, everything can be read on the mailbox page. */
import type { Db } from '../../database/client.ts';
import { captureMail } from '../../database/repositories/mailbox.ts';
import type { Mailer } from '../mail.ts';

/** Keeps the mails of a store. The same message twice is kept once. */
export const capturingMailer = (db: Db, storeId: string): Mailer => ({
  version: 0,
  send: async ({ messageId, to, cc, subject, text }) => {
    for (const [index, recipient] of [...to, ...cc].entries()) {
      await captureMail(db, {
        storeId,
        messageId: index === 0 ? messageId : `${messageId}/${index}`,
        recipient,
        subject,
        text,
      });
    }
  },
  greet: () => Promise.resolve(),
  [Symbol.dispose]: () => undefined,
});
