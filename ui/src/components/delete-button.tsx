import { ActionIcon, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { errorOf } from '../api/problem.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

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
  const title = t('common.deleteOne', { name });
  return (
    <>
      <Tooltip label={title}>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={title} onClick={dialog.open}>
          <IconTrash size={18} />
        </ActionIcon>
      </Tooltip>
      <ConfirmDialog
        opened={opened}
        onClose={dialog.close}
        title={title}
        text={text}
        confirmLabel={t('common.delete')}
        action={async () => {
          const { error, response } = await remove();
          if (!response.ok) throw errorOf(error, response);
          await client.invalidateQueries({ queryKey });
        }}
      />
    </>
  );
}
