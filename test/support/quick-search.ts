/** What a quick search means, written down once more, character by character. */
import { fold } from '../../activities/platform/fold.ts';

const separators = new Set(`-._'’/\\()[]{}<>,;:&+#"|!?=~`);

/** @param values folded */
export function quickMatches(text: string, values: readonly string[]): boolean {
  const words = fold(text.replaceAll('\0', '\ufffd'))
    .replaceAll(/\*+/gu, '*')
    .split(' ')
    .filter((word) => word.replaceAll('*', '') !== '');
  return words.every((word) => values.some((value) => value.split(' ').some((token) => found(word, token))));
}

function found(word: string, token: string): boolean {
  const starts = Array.from(token, (_character, at) => at).filter(
    (at) => word.startsWith('*') || begins(token, at),
  );
  return starts.some((at) => matchesFrom(word.replace(/^\*+/u, ''), Array.from(token).slice(at)));
}

function begins(token: string, at: number): boolean {
  const before = Array.from(token).slice(0, at);
  const last = before.at(-1);
  return last === undefined || (separators.has(last) && !before.includes('@'));
}

function matchesFrom(pattern: string, rest: readonly string[]): boolean {
  const [first, ...more] = Array.from(pattern);
  if (first === undefined) return true;
  if (first === '*')
    return rest.some((_one, at) => matchesFrom(more.join(''), rest.slice(at))) || more.length === 0;
  return rest[0] === first && matchesFrom(more.join(''), rest.slice(1));
}
