/** Muster's own small directory, or one that is there already, whose connection is tested. */
import { Radio, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { typed } from '../../components/use-fields.ts';
import { TestReport } from '../stores/connection-test.tsx';
import { SettingsForm } from '../stores/settings-form.tsx';
import type { SetUp, SetUpValues } from './use-set-up.ts';

/** The others sign people in by other means, so that no first administrator could be proven. */
const first: readonly string[] = ['local', 'active-directory'] satisfies readonly SetUpValues['kind'][];

export function DirectoryStep({ setUp }: { setUp: SetUp }) {
  const { t } = useTranslation();
  const { fields, kinds, test } = setUp;
  return (
    <>
      <Text>{t('setUp.directoryText')}</Text>
      <Radio.Group
        label={t('stores.kind')}
        value={fields.values.kind}
        onChange={(kind) => {
          fields.set('kind', kind);
          fields.set('groupId', '');
          setUp.setSettings({});
        }}
      >
        <Stack gap="xs" mt={6}>
          {kinds
            .filter(({ kind }) => first.includes(kind))
            .toSorted((a, b) => first.indexOf(a.kind) - first.indexOf(b.kind))
            .map(({ kind }) => (
              <Radio
                key={kind}
                value={kind}
                label={t(`storeKinds.${kind}`)}
                description={t(`storeKindHints.${kind}`)}
              />
            ))}
        </Stack>
      </Radio.Group>
      <TextInput
        label={t('setUp.storeName')}
        description={t('setUp.storeNameHint')}
        required
        maxLength={64}
        {...typed(fields.input('storeName'))}
      />
      <SettingsForm
        settings={setUp.settings}
        values={setUp.settingValues}
        errors={setUp.settingErrors}
        onChange={setUp.setSettings}
      />
      {test !== undefined && !test.ok && <TestReport test={test} />}
    </>
  );
}
