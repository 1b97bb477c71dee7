import { Text } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { requestList } from '../../api/queries.ts';
import { LinkButton } from '../../components/link.tsx';
import { Panel } from '../../components/panel.tsx';
import { useRequestTitle } from './request-words.ts';

/** After a decision: the next one that waits, without going back to the list. */
export function NextInInbox({ after }: { after: string }) {
  const { t } = useTranslation();
  const titleOf = useRequestTitle();
  const { data } = useQuery(requestList({ scope: 'inbox', state: 'pending', limit: 5 }));
  if (data === undefined) return null;
  const next = data.items.find(({ id }) => id !== after);
  return (
    <Panel title={t('inbox.next')}>
      {next === undefined ? (
        <Text size="sm" c="dimmed">
          {t('inbox.nothingMore')}
        </Text>
      ) : (
        <LinkButton
          to="/requests/$requestId"
          params={{ requestId: next.id }}
          search={{ from: 'inbox' }}
          rightSection={<IconArrowRight size={16} aria-hidden />}
          maw="100%"
        >
          {titleOf(next)}
        </LinkButton>
      )}
    </Panel>
  );
}
