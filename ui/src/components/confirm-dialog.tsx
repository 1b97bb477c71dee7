import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from './problem-alert.tsx';

interface ConfirmDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Names what is touched. */
  readonly title: string;
  /** What it means, and what stays. */
  readonly text: string;
  readonly confirmLabel: string;
  readonly action: () => Promise<unknown>;
}

/** Asks once before something destructive is done; stays open with the reason when it fails. */
export function ConfirmDialog({ opened, onClose, title, text, confirmLabel, action }: ConfirmDialogProps) {
  const { t } = useTranslation();
  const mutation = useMutation({ mutationFn: action, onSuccess: onClose });
  const close = () => {
    mutation.reset();
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        <Text size="sm">{text}</Text>
        {mutation.error !== null && <ProblemAlert error={mutation.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button
            color="red.9"
            loading={mutation.isPending}
            onClick={() => {
              mutation.mutate();
            }}
          >
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
