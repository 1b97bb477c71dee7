/** Columns without those of fields that are hidden of all kinds of objects a table shows. */
import { useMemo } from 'react';
import { type LevelledKind, levelledKinds } from '../../../../workflows/contracts/field-levels.ts';
import { useSession } from '../../api/session.ts';
import type { Column } from './column.ts';

export function useReadableColumns<Row>(
  columns: readonly Column<Row>[],
  kinds: readonly LevelledKind[] = levelledKinds,
): readonly Column<Row>[] {
  const { hiddenFields } = useSession();
  return useMemo(
    () =>
      columns.filter(
        ({ sort }) => sort === undefined || kinds.some((kind) => !hiddenFields[kind].includes(sort)),
      ),
    [columns, hiddenFields, kinds],
  );
}
