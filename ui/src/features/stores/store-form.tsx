/** Name, settings and test of a store; the same to connect one and to change one. */
import { Button, Checkbox, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { asApiError } from '../../api/problem.ts';
import type { IdentityStore } from '../../api/schema.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { typed, useFields } from '../../components/use-fields.ts';
import { TestReport } from './connection-test.tsx';
import { SettingsForm } from './settings-form.tsx';
import { cleaned, type Setting, type SettingValues } from './settings-schema.ts';

export interface StoreValues {
  readonly name: string;
  readonly description: string;
  readonly settings: SettingValues;
  /** Save although the connection fails. */
  readonly force: boolean;
}

interface StoreFormProps {
  readonly kind: IdentityStore['kind'];
  readonly settings: readonly Setting[];
  readonly store: IdentityStore | null;
  readonly submitLabel: string;
  readonly onSubmit: (values: StoreValues) => Promise<unknown>;
}

export function StoreForm({ kind, settings, store, submitLabel, onSubmit }: StoreFormProps) {
  const { t } = useTranslation();
  const fields = useFields({ name: store?.name ?? '', description: store?.description ?? '' });
  const [values, setValues] = useState<SettingValues>(store?.settings ?? {});
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [force, setForce] = useState(false);
  const sent = () => cleaned(settings, values, store?.settings ?? null);

  /** Errors of settings are told at their inputs; the first one is focused. */
  const showErrors = (error: unknown) => {
    const found = Object.fromEntries(
      asApiError(error).problem.errors.flatMap(({ field, message }) => {
        const name = field.split('/')[1];
        return field.startsWith('settings/') && name !== undefined
          ? [[name, message.charAt(0).toUpperCase() + message.slice(1)]]
          : [];
      }),
    );
    setErrors(found);
    const first = settings.find(({ name }) => name in found);
    if (first !== undefined) document.getElementById(`setting-${first.name}`)?.focus();
    else fields.fail(error);
  };
  const test = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/stores/test', {
          body: { kind, settings: sent(), ...(store === null ? {} : { storeId: store.id }) },
        }),
      ),
    onError: showErrors,
  });
  const save = useMutation({
    mutationFn: () =>
      onSubmit({
        name: fields.values.name.trim(),
        description: fields.values.description.trim(),
        settings: sent(),
        force,
      }),
    onError: showErrors,
  });
  const failure = save.error ?? test.error;
  const mayForce = save.error !== null && asApiError(save.error).code === 'store.connect_failed';
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (fields.check({ name: fields.values.name.trim() === '' && t('stores.nameMissing') }))
          save.mutate();
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t('stores.name')}
          description={t('stores.nameHint')}
          required
          maxLength={64}
          {...typed(fields.input('name'))}
        />
        <Textarea label={t('stores.description')} maxLength={256} {...typed(fields.input('description'))} />
        <SettingsForm
          settings={settings}
          values={values}
          errors={errors}
          onChange={(next) => {
            setValues(next);
            setErrors({});
            test.reset();
          }}
        />
        {store !== null && (
          <Text size="sm" c="dimmed" maw={560}>
            {t('stores.addressHint')}
          </Text>
        )}
        {test.data !== undefined && <TestReport test={test.data} />}
        {failure !== null && (
          <ProblemAlert
            error={failure}
            shownFields={[...fields.failed, ...Object.keys(errors).map((name) => `settings/${name}`)]}
          />
        )}
        {(mayForce || force) && (
          <Checkbox
            label={t('stores.force')}
            checked={force}
            onChange={(event) => {
              setForce(event.currentTarget.checked);
            }}
          />
        )}
        <Group gap="sm">
          <Button
            variant="default"
            loading={test.isPending}
            onClick={() => {
              save.reset();
              test.mutate();
            }}
          >
            {t('stores.test')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
