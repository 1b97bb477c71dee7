import { Button, Group as Row } from '@mantine/core';
import { IconHourglass, IconUserMinus, IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asParameter, filterAttributes, membersPage, membersTotal, totalOf } from '../../api/lists.ts';
import type { Group, paths } from '../../api/schema.ts';
import { useReadable } from '../../api/session.ts';
import { useListPage } from '../../api/settings.ts';
import { listQuery, type ListSearch } from '../../app/search.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Day } from '../../components/day.tsx';
import { Dotted } from '../../components/dotted.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ObjectLink } from '../../components/object-link.tsx';
import { ObjectsPicker } from '../../components/object-picker.tsx';
import { Panel } from '../../components/panel.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { Badge } from '../../components/state-badge.tsx';
import type { Review } from '../requests/review-dialog.tsx';
import { useGroupReviews } from './group-reviews.ts';

type Member =
  paths['/stores/{storeId}/groups/{groupId}/members']['get']['responses'][200]['content']['application/json']['items'][number];

interface GroupMembersProps {
  readonly group: Group;
  readonly manages: boolean;
  readonly search: ListSearch;
  readonly onSearch: (change: Partial<ListSearch>) => void;
  readonly onReview: (review: Review) => void;
  readonly picks: ReturnType<typeof useMemberPicks>;
}

/** Who has been picked: kept by the page, so that a look at another tab loses nobody. */
export function useMemberPicks() {
  /** Null while nobody is being added. */
  const [adding, setAdding] = useState<readonly string[] | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  return { adding, setAdding, selected, setSelected };
}

export function GroupMembers({ group, manages, search, onSearch, onReview, picks }: GroupMembersProps) {
  const { t } = useTranslation();
  const reviews = useGroupReviews(group);
  const { adding, setAdding, selected, setSelected } = picks;
  const asked = listQuery(search);
  const page = useListPage(search);
  // What is counted does not depend on the order.
  const which = { ...asked, sort: undefined };
  const key = ['groups', group.storeId, 'members', group.id, which];
  const query = useQuery(
    membersPage(group.storeId, group.id, {
      ...asked,
      ...page,
    }),
  );
  const total = useQuery(totalOf(key, () => membersTotal(group.storeId, group.id, which)));
  const attributes = useQuery(filterAttributes('members', group.storeId));
  const readable = useReadable();
  const columns: readonly Column<Member>[] = [
    {
      id: 'name',
      label: t('people.name'),
      fixed: true,
      wide: true,
      sort: 'displayName',
      cell: (member) => <ObjectLink object={member} />,
    },
    { id: 'kind', label: t('groups.memberKind'), sort: 'kind', cell: (member) => t(`kinds.${member.kind}`) },
    ...(readable('mail')
      ? [
          {
            id: 'mail',
            label: t('people.mail'),
            sort: 'mail',
            cell: (member: Member) => (member.mail === null ? null : <Dotted>{member.mail}</Dotted>),
          },
        ]
      : []),
    {
      id: 'until',
      label: t('groups.end'),
      cell: (member) => (member.until === null ? null : <Day at={member.until} />),
    },
    {
      id: 'state',
      label: t('people.state'),
      cell: (member) =>
        member.readOnly ? (
          <Badge tone="quiet">{t('groups.readOnly')}</Badge>
        ) : member.enabled ? null : (
          <Badge tone="quiet">{t('people.disabled')}</Badge>
        ),
    },
  ];
  return (
    <>
      {adding !== null && (
        <div style={{ marginBottom: 16 }}>
          <Panel>
            <ObjectsPicker
              label={t('groups.whom')}
              purpose="members"
              groupId={group.id}
              storeId={group.storeId}
              value={adding}
              onChange={setAdding}
            />
            <Row gap="sm" mt="md">
              <Button
                disabled={adding.length === 0}
                onClick={() => {
                  onReview(reviews.addMembers([...adding]));
                }}
              >
                {t('groups.review')}
              </Button>
              <Button
                variant="default"
                onClick={() => {
                  setAdding(null);
                }}
              >
                {t('common.cancel')}
              </Button>
            </Row>
          </Panel>
        </div>
      )}
      <DataTable
        label={t('groups.members')}
        columns={columns}
        rowId={(member) => member.id}
        query={query}
        search={search}
        onSearch={onSearch}
        total={total.data}
        views="members"
        filtering={{
          attributes: attributes.data ?? [],
          storeId: group.storeId,
          count: {
            key,
            of: (filter) => membersTotal(group.storeId, group.id, { ...which, filter: asParameter(filter) }),
          },
        }}
        tools={
          <div className="m-tools">
            <div className="m-tools-search">
              <SearchInput
                label={t('groups.searchMembers')}
                value={search.q}
                onSearch={(q) => {
                  onSearch({ q, after: undefined });
                }}
              />
            </div>
            {manages && (
              <Button
                variant="default"
                leftSection={<IconUserPlus size={18} aria-hidden />}
                onClick={() => {
                  setAdding((old) => old ?? []);
                }}
              >
                {t('groups.addMembers')}
              </Button>
            )}
          </div>
        }
        empty={
          <EmptyState
            icon={IconUsers}
            title={t(search.q === undefined ? 'groups.noMembers' : 'people.noMatchTitle')}
            text={
              search.q === undefined ? t('groups.noMembersText') : t('people.noMatchText', { text: search.q })
            }
          />
        }
        {...(manages
          ? {
              selection: {
                selected,
                onChange: setSelected,
                maySelect: (member: Member) => !member.readOnly,
                bar: (
                  <>
                    <Button
                      size="compact-sm"
                      variant="default"
                      leftSection={<IconHourglass size={16} aria-hidden />}
                      onClick={() => {
                        onReview(reviews.changeEnd([...selected]));
                      }}
                    >
                      {t('groups.changeEnd')}
                    </Button>
                    <Button
                      size="compact-sm"
                      variant="default"
                      leftSection={<IconUserMinus size={16} aria-hidden />}
                      onClick={() => {
                        onReview(reviews.removeMembers([...selected]));
                      }}
                    >
                      {t('groups.removeMembers')}
                    </Button>
                  </>
                ),
              },
            }
          : {})}
      />
    </>
  );
}
