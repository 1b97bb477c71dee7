/** One's own API tokens. */
import { Button } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { errorOf } from '../../api/problem.ts';
import { ownTokens } from '../../api/tokens.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { Waiting } from '../../components/waiting.tsx';
import '../../i18n/account-words.ts';
import { TokenForm } from '../tokens/token-form.tsx';
import { TokenRows } from '../tokens/token-rows.tsx';
import { useFresh } from './use-fresh.tsx';

export function TokensPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const query = useQuery(ownTokens);
  const [making, setMaking] = useState(false);
  const refresh = () => client.invalidateQueries({ queryKey: ownTokens.queryKey });
  const fresh = useFresh(query.data?.freshUntil ?? null, refresh);
  const items = query.data?.items ?? [];
  return (
    <>
      <PageHeader
        title={t('tokens.title')}
        description={t('tokens.text')}
        back={{ to: '/profile', label: t('account.back') }}
        actions={
          <Button
            leftSection={<IconPlus size={18} aria-hidden />}
            disabled={query.data === undefined}
            onClick={() => {
              fresh.first(() => {
                setMaking(true);
              });
            }}
          >
            {t('tokens.create')}
          </Button>
        }
      />
      <Panel flush>
        {query.data === undefined && <Waiting query={query} lines={3} />}
        {query.data !== undefined && items.length === 0 && (
          <EmptyState icon={IconKey} title={t('tokens.noneTitle')} text={t('tokens.noneText')} />
        )}
        <TokenRows
          tokens={items}
          showsOwner={false}
          end={async ({ id: tokenId }) => {
            const { error, response } = await api.DELETE('/api-tokens/{tokenId}', {
              params: { path: { tokenId } },
            });
            if (!response.ok) throw errorOf(error, response);
            await refresh();
          }}
        />
      </Panel>
      {making && (
        <TokenForm
          scopes={query.data?.scopes ?? []}
          serviceOf={null}
          changes={ownTokens.queryKey}
          make={({ name, days, scopes }) =>
            unwrap(api.POST('/api-tokens', { body: { name, days, scopes: [...scopes] } }))
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
