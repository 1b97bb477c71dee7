/** Which text a mail has in a language: what an administrator wrote, else the built-in one, else English. */
import { type Language, writtenLanguages } from '../../../workflows/contracts/personal-settings.ts';
import type { Db } from '../../database/client.ts';
import { listMailTemplates, type StoredMailTemplate } from '../../database/repositories/mail-templates.ts';
import { factsOfTemplate, type TemplateText } from './catalogue.ts';

export interface FoundText {
  readonly text: TemplateText;
  /** Of the text, which is not the asked one where that is not written. */
  readonly language: Language;
  /** Null for a built-in text. */
  readonly stored: StoredMailTemplate | null;
}

/** Pure: the caller has read what is stored of the template. */
export function textAmong(
  stored: readonly StoredMailTemplate[],
  template: string,
  language: Language,
): FoundText {
  const english = writtenLanguages[0] ?? 'en';
  const own = (wanted: Language) =>
    stored.find((one) => one.template === template && one.language === wanted) ?? null;
  const of = (row: StoredMailTemplate): FoundText => ({ text: row, language: row.language, stored: row });
  const asked = own(language);
  if (asked !== null) return of(asked);
  const fallback = own(english);
  if (fallback !== null) return of(fallback);
  return { text: factsOfTemplate(template).english, language: english, stored: null };
}

export async function textOf(db: Db, template: string, language: Language): Promise<FoundText> {
  return textAmong(await listMailTemplates(db, template), template, language);
}
