/** The words of lists of requests and of what is done with several: loaded with the pages that say them. */
import i18next from 'i18next';
import words from './en-requests.json';

i18next.addResourceBundle('en', 'translation', words, true, true);
