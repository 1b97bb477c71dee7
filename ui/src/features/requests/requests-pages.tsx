/** One's own requests, and all of the store for those who may see them. */
import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RequestsSearch } from '../../app/search.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkButton } from '../../components/link.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import '../../i18n/request-words.ts';
import { RequestsTable, wholeList } from './requests-table.tsx';

const mine = getRouteApi('/shell/requests');
const all = getRouteApi('/shell/requests/all');

interface ListProps {
  readonly list: 'mine' | 'all';
  readonly search: RequestsSearch;
  readonly onSearch: (change: Partial<RequestsSearch>) => void;
}

export function MyRequestsPage() {
  const { t } = useTranslation();
  const navigate = mine.useNavigate();
  return (
    <>
      <PageHeader title={t('requests.mine')} description={t('requests.mineText')} />
      <RequestsPart
        list="mine"
        search={mine.useSearch()}
        onSearch={(change) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true })}
      />
    </>
  );
}

export function AllRequestsPage() {
  const { t } = useTranslation();
  const navigate = all.useNavigate();
  return (
    <>
      <PageHeader title={t('requests.all')} description={t('requests.allText')} />
      <RequestsPart
        list="all"
        search={all.useSearch()}
        onSearch={(change) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true })}
      />
    </>
  );
}

function RequestsPart({ list, search, onSearch }: ListProps) {
  const { t } = useTranslation();
  const isWhole = search.state === 'any' && (search.date ?? 'all') === 'all' && search.action === undefined;
  const isDefault = search.state === undefined && search.date === undefined && search.action === undefined;
  const showAll = (
    <Button
      variant="default"
      onClick={() => {
        onSearch({ ...wholeList, action: undefined, after: undefined });
      }}
    >
      {t('requestLists.showAll')}
    </Button>
  );
  return (
    <RequestsTable
      list={list}
      search={search}
      onSearch={onSearch}
      empty={
        isWhole ? (
          <EmptyState
            icon={IconSend}
            title={t(list === 'mine' ? 'requests.none' : 'requestLists.noneAll')}
            text={t(list === 'mine' ? 'requests.noneText' : 'requestLists.noneAllText')}
            action={<LinkButton to="/groups">{t('home.findGroups')}</LinkButton>}
          />
        ) : isDefault && list === 'mine' ? (
          <EmptyState
            icon={IconSend}
            title={t('requestLists.noneToday')}
            text={t('requestLists.noneTodayText')}
            action={showAll}
          />
        ) : (
          <EmptyState
            icon={IconSend}
            title={t('requests.noMatch')}
            text={t('requests.noMatchText')}
            action={showAll}
          />
        )
      }
    />
  );
}
