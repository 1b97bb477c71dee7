/** The words of portals: loaded with the page that says them. */
import i18next from 'i18next';
import words from './en-portals.json';

i18next.addResourceBundle('en', 'translation', words, true, true);
