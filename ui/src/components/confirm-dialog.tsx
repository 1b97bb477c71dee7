import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
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
  readonly cancelLabel?: string;
  /** Where much is touched: it must be typed first. */
  readonly typedName?: string | undefined;
  /** Plain where nothing is lost. */
  readonly tone?: 'plain';
  readonly action: () => Promise<unknown>;
}

/** Asks once before something destructive is done; stays open with the reason when it fails. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { opened, onClose, title, text, confirmLabel, cancelLabel, typedName, tone, action } = props;
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const close = () => {
    mutation.reset();
    setName('');
    onClose();
  };
  const mutation = useMutation({
    mutationFn: action,
    onSuccess: close,
  });
  return (
    <Modal opened={opened} onClose={close} title={title}>
      <Stack gap="md">
        <Text size="sm">{text}</Text>
        {typedName !== undefined && (
          <TextInput
            label={t('common.typeName', { name: typedName })}
            autoComplete="off"
            value={name}
            onChange={(event) => {
              setName(event.currentTarget.value);
            }}
          />
        )}
        {mutation.error !== null && <ProblemAlert error={mutation.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={close}>
            {cancelLabel ?? t('common.cancel')}
          </Button>
          <Button
            {...(tone === 'plain' ? {} : { color: 'red.9' })}
            disabled={typedName !== undefined && name.trim() !== typedName}
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
