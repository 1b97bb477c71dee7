/** The form of a store's settings, made from what its provider describes: a new kind needs no page of its own. */
import {
  Accordion,
  ActionIcon,
  Button,
  Group,
  NumberInput,
  PasswordInput,
  Select,
  Stack,
  TagsInput,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { typedInto } from '../../components/use-fields.ts';
import en from '../../i18n/en.json';
import type { Setting, SettingValues } from './settings-schema.ts';

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
  return (
    <Stack gap="md">
      {shown.filter((setting) => !setting.advanced).map(row)}
      {advanced.length > 0 && (
        <Accordion
          variant="contained"
          maw={560}
          defaultValue={advanced.some(({ name }) => name in errors) ? 'advanced' : null}
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

interface SettingInputProps {
  readonly setting: Setting;
  readonly value: unknown;
  readonly error: string | undefined;
  readonly onChange: (value: unknown) => void;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const isSet = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'set' in value && value.set === true;

type Choice = keyof typeof en.settingChoices;
const isKnownChoice = (choice: string): choice is Choice => choice in en.settingChoices;

function SettingInput({ setting, value, error, onChange }: SettingInputProps) {
  const { t } = useTranslation();
  const wordsOf = (choice: string) => (isKnownChoice(choice) ? t(`settingChoices.${choice}`) : choice);
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
        <PasswordInput
          {...shared}
          autoComplete="new-password"
          placeholder={isSet(value) ? t('stores.secretKept') : ''}
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
          value={textOf(value)}
          onChange={typedInto(onChange)}
        />
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
    case 'list':
      return (
        <TagsInput
          {...shared}
          maw={560}
          splitChars={['\n']}
          value={Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []}
          onChange={onChange}
          acceptValueOnBlur
        />
      );
    case 'table':
      return <TableInput setting={setting} value={value} error={error} onChange={onChange} />;
    case 'longText':
      return (
        <Textarea
          {...shared}
          value={textOf(value)}
          onChange={typedInto(onChange)}
          styles={{ input: { fontFamily: 'monospace', fontSize: 12 } }}
        />
      );
    case 'text':
      return (
        <TextInput
          {...shared}
          placeholder={textOf(setting.fallback)}
          value={textOf(value)}
          onChange={typedInto(onChange)}
        />
      );
  }
}

type TableRow = Readonly<Record<string, unknown>>;

function TableInput({ setting, value, error, onChange }: SettingInputProps) {
  const { t } = useTranslation();
  const rows = (Array.isArray(value) ? value : []) as readonly TableRow[];
  const change = (index: number, name: string, next: unknown) => {
    const emptied = next === undefined || next === '';
    onChange(
      rows.map((row, at) =>
        at !== index
          ? row
          : Object.fromEntries(
              Object.entries({ ...row, [name]: next }).filter(([key]) => key !== name || !emptied),
            ),
      ),
    );
  };
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
      <Text component="legend" size="sm" fw={500}>
        {setting.title}
      </Text>
      <Text size="xs" c="dimmed" mb="xs">
        {setting.description}
      </Text>
      <Stack gap="xs">
        {rows.map((row, index) => (
          <Group key={index} gap="xs" align="flex-end">
            {setting.columns.map((column) =>
              column.type === 'number' ? (
                <NumberInput
                  key={column.name}
                  label={column.title}
                  w={100}
                  allowDecimal={false}
                  min={column.minimum}
                  max={column.maximum}
                  value={typeof row[column.name] === 'number' ? (row[column.name] as number) : ''}
                  onChange={(next) => {
                    change(index, column.name, typeof next === 'number' ? next : undefined);
                  }}
                />
              ) : (
                <TextInput
                  key={column.name}
                  label={column.title}
                  required={column.required}
                  w={200}
                  value={textOf(row[column.name])}
                  onChange={typedInto((next) => {
                    change(index, column.name, next);
                  })}
                />
              ),
            )}
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('stores.removeRow', { number: index + 1 })}
              onClick={() => {
                onChange(rows.filter((_row, at) => at !== index));
              }}
            >
              <IconTrash size={18} />
            </ActionIcon>
          </Group>
        ))}
        {error !== undefined && (
          <Text size="sm" c="var(--mantine-color-error)">
            {error}
          </Text>
        )}
        <Button
          variant="default"
          size="xs"
          w="fit-content"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => {
            onChange([...rows, {}]);
          }}
        >
          {t('stores.addRow')}
        </Button>
      </Stack>
    </fieldset>
  );
}
