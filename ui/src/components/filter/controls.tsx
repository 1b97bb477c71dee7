/** The builder's controls, made of ours. */
import { ActionIcon, Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { IconFolderPlus, IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ActionProps, NotToggleProps, ValueEditorProps, ValueSelectorProps } from 'react-querybuilder';
import type { FilterAttribute } from '../../api/schema.ts';
import { ObjectPicker } from '../object-picker.tsx';
import { useFieldWords } from './filter-words.ts';
import { takesValue } from './operators.ts';

/** What the controls need to know of the list. */
export interface BuilderContext {
  readonly attributes: readonly FilterAttribute[];
  readonly storeId: string;
}

export function AddRule({ handleOnClick }: ActionProps) {
  const { t } = useTranslation();
  return (
    <Button
      size="compact-xs"
      variant="default"
      leftSection={<IconPlus size={14} aria-hidden />}
      onClick={handleOnClick}
    >
      {t('filter.addRule')}
    </Button>
  );
}

export function AddGroup({ handleOnClick }: ActionProps) {
  const { t } = useTranslation();
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      leftSection={<IconFolderPlus size={14} aria-hidden />}
      onClick={handleOnClick}
    >
      {t('filter.addGroup')}
    </Button>
  );
}

export function RemoveRule({ handleOnClick }: ActionProps) {
  const { t } = useTranslation();
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={30}
      aria-label={t('filter.removeRule')}
      onClick={handleOnClick}
    >
      <IconX size={16} />
    </ActionIcon>
  );
}

export function RemoveGroup({ handleOnClick }: ActionProps) {
  const { t } = useTranslation();
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={30}
      aria-label={t('filter.removeGroup')}
      onClick={handleOnClick}
    >
      <IconX size={16} />
    </ActionIcon>
  );
}

export function Selector({ options, value, handleOnChange, title, className }: ValueSelectorProps) {
  return (
    <NativeSelect
      className={className ?? ''}
      size="xs"
      aria-label={title ?? ''}
      value={value ?? ''}
      data={options.flatMap((option) =>
        'options' in option ? [] : [{ value: String(option.name), label: option.label }],
      )}
      onChange={(event) => {
        handleOnChange(event.currentTarget.value);
      }}
    />
  );
}

export function NotToggle({ checked, handleOnChange }: NotToggleProps) {
  const { t } = useTranslation();
  return (
    <Checkbox
      size="xs"
      label={t('filter.notThis')}
      checked={checked === true}
      onChange={(event) => {
        handleOnChange(event.currentTarget.checked);
      }}
    />
  );
}

export function ValueEditor({ field, operator, value, handleOnChange, context }: ValueEditorProps) {
  const { t } = useTranslation();
  const words = useFieldWords();
  const { attributes, storeId } = context as BuilderContext;
  const attribute = attributes.find(({ name }) => name === field);
  if (!takesValue(operator) || attribute === undefined) return null;
  const text = typeof value === 'string' ? value : '';
  const label = t('filter.valueOf', { field: words.field(field) });
  if (attribute.type === 'choice') {
    return (
      <NativeSelect
        size="xs"
        aria-label={label}
        value={text}
        data={[
          { value: '', label: t('filter.choose') },
          ...attribute.choices.map((choice) => ({ value: choice, label: words.choice(choice) })),
        ]}
        onChange={(event) => {
          handleOnChange(event.currentTarget.value);
        }}
      />
    );
  }
  if (attribute.type === 'reference') {
    return (
      <ObjectPicker
        size="xs"
        label={label}
        hiddenLabel
        kind="user"
        storeId={storeId}
        value={text === '' ? null : text}
        onChange={(id) => {
          handleOnChange(id ?? '');
        }}
      />
    );
  }
  return (
    <TextInput
      size="xs"
      aria-label={label}
      maxLength={256}
      value={text}
      onChange={(event) => {
        handleOnChange(event.currentTarget.value);
      }}
    />
  );
}
