/** The words of mail: loaded with the pages that say them, not with the first page. */
import i18next from 'i18next';
import words from './en-mail.json';

i18next.addResourceBundle('en', 'translation', words, true, true);
