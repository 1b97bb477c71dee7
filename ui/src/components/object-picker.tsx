/** People, groups and what else a field takes: found while one types, or by the find dialog. */
import { Button, MultiSelect, Select } from '@mantine/core';
import { IconListSearch } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isSessionEnded } from '../api/session-gate.ts';
import { lookedFor, type PickedField, useQuickPicker } from './quick-picker.tsx';

const FindDialog = lazy(() =>
  import('./find/find-dialog.tsx').then((module) => ({ default: module.FindDialog })),
);

interface PickerProps extends PickedField {
  readonly id?: string;
  readonly label: string;
  readonly description?: string;
  readonly error?: string | undefined;
  readonly required?: boolean;
  readonly readOnly?: boolean;
  readonly variant?: 'filled';
}

/** The button beside an input, and the dialog it opens. */
function useFindDialog(
  field: PickedField & Pick<PickerProps, 'label' | 'readOnly'>,
  choice: {
    readonly multiple: boolean;
    readonly value: readonly string[];
    readonly onChoose: (ids: string[]) => void;
  },
) {
  const { t } = useTranslation();
  const [finding, setFinding] = useState(false);
  return {
    inputContainer: (input: ReactNode) => (
      <span className="m-picker">
        <span className="m-grow">{input}</span>
        <Button
          variant="default"
          disabled={field.readOnly === true}
          leftSection={<IconListSearch size={16} aria-hidden />}
          aria-label={t('find.title', { label: field.label })}
          onClick={() => {
            setFinding(true);
          }}
        >
          {t('find.open')}
        </Button>
      </span>
    ),
    dialog: finding && (
      <Suspense>
        <FindDialog
          {...field}
          {...choice}
          onClose={() => {
            setFinding(false);
          }}
        />
      </Suspense>
    ),
  };
}

export function ObjectsPicker({
  value,
  onChange,
  storeId,
  purpose,
  groupId,
  ...input
}: PickerProps & { value: readonly string[]; onChange: (ids: string[]) => void }) {
  const [text, setText] = useState('');
  const field = { storeId, purpose, groupId };
  const { placeholder, ...shown } = useQuickPicker(field, text, value);
  const { inputContainer, dialog } = useFindDialog(
    { ...field, label: input.label, readOnly: input.readOnly === true },
    { multiple: true, value, onChoose: onChange },
  );
  return (
    <>
      <MultiSelect
        {...input}
        {...shown}
        inputContainer={inputContainer}
        hidePickedOptions
        placeholder={value.length === 0 ? placeholder : ''}
        value={[...value]}
        onChange={onChange}
        searchValue={text}
        onSearchChange={(next) => {
          if (!isSessionEnded()) setText(next);
        }}
      />
      {dialog}
    </>
  );
}

export function ObjectPicker({
  value,
  onChange,
  storeId,
  purpose,
  groupId,
  ...input
}: PickerProps & { value: string | null; onChange: (id: string | null) => void }) {
  const [text, setText] = useState('');
  const field = { storeId, purpose, groupId };
  const ids = value === null ? [] : [value];
  const shown = useQuickPicker(field, lookedFor(text, value), ids);
  const { inputContainer, dialog } = useFindDialog(
    { ...field, label: input.label, readOnly: input.readOnly === true },
    {
      multiple: false,
      value: ids,
      onChoose: ([id]) => {
        onChange(id ?? null);
      },
    },
  );
  return (
    <>
      <Select
        {...input}
        {...shown}
        inputContainer={inputContainer}
        value={value}
        onChange={onChange}
        onSearchChange={setText}
      />
      {dialog}
    </>
  );
}
