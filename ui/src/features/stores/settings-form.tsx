/** The form of a store's settings, made from what its provider describes: a new kind needs no page of its own. */
import {
  Accordion,
  NumberInput,
  PasswordInput,
  Select,
  Stack,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { typedInto } from '../../components/use-fields.ts';
import { isRanked } from './areas.ts';
import { ContainerList, ContainerPath } from './container-input.tsx';
import { FromFile } from './from-file.tsx';
import { RankedTable } from './ranked-table.tsx';
import type { Setting, SettingValues } from './settings-schema.ts';
import { useChoiceWords } from './choice-words.ts';
import { TableInput } from './settings-table.tsx';

interface SettingsFormProps {
  readonly settings: readonly Setting[];
  readonly values: SettingValues;
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (values: SettingValues) => void;
}

export function SettingsForm({ settings, values, errors, onChange }: SettingsFormProps) {
  const { t } = useTranslation();
  const shown = settings.filter(({ generated }) => !generated);
  const row = (setting: Setting) => (
    <SettingInput
      key={setting.name}
      setting={setting}
      value={values[setting.name]}
      error={errors[setting.name]}
      onChange={(value) => {
        onChange({ ...values, [setting.name]: value });
      }}
    />
  );
  const advanced = shown.filter((setting) => setting.advanced);
  const [opened, setOpened] = useState(false);
  // It stays open while one corrects what is wrong in it.
  if (!opened && advanced.some(({ name }) => name in errors)) setOpened(true);
  return (
    <Stack gap="md">
      {shown.filter((setting) => !setting.advanced).map(row)}
      {advanced.length > 0 && (
        <Accordion
          variant="contained"
          maw={560}
          value={opened ? 'advanced' : null}
          onChange={(value) => {
            setOpened(value === 'advanced');
          }}
        >
          <Accordion.Item value="advanced">
            <Accordion.Control>{t('stores.advanced')}</Accordion.Control>
            <Accordion.Panel>
              <Stack gap="md">{advanced.map(row)}</Stack>
            </Accordion.Panel>
          </Accordion.Item>
        </Accordion>
      )}
    </Stack>
  );
}

export interface SettingInputProps {
  readonly setting: Setting;
  readonly value: unknown;
  readonly error: string | undefined;
  readonly onChange: (value: unknown) => void;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const isSet = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'set' in value && value.set === true;

function SettingInput({ setting, value, error, onChange }: SettingInputProps) {
  const { t } = useTranslation();
  const wordsOf = useChoiceWords();
  const shared = {
    id: `setting-${setting.name}`,
    label: setting.title,
    description: setting.description,
    required: setting.required,
    error,
  };
  switch (setting.type) {
    case 'secret':
      return (
        <FromFile setting={setting} onText={onChange}>
          <PasswordInput
            {...shared}
            autoComplete="new-password"
            placeholder={isSet(value) ? t('stores.secretKept') : ''}
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
            value={textOf(value)}
            onChange={typedInto(onChange)}
          />
        </FromFile>
      );
    case 'number':
      return (
        <NumberInput
          {...shared}
          allowDecimal={false}
          min={setting.minimum}
          max={setting.maximum}
          placeholder={typeof setting.fallback === 'number' ? String(setting.fallback) : ''}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => {
            onChange(typeof next === 'number' ? next : undefined);
          }}
        />
      );
    case 'choice':
      return (
        <Select
          {...shared}
          allowDeselect={!setting.required}
          data={setting.choices.map((choice) => ({ value: choice, label: wordsOf(choice) }))}
          value={textOf(value) || textOf(setting.fallback) || null}
          onChange={onChange}
        />
      );
    case 'list': {
      const list = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
      return setting.picks === 'container' ? (
        <ContainerList {...shared} value={list} onChange={onChange} />
      ) : (
        <TagsInput
          {...shared}
          maw={560}
          splitChars={['\n']}
          value={list}
          onChange={onChange}
          acceptValueOnBlur
        />
      );
    }
    case 'table':
      return isRanked(setting) ? (
        <RankedTable setting={setting} value={value} error={error} onChange={onChange} />
      ) : (
        <TableInput setting={setting} value={value} error={error} onChange={onChange} />
      );
    case 'longText':
      return (
        <FromFile setting={setting} onText={onChange}>
          <Textarea
            {...shared}
            value={textOf(value)}
            onChange={typedInto(onChange)}
            styles={{ input: { fontFamily: 'monospace', fontSize: 12 } }}
          />
        </FromFile>
      );
    case 'text':
      return setting.picks === 'container' ? (
        <ContainerPath {...shared} value={textOf(value)} onChange={onChange} />
      ) : (
        <TextInput
          {...shared}
          placeholder={textOf(setting.fallback)}
          value={textOf(value)}
          onChange={typedInto(onChange)}
        />
      );
  }
}
