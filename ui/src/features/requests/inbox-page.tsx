/** What waits for one's decision; several can be decided alike. */
import { Alert, Box, Button, Group } from '@mantine/core';
import { IconClockHour4, IconInbox } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { requestCounts } from '../../api/queries.ts';
import type { RequestsSearch } from '../../app/search.ts';
import { useSession } from '../../api/session.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import '../../i18n/request-words.ts';
import { NoMail } from './no-mail.tsx';
import { RequestsTable } from './requests-table.tsx';

const route = getRouteApi('/shell/inbox');

/** Everything that waits. */
const everything: Partial<RequestsSearch> = {
  state: undefined,
  date: 'all',
  action: undefined,
  filter: undefined,
  after: undefined,
};

export function InboxPage() {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  const search = route.useSearch();
  const { sendsMail, store } = useSession();
  const waiting = useQuery(requestCounts).data?.inbox ?? 0;
  const onSearch = (change: Partial<RequestsSearch>) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  const { state, date, action, filter } = search;
  const isDefault = state === undefined && date === undefined && action === undefined && filter === undefined;
  return (
    <>
      <PageHeader title={t('navigation.inbox')} description={t('requestLists.inboxText')} />
      {!sendsMail && (
        <Box mb="md">
          <NoMail storeId={store.id} />
        </Box>
      )}
      <RequestsTable
        list="inbox"
        search={search}
        onSearch={onSearch}
        note={(rows, isWhole) => {
          const earlier = waiting - rows;
          // What waits must never be out of sight because it waits since yesterday.
          if (!isDefault || !isWhole || earlier <= 0) return null;
          return (
            <Alert variant="light" icon={<IconClockHour4 aria-hidden />} mb="md" role="status">
              <Group justify="space-between" gap="sm">
                {t('requestLists.earlier', { count: earlier })}
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() => {
                    onSearch(everything);
                  }}
                >
                  {t('requestLists.showEarlier')}
                </Button>
              </Group>
            </Alert>
          );
        }}
        empty={
          <EmptyState
            icon={IconInbox}
            title={t(
              waiting === 0
                ? 'inbox.emptyTitle'
                : isDefault
                  ? 'requestLists.nothingToday'
                  : 'requestLists.noMatch',
            )}
            text={t('inbox.emptyText')}
            action={
              waiting === 0 || isDefault ? undefined : (
                <Button
                  variant="default"
                  onClick={() => {
                    onSearch(everything);
                  }}
                >
                  {t('requestLists.showEarlier')}
                </Button>
              )
            }
          />
        }
      />
    </>
  );
}
