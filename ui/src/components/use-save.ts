import { notifications } from '@mantine/notifications';
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Fields } from './use-fields.ts';

interface SaveOptions<T extends object> {
  readonly fields: Fields<T>;
  readonly save: () => Promise<unknown>;
  /** What is read anew afterwards. */
  readonly changes: readonly QueryKey[];
  readonly onDone: () => void;
}

/** Saves a form of settings: says so when it worked, tells refusals at their fields when not. */
export function useSave<T extends object>({ fields, save, changes, onDone }: SaveOptions<T>) {
  const { t } = useTranslation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: save,
    onSuccess: async () => {
      await Promise.all(changes.map((queryKey) => client.invalidateQueries({ queryKey })));
      notifications.show({ message: t('common.saved') });
      onDone();
    },
    onError: (error) => {
      fields.fail(error);
    },
  });
}
