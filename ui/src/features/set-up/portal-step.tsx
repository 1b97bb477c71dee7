import { Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { typed } from '../../components/use-fields.ts';
import type { SetUp } from './use-set-up.ts';

export function PortalStep({ setUp: { fields } }: { setUp: SetUp }) {
  const { t } = useTranslation();
  return (
    <>
      <Text>{t('setUp.portalText')}</Text>
      <TextInput
        label={t('setUp.portalName')}
        description={t('setUp.portalNameHint')}
        required
        maxLength={64}
        {...typed(fields.input('portalName'))}
      />
      <TextInput
        label={t('setUp.portalPath')}
        description={t('setUp.portalPathHint')}
        required
        maxLength={40}
        autoCapitalize="none"
        spellCheck={false}
        {...typed(fields.input('portalPath'))}
      />
    </>
  );
}
