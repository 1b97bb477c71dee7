/** People and groups, found in the index while one types. */
import { Loader, MultiSelect, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { group, groupList, user, userList } from '../api/queries.ts';
import { isSessionEnded } from '../api/session-gate.ts';

export type PickKind = 'user' | 'group';

interface PickerProps {
  readonly id?: string;
  readonly label: string;
  readonly description?: string;
  readonly error?: string | undefined;
  readonly required?: boolean;
  readonly storeId: string;
  readonly kind: PickKind;
  readonly size?: 'xs' | 'sm';
  /** The label is for screen readers only. */
  readonly hiddenLabel?: boolean;
}

interface Found {
  readonly id: string;
  readonly displayName: string;
  readonly mail: string | null;
}

const longest = 20;

/** What is found for the text, and the names of what is chosen already. */
function useFound(storeId: string, kind: PickKind, text: string, chosen: readonly string[]) {
  const client = useQueryClient();
  const [search] = useDebouncedValue(text, 150);
  const query = { search: search.trim(), limit: longest };
  const people = useQuery({ ...userList(storeId, query), enabled: kind === 'user' });
  const groups = useQuery({ ...groupList(storeId, query), enabled: kind === 'group' });
  const found: readonly Found[] = (kind === 'user' ? people.data : groups.data)?.items ?? [];
  const missing = chosen.filter((id) => !found.some((one) => one.id === id));
  const known = useQueries({
    queries: missing.map((id) => ({
      queryKey: [kind, storeId, 'name', id],
      queryFn: async (): Promise<Found> => {
        const one = await (kind === 'user'
          ? client.query(user(storeId, id))
          : client.query(group(storeId, id)));
        return { id, displayName: one.displayName, mail: one.mail };
      },
      staleTime: Infinity,
    })),
    combine: (results) =>
      results.map(
        ({ data }, index) =>
          data ?? { id: missing[index] ?? '', displayName: missing[index] ?? '', mail: null },
      ),
  });
  const all = [...known, ...found];
  const twins = new Map(Map.groupBy(all, ({ displayName }) => displayName));
  return {
    fetching: people.isFetching || groups.isFetching,
    data: all.map(({ id, displayName, mail }) => ({
      value: id,
      // Two of the same name are told apart by their mail.
      label:
        (twins.get(displayName)?.length ?? 0) > 1 && mail !== null ? `${displayName} (${mail})` : displayName,
    })),
  };
}

export function ObjectsPicker({
  value,
  onChange,
  storeId,
  kind,
  ...shown
}: Omit<PickerProps, 'hiddenLabel'> & { value: readonly string[]; onChange: (ids: string[]) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const { data, fetching } = useFound(storeId, kind, text, value);
  return (
    <MultiSelect
      {...shown}
      searchable
      clearable
      hidePickedOptions
      clearButtonProps={{ 'aria-label': t('common.clear') }}
      placeholder={value.length === 0 ? t(kind === 'user' ? 'picker.person' : 'picker.group') : ''}
      nothingFoundMessage={t(fetching ? 'picker.looking' : 'picker.nothing')}
      rightSection={fetching ? <Loader size={14} /> : undefined}
      data={data}
      filter={({ options }) => options}
      value={[...value]}
      onChange={onChange}
      searchValue={text}
      onSearchChange={(next) => {
        if (!isSessionEnded()) setText(next);
      }}
    />
  );
}

export function ObjectPicker({
  value,
  onChange,
  storeId,
  kind,
  label,
  hiddenLabel = false,
  ...shown
}: PickerProps & { value: string | null; onChange: (id: string | null) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const { data, fetching } = useFound(
    storeId,
    kind,
    text === '' || value === null ? text : '',
    value === null ? [] : [value],
  );
  return (
    <Select
      {...shown}
      {...(hiddenLabel ? { 'aria-label': label } : { label })}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('common.clear') }}
      placeholder={t(kind === 'user' ? 'picker.person' : 'picker.group')}
      nothingFoundMessage={t(fetching ? 'picker.looking' : 'picker.nothing')}
      rightSection={fetching ? <Loader size={14} /> : undefined}
      data={data}
      filter={({ options }) => options}
      value={value}
      onChange={onChange}
      onSearchChange={setText}
    />
  );
}
