/** What waits for me, what did I ask, what changed around me. */
import { Stack } from '@mantine/core';
import { IconInbox, IconPlus, IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { historyList, requestList } from '../../api/queries.ts';
import { holds, useSession } from '../../api/session.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkAnchor, LinkButton } from '../../components/link.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Lines, Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { EntryRows } from '../history/history-entries.tsx';
import { NoHistory } from '../history/no-history.tsx';
import { RequestRows } from '../requests/request-rows.tsx';

const shown = 6;
/** A request may have changed many values; so many lines are read to tell the last few requests. */
const historyLines = 30;

export function HomePage() {
  const { t } = useTranslation();
  const session = useSession();
  const inbox = useQuery({
    ...requestList({ scope: 'inbox', state: 'pending', limit: shown }),
    refetchInterval: 20_000,
  });
  const mine = useQuery({ ...requestList({ scope: 'mine', limit: shown }), refetchInterval: 20_000 });
  const history = useQuery(historyList({ limit: historyLines }));
  return (
    <>
      <PageHeader
        title={t('home.hello', { name: session.user.name })}
        actions={
          <>
            <LinkButton to="/groups" variant={holds(session, 'Create Static Group') ? 'default' : 'filled'}>
              {t('home.findGroups')}
            </LinkButton>
            {holds(session, 'Create Static Group') && (
              <LinkButton to="/groups/new" leftSection={<IconPlus size={18} aria-hidden />}>
                {t('groups.create')}
              </LinkButton>
            )}
          </>
        }
      />
      <div className="m-columns" data-even>
        <Stack gap={20}>
          <Panel
            flush
            title={t('home.waiting')}
            actions={
              <LinkAnchor to="/inbox" size="sm" search={{ date: 'all' }}>
                {t('home.all')}
              </LinkAnchor>
            }
          >
            <Part
              query={inbox}
              empty={
                <EmptyState icon={IconInbox} title={t('inbox.emptyTitle')} text={t('inbox.emptyText')} />
              }
            >
              {(items) => <RequestRows items={items} withRequester fromInbox />}
            </Part>
          </Panel>
          <Panel
            flush
            title={t('home.asked')}
            actions={
              <LinkAnchor to="/requests" size="sm" search={{ state: 'any', date: 'all' }}>
                {t('home.all')}
              </LinkAnchor>
            }
          >
            <Part
              query={mine}
              empty={<EmptyState icon={IconSend} title={t('requests.none')} text={t('requests.noneText')} />}
            >
              {(items) => <RequestRows items={items} />}
            </Part>
          </Panel>
        </Stack>
        <Panel
          flush
          title={t('home.changed')}
          actions={
            <LinkAnchor to="/history" size="sm" search={{}}>
              {t('home.all')}
            </LinkAnchor>
          }
        >
          <Part query={history} empty={<NoHistory off={history.data?.off ?? []} />}>
            {(items) => <EntryRows items={items} withObject most={shown} />}
          </Part>
        </Panel>
      </div>
    </>
  );
}

interface PartProps<T> {
  readonly query: { data: { items: readonly T[] } | undefined; error: unknown; refetch: () => unknown };
  readonly empty: ReactNode;
  readonly children: (items: readonly T[]) => ReactNode;
}

/** A part that fails says so and leaves the others standing. */
function Part<T>({ query, empty, children }: PartProps<T>) {
  if (query.data !== undefined) return query.data.items.length === 0 ? empty : children(query.data.items);
  if (query.error !== null) {
    return (
      <div style={{ padding: 16 }}>
        <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
      </div>
    );
  }
  return <Lines count={4} />;
}
