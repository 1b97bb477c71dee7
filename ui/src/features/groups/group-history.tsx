import { Button, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { historyPages } from '../../api/queries.ts';
import type { Group } from '../../api/schema.ts';
import { LinkAnchor } from '../../components/link.tsx';
import { Lines, Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { EntryRows } from '../history/history-entries.tsx';

/** Requests that are told beside the overview. */
const besideCount = 5;
/** Of each request, on the tab. */
const tabLines = 12;

/** What Muster changed on a group, one row a request; beside the overview only the latest. */
export function GroupHistory({ group, beside = false }: { group: Group; beside?: boolean }) {
  const { t } = useTranslation();
  const history = useInfiniteQuery(historyPages({ storeId: group.storeId, objectId: group.id }));
  const items = history.data?.pages.flatMap((page) => page.items) ?? [];
  const all = beside && items.length > 0 && (
    <LinkAnchor
      size="sm"
      to="/groups/$storeId/$groupId"
      params={{ storeId: group.storeId, groupId: group.id }}
      search={{ tab: 'history' }}
    >
      {t('home.all')}
    </LinkAnchor>
  );
  return (
    <Panel flush title={t('navigation.history')} actions={all}>
      {history.isPending && <Lines count={4} />}
      {history.error !== null && (
        <ProblemAlert error={history.error} onRetry={() => void history.refetch()} />
      )}
      {history.data !== undefined && items.length === 0 && (
        <Text size="sm" c="dimmed" px={20} pb={16}>
          {t('groups.noHistory')}
        </Text>
      )}
      <EntryRows items={items} {...(beside ? { most: besideCount } : { lines: tabLines })} />
      {!beside && history.hasNextPage && (
        <Button
          variant="subtle"
          fullWidth
          radius={0}
          loading={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {t('common.more')}
        </Button>
      )}
    </Panel>
  );
}
