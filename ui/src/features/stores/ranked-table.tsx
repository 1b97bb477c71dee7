/** Servers in the order they are tried: any of them may have a place, the rest come after [S10]. */
import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../components/announce.ts';
import { RemoveRow } from '../../components/row-buttons.tsx';
import { moved, ordered, rankOf, toggled } from './ranking.ts';
import type { SettingInputProps } from './settings-form.tsx';
import { TableFrame } from './settings-table.tsx';
import { RowInputs, rowsOf, type TableRow } from './table-row.tsx';

export function RankedTable({ setting, value, error, onChange }: SettingInputProps) {
  const { t } = useTranslation();
  const rows = ordered(rowsOf(value));
  const columns = setting.columns.filter(({ name }) => name !== 'priority');
  const [focus, setFocus] = useState<{ readonly id: string } | null>(null);
  const idOf = (index: number, by: -1 | 1) => `setting-${setting.name}-${String(index)}-${String(by)}`;
  // The row one moves keeps the focus at its new place, so that it is moved further by the same key.
  useEffect(() => {
    if (focus !== null) document.getElementById(focus.id)?.focus();
  }, [focus]);
  const ranked = rows.filter((row) => rankOf(row) !== null).length;
  const nameOf = (row: TableRow, index: number) =>
    typeof row.host === 'string' && row.host !== ''
      ? row.host
      : t('stores.serverNumber', { number: index + 1 });
  const move = (row: TableRow, index: number, by: -1 | 1) => {
    const place = index + by;
    onChange(moved(rows, index, by));
    const isLast = by === -1 ? place === 0 : place === ranked - 1;
    setFocus({ id: idOf(place, isLast ? (by === -1 ? 1 : -1) : by) });
    announce(t('stores.movedTo', { name: nameOf(row, index), place: place + 1 }));
  };
  return (
    <TableFrame
      setting={setting}
      error={error}
      onAdd={() => {
        onChange([...rows, {}]);
      }}
    >
      {rows.map((row, index) => {
        const rank = rankOf(row);
        const name = nameOf(row, index);
        return (
          <div key={index} className="m-ranked" role="group" aria-label={name}>
            <span className="m-rank" data-none={rank === null || undefined}>
              <span aria-hidden>{rank ?? '–'}</span>
              <span className="m-visually-hidden">
                {rank === null ? t('stores.noPriority') : t('stores.priority', { place: rank })}
              </span>
            </span>
            <div className="m-ranked-inputs">
              <RowInputs
                columns={columns}
                row={row}
                onChange={(next) => {
                  onChange(rows.with(index, next));
                }}
              />
            </div>
            <Group gap={4} wrap="nowrap">
              {rank === null ? (
                <Button
                  variant="default"
                  size="xs"
                  onClick={() => {
                    onChange(toggled(rows, index));
                    setFocus({ id: idOf(ranked, ranked === 0 ? 1 : -1) });
                  }}
                >
                  {t('stores.givePriority')}
                </Button>
              ) : (
                <>
                  {([-1, 1] as const).map((by) => (
                    <ActionIcon
                      key={by}
                      id={idOf(index, by)}
                      variant="subtle"
                      color="gray"
                      size="lg"
                      disabled={by === -1 ? index === 0 : index === ranked - 1}
                      aria-label={t(by === -1 ? 'stores.sooner' : 'stores.later', { name })}
                      onClick={() => {
                        move(row, index, by);
                      }}
                    >
                      {by === -1 ? <IconArrowUp size={18} /> : <IconArrowDown size={18} />}
                    </ActionIcon>
                  ))}
                  <Tooltip label={t('stores.takePriority')}>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size="lg"
                      aria-label={t('stores.takePriorityOf', { name })}
                      onClick={() => {
                        onChange(toggled(rows, index));
                      }}
                    >
                      <IconX size={18} />
                    </ActionIcon>
                  </Tooltip>
                </>
              )}
              <RemoveRow
                label={t('stores.removeRow', { number: index + 1 })}
                onClick={() => {
                  onChange(ordered(rows.toSpliced(index, 1)));
                }}
              />
            </Group>
          </div>
        );
      })}
      {rows.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('stores.noServers')}
        </Text>
      )}
    </TableFrame>
  );
}
