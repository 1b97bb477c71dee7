/** The open sessions of everybody in a store, for those who manage its roles [access-and-approvals A5]. */
import { Button, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDeviceDesktop } from '@tabler/icons-react';
import { infiniteQueryOptions, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { errorOf } from '../../api/problem.ts';
import { defined } from '../../api/queries.ts';
import type { StoreSession } from '../../api/schema.ts';
import { useSession } from '../../api/session.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { MoreRows } from '../../components/more-rows.tsx';
import { Name } from '../../components/name.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { StoreSelect } from '../../components/store-select.tsx';
import { Waiting } from '../../components/waiting.tsx';
import '../../i18n/account-words.ts';
import { DeviceName, SessionTimes } from '../profile/session-facts.tsx';

const route = getRouteApi('/shell/admin/roles/sessions');

const storeSessions = (storeId: string) =>
  infiniteQueryOptions({
    queryKey: ['stores', storeId, 'sessions'],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET('/stores/{storeId}/sessions', {
          params: { path: { storeId }, query: defined({ cursor: pageParam, limit: 50 }) },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

export function StoreSessionsPage() {
  const { t } = useTranslation();
  const session = useSession();
  const client = useQueryClient();
  const { store } = route.useSearch();
  const navigate = route.useNavigate();
  const storeId = store ?? session.store.id;
  const sessions = storeSessions(storeId);
  const query = useInfiniteQuery(sessions);
  const [ending, setEnding] = useState<StoreSession | null>(null);
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader
        title={t('sessions.title')}
        description={t('sessions.storeText')}
        back={{ to: '/admin/roles', label: t('navigation.roles') }}
        actions={
          <StoreSelect
            value={storeId}
            onChange={(id) => void navigate({ search: { store: id }, replace: true })}
          />
        }
      />
      <Panel flush>
        {query.data === undefined && <Waiting query={query} lines={4} />}
        {query.data !== undefined && items.length === 0 && (
          <EmptyState
            icon={IconDeviceDesktop}
            title={t('sessions.noneTitle')}
            text={t('sessions.noneText')}
          />
        )}
        <ul className="m-rows" aria-label={t('sessions.title')}>
          {items.map((one) => (
            <li key={one.id}>
              <div className="m-grow">
                <Text size="sm" fw={600} component="div">
                  <Name>{one.person.name}</Name> <bdi className="m-path">{one.loginName}</bdi>{' '}
                  {one.current && <Badge tone="ok">{t('sessions.current')}</Badge>}
                </Text>
                <Text size="sm" component="div">
                  <DeviceName agent={one.userAgent} />
                  {' · '}
                  {t(`clients.${one.clientType}`)}
                  {' · '}
                  <Name>{one.roleName}</Name>
                </Text>
                <Text size="xs" c="dimmed" component="div">
                  <SessionTimes session={one} />
                </Text>
              </div>
              {!one.current && (
                <Button
                  variant="default"
                  size="xs"
                  aria-label={t('sessions.endOf', { name: one.person.name })}
                  onClick={() => {
                    setEnding(one);
                  }}
                >
                  {t('sessions.end')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        <MoreRows query={query} />
      </Panel>
      <ConfirmDialog
        opened={ending !== null}
        onClose={() => {
          setEnding(null);
        }}
        title={t('sessions.endOf', { name: ending?.person.name ?? '' })}
        text={t('sessions.endText')}
        confirmLabel={t('sessions.end')}
        action={async () => {
          if (ending === null) return;
          const { error, response } = await api.DELETE('/stores/{storeId}/sessions/{sessionId}', {
            params: { path: { storeId, sessionId: ending.id } },
          });
          if (!response.ok) throw errorOf(error, response);
          notifications.show({ message: t('sessions.ended') });
          await client.invalidateQueries({ queryKey: sessions.queryKey });
        }}
      />
    </>
  );
}
