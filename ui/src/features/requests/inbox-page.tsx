import { IconInbox } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { requestList } from '../../api/queries.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Lines, Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { RequestRows } from './request-rows.tsx';

const longest = 200;

export function InboxPage() {
  const { t } = useTranslation();
  const waiting = useQuery({
    ...requestList({ scope: 'inbox', state: 'pending', limit: longest }),
    refetchInterval: 15_000,
  });
  return (
    <>
      <PageHeader title={t('navigation.inbox')} description={t('inbox.text')} />
      <Panel flush>
        {waiting.isPending && <Lines count={4} />}
        {waiting.error !== null && (
          <ProblemAlert error={waiting.error} onRetry={() => void waiting.refetch()} />
        )}
        {waiting.data?.items.length === 0 && (
          <EmptyState icon={IconInbox} title={t('inbox.emptyTitle')} text={t('inbox.emptyText')} />
        )}
        {waiting.data !== undefined && <RequestRows items={waiting.data.items} withRequester fromInbox />}
      </Panel>
    </>
  );
}
