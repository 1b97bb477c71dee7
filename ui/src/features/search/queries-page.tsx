import { Group } from '@mantine/core';
import { IconFilterSearch, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { deleteQuery, savedQueries } from '../../api/saved-queries.ts';
import type { SavedQuery } from '../../api/schema.ts';
import { DeleteButton } from '../../components/delete-button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkButton } from '../../components/link.tsx';
import { Name } from '../../components/name.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Lines, Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';
import { SearchNav } from './search-nav.tsx';

/** Saved queries: one's own, and those shared with the store (users-and-search S4). */
export function QueriesPage() {
  const { t } = useTranslation();
  const query = useQuery(savedQueries);
  const create = (
    <LinkButton to="/search/queries/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {t('queries.create')}
    </LinkButton>
  );
  const { data, error } = query;
  return (
    <>
      <PageHeader title={t('queries.title')} description={t('queries.text')} actions={create} />
      <SearchNav />
      {error !== null && data === undefined ? (
        <ProblemAlert error={error} onRetry={() => void query.refetch()} />
      ) : (
        <Panel flush>
          {data === undefined ? (
            <Lines count={4} />
          ) : data.length === 0 ? (
            <EmptyState
              icon={IconFilterSearch}
              title={t('queries.noneTitle')}
              text={t('queries.noneText')}
              action={create}
            />
          ) : (
            <ul className="m-rows m-query-rows" aria-label={t('queries.title')}>
              {data.map((one) => (
                <QueryRow key={one.id} query={one} />
              ))}
            </ul>
          )}
        </Panel>
      )}
    </>
  );
}

function QueryRow({ query }: { query: SavedQuery }) {
  const { t } = useTranslation();
  return (
    <li>
      <div className="m-grow">
        <Group gap="4px 10px">
          <Link to="/search/queries/$queryId" params={{ queryId: query.id }} search={{}}>
            <Name>{query.name}</Name>
          </Link>
          {query.isGlobal && <Badge tone="quiet">{t('queries.shared')}</Badge>}
        </Group>
        <div className="m-second">
          {query.refusal ?? (
            <>
              {query.isOwn ? t('queries.own') : <Name>{query.author.name}</Name>} {' · '}
              {t('queries.changed')} <Time at={query.updatedAt} />
            </>
          )}
        </div>
      </div>
      {query.mayEdit && (
        <DeleteButton
          name={query.name}
          text={t(query.isGlobal ? 'queries.deleteShared' : 'queries.deleteOwn')}
          queryKey={savedQueries.queryKey}
          remove={() => deleteQuery(query.id)}
        />
      )}
    </li>
  );
}
