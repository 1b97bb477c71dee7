import { Type } from 'typebox';
import { Instant, NextCursor, Page, Query, Uuid } from './common.ts';

export const MailParams = Type.Object({ mailId: Uuid });

export const MailListQuery = Query({
  ...Page,
  recipient: Type.Optional(
    Type.String({ minLength: 1, maxLength: 320, description: 'Only mail to this address' }),
  ),
});

const head = {
  id: Type.String(),
  recipient: Type.String(),
  subject: Type.String(),
  at: Instant,
};

export const MailList = Type.Object({ items: Type.Array(Type.Object(head)), nextCursor: NextCursor });

export const CapturedMail = Type.Object(
  { ...head, text: Type.String({ description: 'Plain text' }) },
  { title: 'CapturedMail' },
);

export const MailRecipients = Type.Object({
  items: Type.Array(Type.Object({ address: Type.String(), mails: Type.Integer() })),
});
