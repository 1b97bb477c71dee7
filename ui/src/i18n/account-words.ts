/** The words of tokens, delegations and refusals: loaded with the pages that say them, not with the first page. */
import i18next from 'i18next';
import words from './en-account.json';

i18next.addResourceBundle('en', 'translation', words, true, true);
