import { ActionIcon, Button, Group, Modal, Stack, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { errorOf } from '../api/problem.ts';
import { ProblemAlert } from './problem-alert.tsx';

interface DeleteButtonProps {
  readonly name: string;
  /** What deleting means, and what stays. */
  readonly text: string;
  readonly queryKey: QueryKey;
  readonly remove: () => Promise<{ error?: unknown; response: Response }>;
}

/** Asks once, by name, before a setting is deleted. */
export function DeleteButton({ name, text, queryKey, remove }: DeleteButtonProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [opened, dialog] = useDisclosure(false);
  const mutation = useMutation({
    mutationFn: async () => {
      const { error, response } = await remove();
      if (!response.ok) throw errorOf(error, response);
    },
    onSuccess: async () => {
      dialog.close();
      await client.invalidateQueries({ queryKey });
    },
  });
  const title = t('common.deleteOne', { name });
  return (
    <>
      <Tooltip label={title}>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={title} onClick={dialog.open}>
          <IconTrash size={18} />
        </ActionIcon>
      </Tooltip>
      <Modal
        opened={opened}
        onClose={dialog.close}
        title={title}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Stack gap="md">
          <Text size="sm">{text}</Text>
          {mutation.error !== null && <ProblemAlert error={mutation.error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={dialog.close}>
              {t('common.cancel')}
            </Button>
            <Button
              color="red.9"
              loading={mutation.isPending}
              onClick={() => {
                mutation.mutate();
              }}
            >
              {t('common.delete')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
