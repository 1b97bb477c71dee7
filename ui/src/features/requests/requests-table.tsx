/** A list of requests: one's own, those one decides, or all; filtered as the address says. */
import { Group, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { actions } from '../../../../workflows/contracts/actions.ts';
import { requestStates } from '../../../../workflows/contracts/requests.ts';
import { asParameter, filterAttributes } from '../../api/lists.ts';
import { useSession } from '../../api/session.ts';
import { useListPage, useTimeZone } from '../../api/settings.ts';
import { requestDates, type RequestDate, type RequestsSearch } from '../../app/search.ts';
import { DataTable } from '../../components/data-table.tsx';
import '../../i18n/break-glass-words.ts';
import '../../i18n/request-words.ts';
import { BulkDecision } from './bulk-decision.tsx';
import { type RequestListKind, useRequestColumns } from './request-columns.tsx';
import { rangeOf } from './request-dates.ts';
import { useRequestRows } from './use-request-rows.ts';
import { useSelectedRequests } from './selected-requests.ts';

/** What is shown before anybody filters: what waits, of today where a list is one's own. (access-and-approvals Q2) */
const defaultDates: Readonly<Record<RequestListKind, RequestDate>> = {
  mine: 'today',
  inbox: 'today',
  all: 'all',
};

/** Everything, whatever the defaults. */
export const wholeList: RequestsSearch = { state: 'any', date: 'all' };

interface RequestsTableProps {
  readonly list: RequestListKind;
  readonly search: RequestsSearch;
  readonly onSearch: (change: Partial<RequestsSearch>) => void;
  /** What is said when nothing is found, with how many rows there are on this page. */
  readonly empty: ReactNode;
  /** Above the list. */
  readonly note?: (rows: number, isWhole: boolean) => ReactNode;
}

export function RequestsTable({ list, search, onSearch, empty, note }: RequestsTableProps) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const page = useListPage(search, 'requests');
  const state = search.state ?? 'pending';
  const date = search.date ?? defaultDates[list];
  const query = useRequestRows({
    scope: list,
    state: state === 'any' ? undefined : state,
    action: search.action,
    filter: asParameter(search.filter),
    sort: search.sort,
    ...rangeOf(date, timeZone),
    ...page,
  });
  const { store, user } = useSession();
  const attributes = useQuery(filterAttributes('requests', undefined));
  const columns = useRequestColumns(list);
  const { chosen, keys, choose } = useSelectedRequests(query.data?.items);
  const selection = useMemo(
    () => ({
      selected: keys,
      onChange: choose,
      maySelect: (request: { state: string; requester: { id: string } }) =>
        request.state === 'pending' && (list === 'inbox' || request.requester.id !== user.id),
      bar: (
        <BulkDecision
          requests={chosen}
          onDone={(left) => {
            choose(new Set(left));
          }}
        />
      ),
    }),
    [chosen, keys, choose, list, user.id],
  );
  return (
    <>
      {query.data !== undefined &&
        note?.(query.data.items.length, page.cursor === undefined && query.data.nextCursor === null)}
      <DataTable
        label={t(list === 'mine' ? 'requests.mine' : list === 'all' ? 'requests.all' : 'navigation.inbox')}
        columns={columns}
        rowId={(request) => request.id}
        query={query}
        search={search}
        pages="requests"
        onSearch={onSearch}
        filtering={{ attributes: attributes.data ?? [], storeId: store.id }}
        {...(list === 'inbox' ? {} : { views: list === 'mine' ? 'requests' : 'requests-all' })}
        {...(list === 'mine' ? {} : { selection })}
        tools={
          <Group gap="xs">
            <Select
              aria-label={t('requests.filterState')}
              allowDeselect={false}
              w={180}
              data={[
                { value: 'any', label: t('requests.anyState') },
                ...requestStates.map((value) => ({ value, label: t(`states.${value}`) })),
              ]}
              value={state}
              onChange={(value) => {
                onSearch({
                  state: value === 'any' ? value : requestStates.find((one) => one === value),
                  after: undefined,
                });
              }}
            />
            <Select
              aria-label={t('requestLists.filterDate')}
              allowDeselect={false}
              w={190}
              data={requestDates.map((value) => ({ value, label: t(`requestLists.dates.${value}`) }))}
              value={date}
              onChange={(value) => {
                onSearch({ date: requestDates.find((one) => one === value), after: undefined });
              }}
            />
            <Select
              aria-label={t('requests.filterAction')}
              placeholder={t('requests.anyAction')}
              clearable
              clearButtonProps={{ 'aria-label': t('common.clear') }}
              w={190}
              data={actions.map((value) => ({ value, label: t(`actions.${value}`) }))}
              value={search.action ?? null}
              onChange={(value) => {
                onSearch({ action: actions.find((one) => one === value), after: undefined });
              }}
            />
          </Group>
        }
        empty={empty}
      />
    </>
  );
}
