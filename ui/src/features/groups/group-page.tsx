import { ActionIcon, Button, Menu, Stack, Tabs, Text } from '@mantine/core';
import { IconDotsVertical, IconLogin2, IconLogout2, IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { group as groupQuery, historyList, requestList } from '../../api/queries.ts';
import type { Group } from '../../api/schema.ts';
import { holds, useSession } from '../../api/session.ts';
import { CopyText } from '../../components/copy-text.tsx';
import { LinkMenuItem } from '../../components/link-menu-item.tsx';
import { Name } from '../../components/name.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Lines, Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { EntryRows } from '../history/history-entries.tsx';
import { RequestRows } from '../requests/request-rows.tsx';
import { type Review, ReviewDialog } from '../requests/review-dialog.tsx';
import { useAttributeWords } from '../requests/attribute-words.ts';
import { GroupMembers } from './group-members.tsx';
import { useGroupReviews } from './group-reviews.ts';
import { SecurityBadge } from './security-badge.tsx';

const route = getRouteApi('/shell/groups/$storeId/$groupId');
const besideCount = 8;
/** Lines of history; those of one request are told together. */
const historyLines = 50;

export function GroupPage() {
  const { t } = useTranslation();
  const { storeId, groupId } = route.useParams();
  const { data, error, refetch } = useQuery(groupQuery(storeId, groupId));
  if (data !== undefined) return <GroupView group={data} />;
  return (
    <>
      <PageHeader title={t('groups.group')} back={{ to: '/groups', label: t('navigation.groups') }} />
      <Panel>
        {error === null ? <Lines count={6} /> : <ProblemAlert error={error} onRetry={() => void refetch()} />}
      </Panel>
    </>
  );
}

function GroupView({ group }: { group: Group }) {
  const { t } = useTranslation();
  const session = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const reviews = useGroupReviews(group);
  const [review, setReview] = useState<Review | null>(null);
  const own = group.storeId === session.store.id;
  const manages =
    own && (holds(session, 'Manage Any Group') ? true : group.isOwner && holds(session, 'Manage My Groups'));
  const joins = own && !group.isMember && group.securityType !== 'private';
  const leaves = own && group.isMember;
  return (
    <>
      <PageHeader
        title={group.displayName}
        back={{ to: '/groups', label: t('navigation.groups') }}
        description={group.description === null ? undefined : <Name>{group.description}</Name>}
        badges={
          <>
            <SecurityBadge type={group.securityType} />
            {group.isOwner && <Badge tone="run">{t('groups.youOwn')}</Badge>}
            {group.isMember && <Badge tone="ok">{t('groups.youAreIn')}</Badge>}
          </>
        }
        actions={
          <>
            {joins && (
              <Button
                leftSection={<IconLogin2 size={18} aria-hidden />}
                onClick={() => {
                  setReview(reviews.join());
                }}
              >
                {t('groups.join')}
              </Button>
            )}
            {leaves && (
              <Button
                variant="default"
                leftSection={<IconLogout2 size={18} aria-hidden />}
                onClick={() => {
                  setReview(reviews.leave());
                }}
              >
                {t('groups.leave')}
              </Button>
            )}
            {manages && (
              <Menu position="bottom-end" withinPortal>
                <Menu.Target>
                  <ActionIcon variant="default" size={36} aria-label={t('groups.more')}>
                    <IconDotsVertical size={18} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <LinkMenuItem
                    to="/groups/$storeId/$groupId/edit"
                    params={{ storeId: group.storeId, groupId: group.id }}
                    leftSection={<IconPencil size={16} aria-hidden />}
                  >
                    {t('groups.edit')}
                  </LinkMenuItem>
                  <Menu.Item
                    leftSection={<IconTrash size={16} aria-hidden />}
                    c="var(--mantine-color-error)"
                    onClick={() => {
                      setReview(reviews.remove());
                    }}
                  >
                    {t('groups.deleteMenu')}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            )}
          </>
        }
      />
      <div className="m-columns">
        <Tabs
          value={search.tab ?? 'overview'}
          onChange={(tab) =>
            void navigate({ search: { tab: tab === 'members' ? 'members' : undefined }, replace: true })
          }
        >
          <Tabs.List mb="md">
            <Tabs.Tab value="overview">{t('groups.overview')}</Tabs.Tab>
            <Tabs.Tab value="members">{t('groups.membersTab', { count: group.memberCount ?? 0 })}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="overview">
            <Overview group={group} />
          </Tabs.Panel>
          <Tabs.Panel value="members">
            <GroupMembers
              group={group}
              manages={manages}
              search={search}
              onSearch={(change) =>
                void navigate({ search: (old) => ({ ...old, ...change }), replace: true })
              }
              onReview={setReview}
            />
          </Tabs.Panel>
        </Tabs>
        <Beside group={group} sees={manages} />
      </div>
      <ReviewDialog
        review={review}
        onClose={() => {
          setReview(null);
        }}
      />
    </>
  );
}

function Overview({ group }: { group: Group }) {
  const { t } = useTranslation();
  const { value } = useAttributeWords();
  const facts = [
    [t('groups.name'), <Name key="v">{group.name}</Name>],
    [t('groups.owner'), group.owner === null ? t('groups.noOwner') : <Name key="v">{group.owner.name}</Name>],
    ...(group.additionalOwners.length === 0
      ? []
      : [
          [
            t('groups.additionalOwners'),
            <Name key="v">{group.additionalOwners.map(({ name }) => name).join(', ')}</Name>,
          ] as const,
        ]),
    [t('groups.mail'), group.mail ?? '–'],
    [
      t('groups.kind'),
      [value('groupCategory', group.category ?? ''), value('groupScope', group.scope ?? '')]
        .filter((one) => one !== '')
        .join(' · '),
    ],
    [t('groups.accountName'), group.accountName ?? '–'],
    [t('groups.path'), <CopyText key="v" text={group.path} label={t('people.copyPath')} />],
    [t('groups.id'), <CopyText key="v" text={group.id} label={t('people.copyId')} />],
  ] as const;
  return (
    <Panel>
      <dl className="m-facts">
        {facts.map(([label, content]) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>{content}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

/** Open requests on the group stay in sight; its history stands beside it. */
function Beside({ group, sees }: { group: Group; sees: boolean }) {
  const { t } = useTranslation();
  const session = useSession();
  const on = { targetId: group.id, storeId: group.storeId, limit: besideCount } as const;
  const inbox = useQuery({
    ...requestList({ ...on, scope: 'inbox', state: 'pending' }),
    enabled: sees,
    refetchInterval: 20_000,
  });
  const mine = useQuery({
    ...requestList({ ...on, scope: 'mine', state: 'pending' }),
    refetchInterval: 20_000,
  });
  const history = useQuery(historyList({ storeId: group.storeId, objectId: group.id, limit: historyLines }));
  const open = [...(inbox.data?.items ?? []), ...(mine.data?.items ?? [])];
  const once = [...new Map(open.map((one) => [one.id, one])).values()];
  return (
    <Stack gap={20}>
      {once.length > 0 && (
        <Panel flush title={t('groups.openRequests')}>
          <RequestRows
            items={once}
            withRequester={once.some(({ requester }) => requester.id !== session.user.id)}
          />
        </Panel>
      )}
      <Panel flush title={t('navigation.history')}>
        {history.data === undefined && history.error === null && <Lines count={4} />}
        {history.error !== null && (
          <div style={{ padding: 16 }}>
            <ProblemAlert error={history.error} onRetry={() => void history.refetch()} />
          </div>
        )}
        {history.data?.items.length === 0 && (
          <Text size="sm" c="dimmed" px={20} pb={16}>
            {t('groups.noHistory')}
          </Text>
        )}
        {history.data !== undefined && <EntryRows items={history.data.items} />}
      </Panel>
    </Stack>
  );
}
