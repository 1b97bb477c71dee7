/** The builder's controls, made of ours. */
import { ActionIcon, Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { type Icon, IconFolderPlus, IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ActionProps, NotToggleProps, ValueEditorProps, ValueSelectorProps } from 'react-querybuilder';
import type { FindPurpose } from '../../api/find.ts';
import type { FilterAttribute } from '../../api/schema.ts';
import { QuickPicker } from '../quick-picker.tsx';
import { useFieldWords } from './filter-words.ts';
import { takesValue } from './operators.ts';

/** What the controls need to know of the list. */
export interface BuilderContext {
  readonly attributes: readonly FilterAttribute[];
  readonly storeId: string;
}

type Label = 'addRule' | 'addGroup' | 'removeRule' | 'removeGroup';

const addButton = (label: Label, Sign: Icon, variant: 'default' | 'subtle') =>
  function AddButton(props: ActionProps) {
    const { t } = useTranslation();
    return (
      <Button
        size="compact-xs"
        variant={variant}
        leftSection={<Sign size={14} aria-hidden />}
        onClick={(event) => {
          props.handleOnClick(event);
        }}
      >
        {t(`filter.${label}`)}
      </Button>
    );
  };

export const AddRule = addButton('addRule', IconPlus, 'default');
export const AddGroup = addButton('addGroup', IconFolderPlus, 'subtle');

const removeButton = (label: Label) =>
  function RemoveButton(props: ActionProps) {
    const { t } = useTranslation();
    return (
      <ActionIcon
        variant="subtle"
        color="gray"
        size={30}
        aria-label={t(`filter.${label}`)}
        onClick={(event) => {
          props.handleOnClick(event);
        }}
      >
        <IconX size={16} />
      </ActionIcon>
    );
  };

export const RemoveRule = removeButton('removeRule');
export const RemoveGroup = removeButton('removeGroup');

export function Selector(props: ValueSelectorProps) {
  const { options, value, title, className } = props;
  return (
    <NativeSelect
      className={className ?? ''}
      size="xs"
      aria-label={title ?? ''}
      value={value ?? ''}
      data={options.flatMap((option) =>
        'options' in option ? [] : [{ value: option.name, label: option.label }],
      )}
      onChange={(event) => {
        props.handleOnChange(event.currentTarget.value);
      }}
    />
  );
}

export function NotToggle(props: NotToggleProps) {
  const { t } = useTranslation();
  return (
    <Checkbox
      size="xs"
      label={t('filter.notThis')}
      checked={props.checked === true}
      onChange={(event) => {
        props.handleOnChange(event.currentTarget.checked);
      }}
    />
  );
}

/** A filter by members looks for whoever may be one. */
const purposeOf = (attribute: string): FindPurpose =>
  attribute === 'owner' || attribute === 'manager' ? attribute : 'members';

export function ValueEditor(props: ValueEditorProps) {
  const { field, operator } = props;
  const value: unknown = props.value;
  const { t } = useTranslation();
  const words = useFieldWords();
  const { attributes, storeId } = props.context as BuilderContext;
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
          props.handleOnChange(event.currentTarget.value);
        }}
      />
    );
  }
  if (attribute.type === 'reference') {
    return (
      <QuickPicker
        label={label}
        purpose={purposeOf(attribute.name)}
        storeId={storeId}
        value={text === '' ? null : text}
        onChange={(id) => {
          props.handleOnChange(id ?? '');
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
        props.handleOnChange(event.currentTarget.value);
      }}
    />
  );
}
