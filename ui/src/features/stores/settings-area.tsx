/** One part of a store's settings, saved for itself; the connection is tested before anything is kept. */
import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asApiError } from '../../api/problem.ts';
import type { IdentityStore } from '../../api/schema.ts';
import { Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useFields, typed } from '../../components/use-fields.ts';
import { areaOf, type SettingArea } from './areas.ts';
import { TestReport } from './connection-test.tsx';
import { ContainersOf } from './container-input.tsx';
import { ForceBox } from './force-box.tsx';
import { SettingsForm } from './settings-form.tsx';
import type { Setting } from './settings-schema.ts';
import { useChangeStore } from './use-change-store.ts';
import { useStoreSettings } from './use-store-settings.ts';

interface SettingsAreaProps {
  readonly store: IdentityStore;
  /** All of its kind. */
  readonly settings: readonly Setting[];
  readonly area: SettingArea;
}

export function SettingsArea({ store, settings, area }: SettingsAreaProps) {
  const { t } = useTranslation();
  const fields = useFields({ name: store.name, description: store.description });
  const form = useStoreSettings({ kind: store.kind, settings, store });
  const [force, setForce] = useState(false);
  const save = useChangeStore(store, (error) => {
    if (form.showProblem(error) === undefined) fields.fail(error);
  });
  const failure = save.error ?? form.test.error;
  const mayForce = save.error !== null && asApiError(save.error).code === 'store.connect_failed';
  // What is at fault elsewhere is shown here, too: a moved server asks for the password again.
  const shown = settings.filter((setting) => areaOf(setting) === area || setting.name in form.errors);
  // A setting that is a part of its own has its own title.
  const title = area === 'servers' ? {} : { title: t(`stores.areas.${area}`) };
  return (
    <Panel narrow {...title}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (fields.check({ name: fields.values.name.trim() === '' && t('stores.nameMissing') }))
            save.mutate({
              part: {
                ...(area === 'connection'
                  ? { name: fields.values.name.trim(), description: fields.values.description.trim() }
                  : {}),
                settings: form.sent(),
              },
              force,
            });
        }}
      >
        <Stack gap="md">
          {area === 'connection' && (
            <>
              <TextInput
                label={t('stores.name')}
                description={t('stores.nameHint')}
                required
                maxLength={64}
                {...typed(fields.input('name'))}
              />
              <Textarea
                label={t('stores.description')}
                maxLength={256}
                {...typed(fields.input('description'))}
              />
            </>
          )}
          {area === 'scope' && (
            <Text size="sm" c="dimmed">
              {t('stores.scopeText')}
            </Text>
          )}
          <ContainersOf storeId={store.id}>
            <SettingsForm
              settings={shown}
              values={form.values}
              errors={form.errors}
              onChange={(next) => {
                save.reset();
                form.change(next);
              }}
            />
          </ContainersOf>
          {shown.some(({ address, generated }) => address && !generated) && (
            <Text size="sm" c="dimmed" maw={560}>
              {t('stores.addressHint')}
            </Text>
          )}
          {form.test.data !== undefined && <TestReport test={form.test.data} />}
          {failure !== null && (
            <ProblemAlert error={failure} shownFields={[...fields.failed, ...form.shownFields]} />
          )}
          {(mayForce || force) && <ForceBox checked={force} onChange={setForce} />}
          <Group gap="sm">
            <Button
              variant="default"
              loading={form.test.isPending}
              onClick={() => {
                save.reset();
                form.test.mutate();
              }}
            >
              {t('stores.test')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
