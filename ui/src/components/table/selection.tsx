/** Choosing rows, on this page and beyond it. */
import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface Selection<Row> {
  readonly selected: ReadonlySet<string>;
  readonly onChange: (selected: ReadonlySet<string>) => void;
  readonly maySelect?: (row: Row) => boolean;
  /** What can be done with what is selected. */
  readonly bar: ReactNode;
}

export function toggled(
  selected: ReadonlySet<string>,
  ids: readonly string[],
  on: boolean,
): ReadonlySet<string> {
  const next = new Set(selected);
  for (const id of ids) {
    if (on) next.add(id);
    else next.delete(id);
  }
  return next;
}

export function SelectAll<Row>({
  rows,
  rowId,
  selection,
}: {
  rows: readonly Row[];
  rowId: (row: Row) => string;
  selection: Selection<Row>;
}) {
  const { t } = useTranslation();
  const ids = rows.filter((row) => selection.maySelect?.(row) !== false).map(rowId);
  const chosen = ids.filter((id) => selection.selected.has(id)).length;
  return (
    <th className="m-check" scope="col">
      <input
        type="checkbox"
        className="m-checkbox"
        aria-label={t('table.selectAll')}
        checked={ids.length > 0 && chosen === ids.length}
        ref={(box) => {
          if (box !== null) box.indeterminate = chosen > 0 && chosen < ids.length;
        }}
        onChange={(event) => {
          selection.onChange(toggled(selection.selected, ids, event.currentTarget.checked));
        }}
      />
    </th>
  );
}

export function SelectionBar<Row>({ selection }: { selection: Selection<Row> }) {
  const { t } = useTranslation();
  return (
    <Group className="m-toolbar m-selection" role="status" gap="sm">
      <Text size="sm" fw={600}>
        {t('table.selected', { count: selection.selected.size })}
      </Text>
      {selection.bar}
      <Button
        variant="subtle"
        size="compact-sm"
        onClick={() => {
          selection.onChange(new Set());
        }}
      >
        {t('table.clear')}
      </Button>
    </Group>
  );
}
