/** CSV (RFC 4180) that spreadsheets open as text: nothing in it is run as a formula. */

/** How a spreadsheet tells a formula, even behind white space. */
const formula = /^[\s\0]*[=+\-@\t\r＝＋－＠]/u;

/** A value a spreadsheet would run stands behind an apostrophe (OWASP, CSV injection). */
export const neutral = (text: string): string => (formula.test(text) ? `'${text}` : text);

/** One cell. */
export function csvCell(value: string | null): string {
  const safe = neutral(value ?? '');
  return /[",\r\n;]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const csvLine = (values: readonly (string | null)[]): string => `${values.map(csvCell).join(',')}\r\n`;

/** Tells spreadsheets that the file is UTF-8. */
export const byteOrderMark = '\ufeff';
