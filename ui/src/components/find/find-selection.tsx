import { ActionIcon, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Chosen, chosen } from '../../api/find.ts';
import { FoundText } from './found-text.tsx';

interface FindSelectionProps {
  readonly storeId: string;
  readonly ids: readonly string[];
  readonly onRemove: (id: string) => void;
}

/** What has been chosen so far; each can be taken back. */
export function FindSelection({ storeId, ids, onRemove }: FindSelectionProps) {
  const { t } = useTranslation();
  const objects = useChosen(storeId, ids);
  return (
    <section className="m-find-selection" aria-label={t('find.selection')}>
      <Text size="sm" fw={600} px={12} pt={10} role="status">
        {t('find.chosen', { count: ids.length })}
      </Text>
      {ids.length === 0 && (
        <Text size="sm" c="dimmed" px={12} py={8}>
          {t('find.nothingChosen')}
        </Text>
      )}
      <ul className="m-find-list">
        {objects.map((object) => (
          <li key={object.id} className="m-find-row">
            <FoundText object={object} />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('find.remove', { name: object.displayName })}
              onClick={() => {
                onRemove(object.id);
              }}
            >
              <IconX size={16} />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What is chosen, by its id until its name is known. */
export const useChosen = (storeId: string, ids: readonly string[]): readonly Chosen[] =>
  useQueries({
    queries: ids.map((id) => chosen(storeId, id)),
    combine: (results) =>
      results.map(({ data }, index) => {
        const id = ids[index] ?? '';
        return data ?? { id, displayName: id, mail: null, kind: 'user' as const };
      }),
  });
