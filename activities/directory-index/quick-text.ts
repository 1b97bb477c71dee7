/**
 * What a quick search means (users-and-search S2.2): every word typed begins a word of a searched
 * value. `*` stands for any characters of a word, and in front for the beginning anywhere. Nothing
 * else has a meaning of its own.
 */
import { fold } from '../platform/fold.ts';
import { wordLength } from '../platform/words.ts';

export interface QuickWord {
  /** What must follow one another, folded; between two of them anything but a space may stand. */
  readonly runs: readonly string[];
  /** May begin within a word. */
  readonly anywhere: boolean;
}

export interface QuickText {
  /** What a mail address or login name must be to come first. */
  readonly whole: string;
  readonly words: readonly QuickWord[];
}

/** No more words are looked at. */
const maxWords = 8;
const shortestAnywhere = 3;

export function readQuickText(text: string): QuickText {
  const whole = fold(text.replaceAll('\0', '\ufffd'));
  const words = whole.split(' ').slice(0, maxWords).map(readWord);
  return { whole, words: words.filter(({ runs }) => runs.length > 0) };
}

function readWord(word: string): QuickWord {
  const runs = Array.from(word).slice(0, wordLength).join('').split('*');
  return { runs: runs.filter((run) => run !== ''), anywhere: runs.length > 1 && runs[0] === '' };
}

/** What is wrong with a text to search for, to be told after the name of its field; null when nothing is. */
export function quickTextProblem(text: string): string | null {
  const { words } = readQuickText(text);
  if (words.length === 0) return 'must hold a letter or digit to search for';
  const short = words.some(
    ({ runs, anywhere }) => anywhere && Array.from(runs.join('')).length < shortestAnywhere,
  );
  return short ? `needs ${shortestAnywhere} more characters where a word begins with *` : null;
}
