/** The words of what is done without approval: loaded with the pages that say them. */
import i18next from 'i18next';
import words from './en-break-glass.json';

i18next.addResourceBundle('en', 'translation', words, true, true);
