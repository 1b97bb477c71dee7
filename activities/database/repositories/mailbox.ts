/** Captured mail of a demo organisation. */
import { and, asc, count, desc, eq, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { capturedMails } from '../schema/installation.ts';

export type CapturedMail = typeof capturedMails.$inferSelect;

/** The same message twice is one mail. */
export async function captureMail(db: Db, mail: Omit<CapturedMail, 'id' | 'createdAt'>): Promise<void> {
  await db
    .insert(capturedMails)
    .values({ ...mail, recipient: mail.recipient.toLowerCase() })
    .onConflictDoNothing();
}

/** Whose mail somebody may read: one address of one store, or all of it. */
export type MailScope = { readonly storeId: string; readonly recipient: string } | 'all';

export interface MailQuery {
  readonly scope: MailScope;
  /** Only mail to this address. */
  readonly recipient?: string;
  /** The last row of the page before. */
  readonly after?: { readonly createdAt: Date; readonly id: string };
  readonly limit: number;
}

const within = (scope: MailScope) =>
  scope === 'all'
    ? undefined
    : and(
        eq(capturedMails.storeId, scope.storeId),
        eq(capturedMails.recipient, scope.recipient.toLowerCase()),
      );

/** Newest first. */
export async function listCapturedMails(db: Db, query: MailQuery): Promise<CapturedMail[]> {
  const { scope, recipient, after } = query;
  return db
    .select()
    .from(capturedMails)
    .where(
      and(
        within(scope),
        recipient === undefined ? undefined : eq(capturedMails.recipient, recipient.toLowerCase()),
        after === undefined
          ? undefined
          : sql`(${capturedMails.createdAt}, ${capturedMails.id}) < (${after.createdAt.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(capturedMails.createdAt), desc(capturedMails.id))
    .limit(query.limit);
}

export async function getCapturedMail(db: Db, scope: MailScope, id: string): Promise<CapturedMail | null> {
  const [row] = await db
    .select()
    .from(capturedMails)
    .where(and(within(scope), eq(capturedMails.id, id)));
  return row ?? null;
}

/** Every address that got mail, and how much. */
export async function listMailRecipients(
  db: Db,
  scope: MailScope,
): Promise<{ address: string; mails: number }[]> {
  return db
    .select({ address: capturedMails.recipient, mails: count() })
    .from(capturedMails)
    .where(within(scope))
    .groupBy(capturedMails.recipient)
    .orderBy(asc(capturedMails.recipient));
}
