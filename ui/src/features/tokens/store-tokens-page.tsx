/** The API tokens of everybody in a store, for those who manage its roles. */
import { Button } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { errorOf } from '../../api/problem.ts';
import { useSession } from '../../api/session.ts';
import { ownTokens, storeTokens } from '../../api/tokens.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { MoreRows } from '../../components/more-rows.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { StoreSelect } from '../../components/store-select.tsx';
import { Waiting } from '../../components/waiting.tsx';
import '../../i18n/account-words.ts';
import { useFresh } from '../profile/use-fresh.tsx';
import { TokenForm } from './token-form.tsx';
import { TokenRows } from './token-rows.tsx';

const route = getRouteApi('/shell/admin/roles/tokens');

export function StoreTokensPage() {
  const { t } = useTranslation();
  const session = useSession();
  const client = useQueryClient();
  const { store } = route.useSearch();
  const navigate = route.useNavigate();
  const storeId = store ?? session.store.id;
  const tokens = storeTokens(storeId);
  const query = useInfiniteQuery(tokens);
  const own = useQuery(ownTokens);
  const [making, setMaking] = useState(false);
  const fresh = useFresh(own.data?.freshUntil ?? null, () =>
    client.invalidateQueries({ queryKey: ownTokens.queryKey }),
  );
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader
        title={t('tokens.title')}
        description={t('tokens.storeText')}
        back={{ to: '/admin/roles', label: t('navigation.roles') }}
        actions={
          <>
            <StoreSelect
              value={storeId}
              onChange={(id) => void navigate({ search: { store: id }, replace: true })}
            />
            {storeId === session.store.id && (
              <Button
                leftSection={<IconPlus size={18} aria-hidden />}
                disabled={own.data === undefined}
                onClick={() => {
                  fresh.first(() => {
                    setMaking(true);
                  });
                }}
              >
                {t('tokens.createService')}
              </Button>
            )}
          </>
        }
      />
      <Panel flush>
        {query.data === undefined && <Waiting query={query} lines={4} />}
        {query.data !== undefined && items.length === 0 && (
          <EmptyState icon={IconKey} title={t('tokens.noneTitle')} text={t('tokens.noneInStore')} />
        )}
        <TokenRows
          tokens={items}
          showsOwner
          end={async ({ id: tokenId }) => {
            const { error, response } = await api.DELETE('/stores/{storeId}/tokens/{tokenId}', {
              params: { path: { storeId, tokenId } },
            });
            if (!response.ok) throw errorOf(error, response);
            await client.invalidateQueries({ queryKey: tokens.queryKey });
          }}
        />
        <MoreRows query={query} />
      </Panel>
      {making && (
        <TokenForm
          scopes={session.permissions}
          serviceOf={storeId}
          changes={tokens.queryKey}
          make={({ ownerId, name, days, scopes }) =>
            unwrap(
              api.POST('/stores/{storeId}/tokens', {
                params: { path: { storeId } },
                body: { ownerId: ownerId ?? '', name, days, scopes: [...scopes] },
              }),
            )
          }
          onDone={() => {
            setMaking(false);
          }}
        />
      )}
      {fresh.dialog}
    </>
  );
}
