/** Cursors of lists: the sort key of the last row, opaque to callers. */
import { ApiProblem } from './problem.ts';

export const encodeCursor = (parts: readonly string[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');

/** @throws ApiProblem naming the field `cursor` */
export function decodeCursor(cursor: string | undefined, parts: number): readonly string[] | null {
  if (cursor === undefined) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (
      Array.isArray(value) &&
      value.length === parts &&
      value.every((part) => typeof part === 'string' && !part.includes('\0') && part.isWellFormed())
    ) {
      return value as string[];
    }
  } catch {
    // Not of our making: answered below, like every other one.
  }
  throw badCursor();
}

export const badCursor = (): ApiProblem =>
  ApiProblem.field('cursor', 'is not a cursor of this list; begin without one');

/** As `toISOString` writes it for every time a database row can have. */
const instantForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const isUuid = (text: string): boolean => uuidForm.test(text);

/** @throws ApiProblem when the parts are no instant and no id */
export function instantAndId(instant: string, id: string): { at: Date; id: string } {
  if (!uuidForm.test(id)) throw badCursor();
  return instantAndText(instant, id);
}

/** The same where ids are any text. */
export function instantAndText(instant: string, id: string): { at: Date; id: string } {
  const at = new Date(instantForm.test(instant) ? instant : Number.NaN);
  if (Number.isNaN(at.getTime()) || at.getUTCFullYear() < 1) throw badCursor();
  return { at, id };
}

/** One row more than the page holds tells whether there is a next page. */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
  cursorOf: (row: T) => readonly string[],
): { rows: readonly T[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page,
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(cursorOf(last)) : null,
  };
}
