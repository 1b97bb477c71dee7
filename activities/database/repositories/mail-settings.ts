/** Each store's mail server. Its secrets are store secrets. */
import { eq, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { storeMailSettings } from '../schema/stores.ts';

export type MailSettings = typeof storeMailSettings.$inferSelect;
type Later = 'tokenUrl' | 'clientId' | 'scope' | 'toAddresses' | 'ccAddresses';
/** What is left out of an existing row stays. */
export type NewMailSettings = Omit<MailSettings, 'version' | 'updatedAt' | Later> &
  Partial<Pick<MailSettings, Later>>;

/** The name of the store secret with the mail server's password. */
export const smtpPasswordSecret = 'smtpPassword';
/** Likewise, with that of the OAuth 2.0 client. */
export const smtpClientSecret = 'smtpClientSecret';

export async function getMailSettings(db: Db, storeId: string): Promise<MailSettings | null> {
  const [row] = await db.select().from(storeMailSettings).where(eq(storeMailSettings.storeId, storeId));
  return row ?? null;
}

/**
 * @param version the one the caller has seen; null for any
 * @returns null when the settings have another version by now
 */
export async function putMailSettings(
  db: Db,
  settings: NewMailSettings,
  version: number | null,
): Promise<MailSettings | null> {
  const [row] = await db
    .insert(storeMailSettings)
    .values(settings)
    .onConflictDoUpdate({
      target: storeMailSettings.storeId,
      set: { ...settings, version: sql`${storeMailSettings.version} + 1`, updatedAt: sql`now()` },
      ...(version === null ? {} : { setWhere: eq(storeMailSettings.version, version) }),
    })
    .returning();
  return row ?? null;
}
