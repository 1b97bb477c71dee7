/** The words of the pages. A key that is not in the catalogue does not compile. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import {
  defaultSettings,
  type Language,
  writtenLanguages,
} from '../../../workflows/contracts/personal-settings.ts';
import en from './en.json';
import type breakGlassWords from './en-break-glass.json';
import type accessWords from './en-access.json';
import type dutyWords from './en-duties.json';
import type accountWords from './en-account.json';
import type factorWords from './en-factors.json';
import type operationWords from './en-operations.json';
import type requestWords from './en-requests.json';
import type portalWords from './en-portals.json';
import type mailWords from './en-mail.json';
import type replicationWords from './en-replication.json';
import type setUpWords from './en-set-up.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: {
      translation: typeof en &
        typeof accessWords &
        typeof breakGlassWords &
        typeof dutyWords &
        typeof accountWords &
        typeof factorWords &
        typeof mailWords &
        typeof portalWords &
        typeof replicationWords &
        typeof requestWords &
        typeof operationWords &
        typeof setUpWords;
    };
  }
}

type Catalogue = typeof en;
/**
 * Every other language, loaded when somebody chooses it: `xx: () => import('./xx.json')`. A catalogue that
 * lacks a key of the English one does not compile.
 */
const others: Readonly<Partial<Record<string, () => Promise<{ default: Catalogue }>>>> = {};

export const startTranslation = (): Promise<unknown> =>
  i18next.use(initReactI18next).init({
    lng: defaultSettings.language,
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    // React escapes already.
    interpolation: { escapeValue: false },
  });

/** Changes the language of everything that is shown, and of the page itself for screen readers. */
export async function speak(chosen: Language): Promise<void> {
  // Dates of one language among words of another would be neither.
  const language = writtenLanguages.includes(chosen) ? chosen : defaultSettings.language;
  const load = i18next.hasResourceBundle(language, 'translation') ? undefined : others[language];
  if (load !== undefined) i18next.addResourceBundle(language, 'translation', (await load()).default);
  if (i18next.language !== language) await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  document.documentElement.dir = i18next.dir(language);
}
