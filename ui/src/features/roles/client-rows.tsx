/** By which clients a role is held: rows joined by And or Or. */
import { Input, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  clientFields,
  clientOperators,
  type ClientRow,
  clientTypes,
} from '../../../../workflows/contracts/clients.ts';
import { clients as clientsQuery } from '../../api/roles.ts';
import type { Role } from '../../api/schema.ts';
import { AddRow, RemoveRow } from '../../components/row-buttons.tsx';
import { useClientWords } from './client-words.ts';

interface ClientRowsProps {
  readonly id: string;
  readonly storeId: string;
  readonly error: string | undefined;
  readonly value: Role['clients'];
  readonly onChange: (value: Role['clients']) => void;
}

export function ClientRows({ id, storeId, error, value, onChange }: ClientRowsProps) {
  const { t } = useTranslation();
  const words = useClientWords();
  const known = useQuery(clientsQuery(storeId));
  const rows = value?.rows ?? [];
  const join = value?.join ?? 'or';
  const change = (next: readonly ClientRow[]) => {
    onChange(next.length === 0 ? null : { join, rows: [...next] });
  };
  const set = (at: number, part: Partial<ClientRow>) => {
    change(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  };
  const optionsOf = (row: ClientRow) => {
    const options =
      row.field === 'clientType'
        ? clientTypes.map((type) => ({ value: type, label: t(`clients.${type}`) }))
        : (known.data ?? []).map((client) => ({ value: client.name, label: words(client) }));
    // A portal that was deleted is shown as what it was: an id.
    return row.value === '' || options.some((one) => one.value === row.value)
      ? options
      : [...options, { value: row.value, label: t('roles.clientGone') }];
  };
  return (
    <Input.Wrapper
      id={id}
      label={t('roles.clients')}
      labelElement="div"
      description={t('roles.clientsHint')}
      error={error}
    >
      <Stack gap="xs" mt={8}>
        {rows.length === 0 && <Text size="sm">{t('roles.everyClient')}</Text>}
        {rows.length > 1 && (
          <SegmentedControl
            aria-label={t('roles.join')}
            w="fit-content"
            data={(['and', 'or'] as const).map((one) => ({ value: one, label: t(`roles.joins.${one}`) }))}
            value={join}
            onChange={(next) => {
              onChange({ join: next === 'and' ? 'and' : 'or', rows });
            }}
          />
        )}
        {rows.map((row, at) => (
          <div key={at} className="m-client-row" role="group" aria-label={t('roles.row', { number: at + 1 })}>
            <Select
              aria-label={t('roles.clientField')}
              allowDeselect={false}
              data={clientFields.map((field) => ({ value: field, label: t(`roles.clientFields.${field}`) }))}
              value={row.field}
              onChange={(field) => {
                set(at, { field: field === 'clientName' ? 'clientName' : 'clientType', value: '' });
              }}
            />
            <Select
              aria-label={t('roles.clientOperator')}
              allowDeselect={false}
              data={clientOperators.map((one) => ({ value: one, label: t(`roles.clientOperators.${one}`) }))}
              value={row.operator}
              onChange={(operator) => {
                set(at, { operator: operator === 'isNot' ? 'isNot' : 'is' });
              }}
            />
            <Select
              aria-label={t('roles.clientValue')}
              placeholder={t('roles.clientChoose')}
              allowDeselect={false}
              data={optionsOf(row)}
              value={row.value === '' ? null : row.value}
              onChange={(next) => {
                set(at, { value: next ?? '' });
              }}
            />
            <RemoveRow
              label={t('roles.removeRow', { number: at + 1 })}
              onClick={() => {
                change(rows.filter((_, index) => index !== at));
              }}
            />
          </div>
        ))}
        <AddRow
          label={t('roles.addRow')}
          onClick={() => {
            change([...rows, { field: 'clientType', operator: 'is', value: '' }]);
          }}
        />
      </Stack>
    </Input.Wrapper>
  );
}
