/** Rows as the bytes of a file, made while they are read: nothing holds more than a page. */
import { writeXlsxStream } from 'hucre/xlsx';
import type { ExportFormat } from '../../workflows/contracts/search.ts';
import { byteOrderMark, csvLine, neutral } from '../platform/csv.ts';
import type { ExportColumn } from './columns.ts';

export type ExportedRow = readonly (string | null)[];
type Rows = AsyncIterable<readonly ExportedRow[]>;
type Columns = readonly ExportColumn[];

async function* csvBytes(columns: Columns, pages: Rows): AsyncGenerator<Uint8Array> {
  yield Buffer.from(byteOrderMark + csvLine(columns.map(({ heading }) => heading)));
  for await (const rows of pages) yield Buffer.from(rows.map(csvLine).join(''));
}

/** What a cell of a spreadsheet takes. */
const longestCell = 32_767;
/** Office reads `_x0041_` as the letter A; the underscore itself is written as `_x005F_`. */
const escapeOfOffice = /_x[0-9a-f]{4}_/gi;
/** Digits alone run nothing, and a number is to be dialled as it stands. */
const phoneNumber = /^\+[\d ()/.-]+$/;

/**
 * A cell that is text and stays text: it is written as text and formatted as such, so that not even
 * editing it makes a formula of it; what would be one elsewhere, once copied or saved as CSV, stands
 * behind an apostrophe.
 */
function xlsxCell(value: string | null): string | null {
  if (value === null) return null;
  const safe = phoneNumber.test(value) ? value : neutral(value);
  return safe.slice(0, longestCell).toWellFormed().replace(escapeOfOffice, '_x005F$&');
}

async function* each(pages: Rows) {
  for await (const rows of pages) for (const row of rows) yield row.map(xlsxCell);
}

const xlsxBytes = (columns: Columns, pages: Rows): AsyncIterable<Uint8Array> =>
  writeXlsxStream(each(pages), {
    name: 'Results',
    columns: columns.map(({ heading, width }) => ({ header: heading, width, numFmt: '@' })),
    freezePane: { rows: 1 },
  });

export const bytesOf: Readonly<
  Record<ExportFormat, (columns: Columns, pages: Rows) => AsyncIterable<Uint8Array>>
> = {
  xlsx: xlsxBytes,
  csv: csvBytes,
};
