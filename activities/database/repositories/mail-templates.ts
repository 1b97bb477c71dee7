/** Mail templates that an administrator wrote; one that is not there is built in. */
import { and, eq, sql } from 'drizzle-orm';
import type { Language } from '../../../workflows/contracts/personal-settings.ts';
import type { Db } from '../client.ts';
import { mailTemplates } from '../schema/history.ts';

export type StoredMailTemplate = typeof mailTemplates.$inferSelect;

/** @param template only this one, in all its languages */
export async function listMailTemplates(db: Db, template?: string): Promise<StoredMailTemplate[]> {
  return db
    .select()
    .from(mailTemplates)
    .where(template === undefined ? undefined : eq(mailTemplates.template, template));
}

/**
 * @param version the one the caller has seen, 0 for a built-in text; null for any
 * @returns null when it has another version by now
 */
export async function putMailTemplate(
  db: Db,
  row: Pick<StoredMailTemplate, 'template' | 'language' | 'subject' | 'body'>,
  version: number | null,
): Promise<StoredMailTemplate | null> {
  const { template, language, subject, body } = row;
  const change = { subject, body, version: sql`${mailTemplates.version} + 1`, updatedAt: sql`now()` };
  const insert = db.insert(mailTemplates).values(row);
  const key = [mailTemplates.template, mailTemplates.language];
  const [written] =
    version === null
      ? await insert.onConflictDoUpdate({ target: key, set: change }).returning()
      : version === 0
        ? await insert.onConflictDoNothing().returning()
        : await db
            .update(mailTemplates)
            .set(change)
            .where(
              and(
                eq(mailTemplates.template, template),
                eq(mailTemplates.language, language),
                eq(mailTemplates.version, version),
              ),
            )
            .returning();
  return written ?? null;
}

/** @returns what it held, or null where it was built in */
export async function deleteMailTemplate(
  db: Db,
  template: string,
  language: Language,
): Promise<StoredMailTemplate | null> {
  const [row] = await db
    .delete(mailTemplates)
    .where(and(eq(mailTemplates.template, template), eq(mailTemplates.language, language)))
    .returning();
  return row ?? null;
}
