import { Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { typed } from '../../components/use-fields.ts';
import type { SetUp } from './use-set-up.ts';

export function CodeStep({ setUp: { fields } }: { setUp: SetUp }) {
  const { t } = useTranslation();
  return (
    <>
      <Text>{t('setUp.welcome')}</Text>
      <TextInput
        label={t('setUp.code')}
        description={t('setUp.codeHint')}
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={100}
        styles={{ input: { fontFamily: 'monospace' } }}
        {...typed(fields.input('code'))}
      />
    </>
  );
}
