/** What lists of requests show of each. */
import { useTranslation } from 'react-i18next';
import { Link } from '@tanstack/react-router';
import type { RequestSummary } from '../../api/schema.ts';
import { BreakGlassBadge } from '../../components/break-glass-badge.tsx';
import type { Column } from '../../components/data-table.tsx';
import { Name } from '../../components/name.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';
import '../../i18n/request-words.ts';
import { useRequestTitle } from './request-words.ts';

export type RequestListKind = 'mine' | 'inbox' | 'all';

export function useRequestColumns(list: RequestListKind): readonly Column<RequestSummary>[] {
  const { t } = useTranslation();
  const titleOf = useRequestTitle();
  const requester: Column<RequestSummary> = {
    id: 'requester',
    label: t('requests.requester'),
    sort: 'requester',
    cell: (request) => <Name>{request.requester.name}</Name>,
  };
  return [
    {
      id: 'what',
      label: t('requests.what'),
      fixed: true,
      wide: true,
      sort: 'action',
      cell: (request) => (
        <Link
          to="/requests/$requestId"
          params={{ requestId: request.id }}
          search={list === 'inbox' ? { from: 'inbox' } : {}}
        >
          <Name>{titleOf(request)}</Name>
        </Link>
      ),
    },
    ...(list === 'mine' ? [] : [requester]),
    {
      id: 'approvers',
      label: t('requestLists.approvers'),
      sort: 'approver',
      cell: (request) => <Approvers request={request} />,
    },
    {
      id: 'target',
      label: t('requestLists.target'),
      sort: 'target',
      cell: ({ target }) => (target.name === null ? null : <Name>{target.name}</Name>),
    },
    {
      id: 'state',
      label: t('requests.state'),
      sort: 'state',
      cell: (request) => (
        <>
          <StateBadge state={request.state} />
          {request.breakGlass !== null && (
            <>
              {' '}
              <BreakGlassBadge />
            </>
          )}
        </>
      ),
    },
    {
      id: 'asked',
      label: t('requests.asked'),
      sort: 'created',
      cell: (request) => <Time at={request.createdAt} />,
    },
    {
      id: 'denialReason',
      label: t('requestLists.denialReason'),
      sort: 'denialReason',
      cell: ({ denialReason }) => (denialReason === null ? null : <Name>{denialReason}</Name>),
    },
    {
      id: 'decider',
      label: t('requestLists.decider'),
      extra: true,
      sort: 'decider',
      cell: ({ decider }) => (decider === null ? null : <Name>{decider}</Name>),
    },
    {
      id: 'finished',
      label: t('requests.finished'),
      extra: true,
      sort: 'finished',
      cell: ({ finishedAt }) => (finishedAt === null ? null : <Time at={finishedAt} />),
    },
  ];
}

function Approvers({ request: { approvers, approverCount } }: { request: RequestSummary }) {
  const { t } = useTranslation();
  const more = approverCount - approvers.length;
  if (approverCount === 0) return null;
  return (
    <>
      <Name>{approvers.join(', ')}</Name>
      {more > 0 && <> {t('requestLists.moreApprovers', { count: more })}</>}
    </>
  );
}
