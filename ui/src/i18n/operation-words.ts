/** The words of the pages for operators: loaded with those pages. */
import i18next from 'i18next';
import words from './en-operations.json';

i18next.addResourceBundle('en', 'translation', words, true, true);
