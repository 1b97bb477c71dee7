/** Rows with a priority: the ranked ones first, 1 to n without gaps, then those without one. */
import type { TableRow } from './table-row.tsx';

const priority = 'priority';
export const rankOf = (row: TableRow): number | null => {
  const rank = row[priority];
  return typeof rank === 'number' ? rank : null;
};

const without = (row: TableRow): TableRow =>
  Object.fromEntries(Object.entries(row).filter(([name]) => name !== priority));

/** The rows in the order they are tried, with the ranks that order gives. */
export function ordered(rows: readonly TableRow[]): readonly TableRow[] {
  const ranked = rows
    .filter((row) => rankOf(row) !== null)
    .toSorted((a, b) => (rankOf(a) ?? 0) - (rankOf(b) ?? 0));
  return [
    ...ranked.map((row, index) => ({ ...row, [priority]: index + 1 })),
    ...rows.filter((row) => rankOf(row) === null),
  ];
}

/** @param rows as {@link ordered} gives them @param by -1 for sooner, 1 for later */
export function moved(rows: readonly TableRow[], index: number, by: -1 | 1): readonly TableRow[] {
  const [one, other] = [rows[index], rows[index + by]];
  if (one === undefined || other === undefined || rankOf(one) === null || rankOf(other) === null) return rows;
  return rows
    .with(index, { ...other, [priority]: index + 1 })
    .with(index + by, { ...one, [priority]: index + by + 1 });
}

/** Gives a row the last place among the ranked ones, or takes its place away. */
export const toggled = (rows: readonly TableRow[], index: number): readonly TableRow[] =>
  ordered(
    rows.map((row, at) => {
      if (at !== index) return row;
      return rankOf(row) === null ? { ...row, [priority]: rows.length + 1 } : without(row);
    }),
  );
