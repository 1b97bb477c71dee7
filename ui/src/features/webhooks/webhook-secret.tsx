import { Button, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyText } from '../../components/copy-text.tsx';

/** A secret that is shown this once: it is not lost by a click beside it. */
export function WebhookSecret({ secret, onDone }: { secret: string; onDone: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onDone}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
      title={t('webhooks.secretTitle')}
    >
      <Stack gap="md">
        <Text size="sm">{t('webhooks.secretText')}</Text>
        <div className="m-secret">
          <CopyText text={secret} label={t('webhooks.copy')} />
        </div>
        <Button onClick={onDone}>{t('webhooks.kept')}</Button>
      </Stack>
    </Modal>
  );
}
