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

/** Rows on a page, as a portal has it for whoever has chosen nothing (stores-and-links P3). */
export interface PageSizes {
  /** 0: all of them. */
  readonly requests: number;
  readonly lists: number;
}

/** Also where somebody is signed in to no portal. */
export const defaultPageSizes: PageSizes = { requests: 20, lists: 25 };

export interface PersonalSettings {
  readonly language: Language;
  /** IANA name; null is the server's zone. */
  readonly timeZone: string | null;
  readonly theme: Theme;
  /** Rows on a page of each list; null is as the portal has it. */
  readonly pageSize: number | null;
  /** A place of the person's own store that searches begin in; null is all of it (users-and-search S3.1). */
  readonly searchPlaceId: string | null;
}

export const defaultSettings: PersonalSettings = {
  language: 'en',
  timeZone: null,
  theme: 'auto',
  pageSize: null,
  searchPlaceId: null,
};
