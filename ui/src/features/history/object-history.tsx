import { Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { historyPages } from '../../api/queries.ts';
import { MoreRows } from '../../components/more-rows.tsx';
import { Lines, Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { EntryRows } from './history-entries.tsx';
import { HistoryOff } from './history-off.tsx';

/** Requests that are told beside the overview. */
const besideCount = 5;
/** Of each request, on the tab. */
const tabLines = 12;

interface ObjectHistoryProps {
  readonly of: Parameters<typeof historyPages>[0];
  /** Entries name what they changed: they are of other objects, too. */
  readonly withObject?: boolean;
  readonly empty: string;
  /** Only the latest are told; this leads to all of them. */
  readonly beside?: ReactNode;
}

/** What Muster changed about an object, one row a request. */
export function ObjectHistory({ of, withObject = false, empty, beside }: ObjectHistoryProps) {
  const { t } = useTranslation();
  const history = useInfiniteQuery(historyPages(of));
  const items = history.data?.pages.flatMap((page) => page.items) ?? [];
  const off = history.data?.pages[0]?.off ?? [];
  return (
    <Panel flush title={t('navigation.history')} actions={items.length > 0 && beside}>
      {history.isPending && <Lines count={4} />}
      {history.error !== null && (
        <ProblemAlert error={history.error} onRetry={() => void history.refetch()} />
      )}
      {history.data !== undefined && items.length === 0 && (
        <Stack gap={4} px={20} pb={16}>
          {off.length === 0 ? (
            <Text size="sm" c="dimmed">
              {empty}
            </Text>
          ) : (
            <HistoryOff off={off} />
          )}
        </Stack>
      )}
      <EntryRows
        items={items}
        withObject={withObject}
        {...(beside === undefined ? { lines: tabLines } : { most: besideCount })}
      />
      {beside === undefined && <MoreRows query={history} />}
    </Panel>
  );
}
