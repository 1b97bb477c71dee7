import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, foldCase } from '../../activities/platform/fold.ts';

test.each([
  ['Ärger', 'arger'],
  ['Straße', 'strasse'],
  ['STRASSE', 'strasse'],
  ['STRAẞE', 'strasse'],
  ['Łódź', 'lodz'],
  ['Ørsted', 'orsted'],
  ['ÆSIR œuvre', 'aesir oeuvre'],
  ['İstanbul', 'istanbul'],
  ['ısparta', 'isparta'],
  ['ISPARTA', 'isparta'],
  ['ΟΔΟΣ', 'οδοσ'],
  ['οδος', 'οδοσ'],
  ['Ｍｕｓｔｅｒ', 'muster'],
  ['ﬁle №5', 'file no5'],
  ['e\u0301cole', 'ecole'],
  ['Ёлка', 'елка'],
  ['  two   words\t', 'two words'],
  ['Đặng Þór', 'dang thor'],
  ['party 🎉', 'party 🎉'],
])('folds %j to %j [users-and-search S2.2]', (text, folded) => {
  expect(fold(text)).toBe(folded);
});

test('folding is idempotent and blind to case, for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(fold(fold(text))).toBe(fold(text));
      expect(fold(text.toLowerCase())).toBe(fold(text));
      expect(fold(text.normalize('NFD'))).toBe(fold(text));
    }),
    { numRuns: 2000 },
  );
});

test('a part of a text is found in the folded text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (before, part) => {
      expect(fold(`${before} ${part}`)).toContain(fold(part));
    }),
    { numRuns: 2000 },
  );
});

test('folding case keeps accents and white space', () => {
  expect(foldCase('ÖL ')).toBe('öl ');
  expect(foldCase('O\u0308L')).toBe('öl');
  expect(foldCase('öl')).not.toBe(foldCase('ol'));
  expect(foldCase('ΟΔΟΣ')).toBe(foldCase('οδοσ'));
});
