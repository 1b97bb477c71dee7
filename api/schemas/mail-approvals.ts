import { Type } from 'typebox';
import { Body, Instant } from './common.ts';

export const MailApprovalParams = Type.Object({
  token: Type.String({ minLength: 43, maxLength: 43, pattern: '^[A-Za-z0-9_-]+$' }),
});

export const MailApprovalView = Type.Object(
  { requestId: Type.String(), expiresAt: Instant },
  { title: 'MailApproval' },
);

export const MailApprovalBody = Body({
  decision: Type.Enum(['approve', 'deny']),
  comment: Type.Optional(Type.String({ maxLength: 500, description: 'Needed to deny' })),
});
