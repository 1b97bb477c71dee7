/** Columns without those of fields that one's roles hide. */
import { useMemo } from 'react';
import { useSession } from '../../api/session.ts';
import type { Column } from './column.ts';

export function useReadableColumns<Row>(columns: readonly Column<Row>[]): readonly Column<Row>[] {
  const { hiddenFields } = useSession();
  return useMemo(
    () => columns.filter(({ sort }) => sort === undefined || !hiddenFields.includes(sort)),
    [columns, hiddenFields],
  );
}
