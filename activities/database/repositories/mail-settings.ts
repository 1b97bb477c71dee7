/** Each store's mail server. The password is a store secret. */
import { eq, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { storeMailSettings } from '../schema/stores.ts';

export type MailSettings = typeof storeMailSettings.$inferSelect;

/** The name of the store secret with the mail server's password. */
export const smtpPasswordSecret = 'smtpPassword';

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
  settings: Omit<MailSettings, 'version' | 'updatedAt'>,
  version: number | null,
): Promise<MailSettings | null> {
  const { host, port, tls, caCertificate, fromAddress, userName } = settings;
  const values = { host, port, tls, caCertificate, fromAddress, userName };
  const [row] = await db
    .insert(storeMailSettings)
    .values(settings)
    .onConflictDoUpdate({
      target: storeMailSettings.storeId,
      set: { ...values, version: sql`${storeMailSettings.version} + 1`, updatedAt: sql`now()` },
      ...(version === null ? {} : { setWhere: eq(storeMailSettings.version, version) }),
    })
    .returning();
  return row ?? null;
}
