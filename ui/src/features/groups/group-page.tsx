import { Tabs, ThemeIcon } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { group as groupQuery } from '../../api/queries.ts';
import type { Group } from '../../api/schema.ts';
import { holds, useSession } from '../../api/session.ts';
import { groupTabs, oneOf } from '../../app/search.ts';
import { LinkAnchor } from '../../components/link.tsx';
import { Name } from '../../components/name.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageInWaiting } from '../../components/page-in-waiting.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { Day } from '../../components/day.tsx';
import { ObjectHistory } from '../history/object-history.tsx';
import { type Review, ReviewDialog } from '../requests/review-dialog.tsx';
import { GroupActions } from './group-actions.tsx';
import { GroupMembers, useMemberPicks } from './group-members.tsx';
import { GroupOverview } from './group-overview.tsx';
import { GroupOwners } from './group-owners.tsx';
import { GroupRequests, OpenRequests } from './group-requests.tsx';
import { SecurityBadge } from './security-badge.tsx';

const route = getRouteApi('/shell/groups/$storeId/$groupId');

export function GroupPage() {
  const { t } = useTranslation();
  const { storeId, groupId } = route.useParams();
  const query = useQuery(groupQuery(storeId, groupId));
  if (query.data !== undefined) return <GroupView key={groupId} group={query.data} />;
  return (
    <PageInWaiting
      title={t('groups.group')}
      back={{ to: '/groups', label: t('navigation.groups') }}
      query={query}
    />
  );
}

function GroupView({ group }: { group: Group }) {
  const { t } = useTranslation();
  const session = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [review, setReview] = useState<Review | null>(null);
  const picks = useMemberPicks();
  const manages =
    group.storeId === session.store.id &&
    (holds(session, 'Manage Any Group') || (group.isOwner && holds(session, 'Manage My Groups')));
  const history = { of: { storeId: group.storeId, objectId: group.id }, empty: t('groups.noHistory') };
  const labels = {
    overview: t('groups.overview'),
    members:
      group.memberCount === undefined
        ? t('groups.members')
        : t('groups.membersTab', { count: group.memberCount }),
    owners: t('groups.owners'),
    requests: t('groups.requests'),
    history: t('navigation.history'),
  };
  return (
    <>
      <PageHeader
        title={group.displayName}
        icon={
          <ThemeIcon variant="light" size={48} radius="md" aria-hidden>
            <IconUsersGroup size={26} stroke={1.6} />
          </ThemeIcon>
        }
        back={{ to: '/groups', label: t('navigation.groups') }}
        description={group.description === null ? undefined : <Name>{group.description}</Name>}
        badges={
          <>
            <SecurityBadge type={group.securityType} />
            {group.isOwner && <Badge tone="run">{t('groups.youOwn')}</Badge>}
            {group.isMember && <Badge tone="ok">{t('groups.youAreIn')}</Badge>}
            {group.memberUntil !== null && (
              <Badge tone="wait">
                {t('groups.until')} <Day at={group.memberUntil} />
              </Badge>
            )}
          </>
        }
        actions={<GroupActions group={group} manages={manages} onReview={setReview} />}
      />
      <OpenRequests group={group} />
      <Tabs
        value={search.tab ?? 'overview'}
        keepMounted={false}
        onChange={(value) => {
          const tab = oneOf(value, groupTabs);
          void navigate({ search: { tab: tab === 'overview' ? undefined : tab }, replace: true });
        }}
      >
        <Tabs.List mb="md" className="m-tabs">
          {groupTabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {labels[tab]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="overview">
          <div className="m-columns">
            <GroupOverview group={group} />
            <ObjectHistory {...history} beside={<AllHistory group={group} />} />
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="members">
          <GroupMembers
            group={group}
            manages={manages}
            search={search}
            onSearch={(change) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true })}
            onReview={setReview}
            picks={picks}
          />
        </Tabs.Panel>
        <Tabs.Panel value="owners">
          <GroupOwners group={group} manages={manages} />
        </Tabs.Panel>
        <Tabs.Panel value="requests">
          <GroupRequests group={group} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <ObjectHistory {...history} />
        </Tabs.Panel>
      </Tabs>
      <ReviewDialog
        review={review}
        onClose={() => {
          setReview(null);
        }}
      />
    </>
  );
}

function AllHistory({ group }: { group: Group }) {
  const { t } = useTranslation();
  return (
    <LinkAnchor
      size="sm"
      to="/groups/$storeId/$groupId"
      params={{ storeId: group.storeId, groupId: group.id }}
      search={{ tab: 'history' }}
    >
      {t('home.all')}
    </LinkAnchor>
  );
}
