/** A setting that is a table, and the frame of every such setting. */
import { Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AddRow, RemoveRow } from '../../components/row-buttons.tsx';
import type { SettingInputProps } from './settings-form.tsx';
import type { Setting } from './settings-schema.ts';
import { RowInputs, rowsOf } from './table-row.tsx';

interface TableFrameProps {
  readonly setting: Setting;
  readonly error: string | undefined;
  readonly onAdd: () => void;
  readonly children: ReactNode;
}

export function TableFrame({ setting, error, onAdd, children }: TableFrameProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="m-fieldset" id={`setting-${setting.name}`} tabIndex={-1}>
      <Text component="legend" size="sm" fw={500}>
        {setting.title}
      </Text>
      <Text size="xs" c="dimmed" mb="xs">
        {setting.description}
      </Text>
      <Stack gap="xs">
        {children}
        {error !== undefined && (
          <Text size="sm" c="var(--mantine-color-error)" style={{ overflowWrap: 'anywhere' }}>
            {error}
          </Text>
        )}
        <AddRow label={t('stores.addRow')} onClick={onAdd} />
      </Stack>
    </fieldset>
  );
}

export function TableInput({ setting, value, error, onChange }: SettingInputProps) {
  const { t } = useTranslation();
  const rows = rowsOf(value);
  return (
    <TableFrame
      setting={setting}
      error={error}
      onAdd={() => {
        onChange([...rows, {}]);
      }}
    >
      {rows.map((row, index) => (
        <Group key={index} gap="xs" align="flex-end">
          <RowInputs
            columns={setting.columns}
            row={row}
            onChange={(next) => {
              onChange(rows.with(index, next));
            }}
          />
          <RemoveRow
            label={t('stores.removeRow', { number: index + 1 })}
            onClick={() => {
              onChange(rows.toSpliced(index, 1));
            }}
          />
        </Group>
      ))}
    </TableFrame>
  );
}
