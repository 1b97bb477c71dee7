import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvCell, csvLine } from '../../activities/platform/csv.ts';

test.each([
  ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
  ['+49 30 1', "'+49 30 1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', `'\t=1`],
  [' =1', `' =1`],
  ['＝1', "'＝1"],
  ['two, words', '"two, words"'],
  ['line\r\nbreak', '"line\r\nbreak"'],
  ['plain', 'plain'],
  [null, ''],
])('%j is written as %j [users-and-search S5.3]', (value, cell) => {
  expect(csvCell(value)).toBe(cell);
});

/** A reader of RFC 4180, for one line. */
function readLine(line: string): string[] {
  const cells: string[] = [];
  const pattern = /("(?:[^"]|"")*"|[^,"]*)(,|\r\n)/gu;
  for (let match = pattern.exec(line); match !== null; match = pattern.exec(line)) {
    const [, cell = '', end] = match;
    cells.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === '\r\n' && pattern.lastIndex === line.length) break;
  }
  return cells;
}

test('every value comes back as it was, but for the apostrophe before what looks like a formula', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { minLength: 2, maxLength: 5 }),
      (values) => {
        const cells = readLine(csvLine(values));
        expect(cells.map((cell, index) => (cell === values[index] ? cell : cell.replace(/^'/, '')))).toEqual(
          values,
        );
        for (const cell of cells) expect(cell).not.toMatch(/^[=+@\t\r-]/);
      },
    ),
  );
});
