import { Stack, Text } from '@mantine/core';
import { QRCodeSVG } from 'qrcode.react';
import { useTranslation } from 'react-i18next';
import { CopyText } from '../../components/copy-text.tsx';

/** What an authenticator app scans, or has typed into it. */
export function TotpSecret({ secret, uri }: { secret: string; uri: string }) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      <Text size="sm">{t('factors.totpText')}</Text>
      {/* White around it in either scheme: readers need the quiet zone. */}
      <div className="m-qr">
        <QRCodeSVG value={uri} size={184} marginSize={2} title={t('factors.qr')} />
      </div>
      <div>
        <Text size="xs" c="dimmed">
          {t('factors.totpByHand')}
        </Text>
        <CopyText text={secret} label={t('factors.copySecret')} />
      </div>
    </Stack>
  );
}
