/** The words of setting up an installation: loaded with that page. */
import i18next from 'i18next';
import words from './en-set-up.json';

i18next.addResourceBundle('en', 'translation', words, true, true);
