/** How a person wants to see the pages; kept per person, so that it follows them to another browser. */

/** What a person may choose (reports-history-notifications N3). The first one is what everybody begins with. */
export const languages = ['en', 'da', 'de', 'es', 'fi', 'fr', 'is', 'it', 'nl', 'pt', 'sv', 'tr'] as const;
export type Language = (typeof languages)[number];

/** Languages that the pages and the built-in mails are written in; the others fall back to the first one. */
export const writtenLanguages: readonly Language[] = ['en'];

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Rows on a page of a list (users-and-search S5.2). */
export const pageSizeRange = { least: 5, most: 1000 } as const;

export interface PersonalSettings {
  readonly language: Language;
  /** IANA name; null is the server's zone. */
  readonly timeZone: string | null;
  readonly theme: Theme;
  /** Rows on a page of each list. */
  readonly pageSize: number;
  /** A place of the person's own store that searches begin in; null is all of it (users-and-search S3.1). */
  readonly searchPlaceId: string | null;
}

export const defaultSettings: PersonalSettings = {
  language: 'en',
  timeZone: null,
  theme: 'auto',
  pageSize: 25,
  searchPlaceId: null,
};
