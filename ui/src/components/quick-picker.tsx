/** What a field takes, found while one types; without the dialog, as a value of a filter. */
import { type ComboboxItem, type ComboboxParsedItem, Loader, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FindPurpose, found as foundQuery } from '../api/find.ts';
import { useChosen } from './find/find-selection.tsx';
import { FoundText, type ShownObject } from './find/found-text.tsx';

export interface PickedField {
  readonly storeId: string;
  /** What the field takes. */
  readonly purpose: FindPurpose;
  /** The group whose field it is. */
  readonly groupId?: string | undefined;
}

const longest = 20;

/** What is found for the text, and what is chosen already. */
function useFound({ storeId, purpose, groupId }: PickedField, text: string, ids: readonly string[]) {
  const [search] = useDebouncedValue(text, 150);
  const query = useQuery(foundQuery(storeId, { purpose, text: search.trim(), groupId, limit: longest }));
  const items = query.data?.items ?? [];
  const chosen = useChosen(
    storeId,
    ids.filter((id) => !items.some((one) => one.id === id)),
  );
  const all: readonly (ShownObject & { readonly id: string })[] = [...chosen, ...items];
  const refused = new Set(items.flatMap(({ id, refusal }) => (refusal === null ? [] : [id])));
  const twins = new Map(Map.groupBy(all, ({ displayName }) => displayName));
  return {
    fetching: query.isFetching,
    objectOf: ({ value }: ComboboxItem) => all.find(({ id }) => id === value),
    data: all.map(({ id, displayName, mail }) => ({
      value: id,
      // Two of the same name are told apart by their mail.
      label:
        (twins.get(displayName)?.length ?? 0) > 1 && mail !== null ? `${displayName} (${mail})` : displayName,
      disabled: refused.has(id) && !ids.includes(id),
    })),
  };
}

/** What an input needs beside its label and value. */
export function useQuickPicker(field: PickedField, text: string, ids: readonly string[]) {
  const { t } = useTranslation();
  const { data, fetching, objectOf } = useFound(field, text, ids);
  const { purpose } = field;
  const placeholder =
    purpose === 'group' ? 'picker.group' : purpose === 'manager' ? 'picker.person' : 'picker.name';
  return {
    searchable: true,
    clearable: true,
    clearButtonProps: { 'aria-label': t('common.clear') },
    placeholder: t(placeholder),
    nothingFoundMessage: t(fetching ? 'picker.looking' : 'picker.nothing'),
    rightSection: fetching ? <Loader size={14} /> : undefined,
    data,
    filter: ({ options }: { options: ComboboxParsedItem[] }) => options,
    renderOption: ({ option }: { option: ComboboxItem }) => {
      const object = objectOf(option);
      return object === undefined ? option.label : <FoundText object={object} />;
    },
  };
}

/** With one value, what is typed is looked for only once it is no longer that value's name. */
export const lookedFor = (text: string, value: string | null): string =>
  text === '' || value === null ? text : '';

export function QuickPicker({
  label,
  value,
  onChange,
  ...field
}: PickedField & {
  /** For screen readers. */
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
}) {
  const [text, setText] = useState('');
  const shown = useQuickPicker(field, lookedFor(text, value), value === null ? [] : [value]);
  return (
    <Select
      {...shown}
      size="xs"
      aria-label={label}
      value={value}
      onChange={onChange}
      onSearchChange={setText}
    />
  );
}
