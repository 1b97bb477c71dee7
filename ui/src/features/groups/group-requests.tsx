/** Requests on one group: those that are open, always in sight; all of them on a tab. */
import { IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RequestState } from '../../../../workflows/contracts/requests.ts';
import { requestList } from '../../api/queries.ts';
import type { Group } from '../../api/schema.ts';
import { holds, useSession } from '../../api/session.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Lines, Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { RequestRows } from '../requests/request-rows.tsx';

const openShown = 8;
const allShown = 100;

/** What this person may see: everything with the permission, otherwise their own and what they decide. */
function useRequestsOn(group: Group, limit: number, state?: RequestState) {
  const session = useSession();
  const seesAll = holds(session, 'Manage All Requests') && group.storeId === session.store.id;
  const on = { targetId: group.id, storeId: group.storeId, limit, state } as const;
  const refetchInterval = 20_000;
  const all = useQuery({ ...requestList({ ...on, scope: 'all' }), enabled: seesAll, refetchInterval });
  const mine = useQuery({ ...requestList({ ...on, scope: 'mine' }), enabled: !seesAll, refetchInterval });
  const inbox = useQuery({ ...requestList({ ...on, scope: 'inbox' }), enabled: !seesAll, refetchInterval });
  const used = seesAll ? [all] : [mine, inbox];
  const found = used.flatMap(({ data }) => data?.items ?? []);
  const once = [...new Map(found.map((one) => [one.id, one])).values()];
  return {
    items: once.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt)),
    pending: used.some(({ data, error }) => data === undefined && error === null),
    error: used.find(({ error }) => error !== null)?.error ?? null,
    refetch: () => {
      for (const query of used) void query.refetch();
    },
    ofOthers: once.some(({ requester }) => requester.id !== session.user.id),
  };
}

export function OpenRequests({ group }: { group: Group }) {
  const { t } = useTranslation();
  const open = useRequestsOn(group, openShown, 'pending');
  if (open.items.length === 0) return null;
  return (
    <div style={{ marginBottom: 20 }}>
      <Panel flush title={t('groups.openRequests')}>
        <RequestRows items={open.items} withRequester={open.ofOthers} />
      </Panel>
    </div>
  );
}

export function GroupRequests({ group }: { group: Group }) {
  const { t } = useTranslation();
  const requests = useRequestsOn(group, allShown);
  return (
    <Panel flush title={t('groups.requests')}>
      {requests.pending && <Lines count={4} />}
      {requests.error !== null && <ProblemAlert error={requests.error} onRetry={requests.refetch} />}
      {!requests.pending && requests.error === null && requests.items.length === 0 && (
        <EmptyState icon={IconSend} title={t('groups.noRequests')} text={t('groups.noRequestsText')} />
      )}
      <RequestRows items={requests.items} withRequester={requests.ofOthers} />
    </Panel>
  );
}
