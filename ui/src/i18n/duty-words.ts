/** The words of separation of duties: loaded with the page that says them. */
import i18next from 'i18next';
import words from './en-duties.json';

i18next.addResourceBundle('en', 'translation', words, true, true);
