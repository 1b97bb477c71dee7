/** A setting that is a table, and the frame of every such setting. */
import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
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
        <Button
          variant="default"
          size="xs"
          w="fit-content"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={onAdd}
        >
          {t('stores.addRow')}
        </Button>
      </Stack>
    </fieldset>
  );
}

export function RemoveRow({ number, onClick }: { number: number; onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={t('stores.removeRow', { number })}
      onClick={onClick}
    >
      <IconTrash size={18} />
    </ActionIcon>
  );
}

export function TableInput({ setting, value, error, onChange }: SettingInputProps) {
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
            number={index + 1}
            onClick={() => {
              onChange(rows.toSpliced(index, 1));
            }}
          />
        </Group>
      ))}
    </TableFrame>
  );
}
