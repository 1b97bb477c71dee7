/** What the lists of groups and of people do alike: count, filter, download, search, choose stores. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { addressQuery, asParameter, filterAttributes, totalOf } from '../../api/lists.ts';
import type { Total } from '../../api/schema.ts';
import { useSession } from '../../api/session.ts';
import { listQuery, type StoresSearch } from '../../app/search.ts';
import type { Filtering } from '../data-table.tsx';
import { SearchInput } from '../search-input.tsx';
import { StoreScope } from '../store-scope.tsx';

type Asked = ReturnType<typeof listQuery> & { readonly stores: string | undefined };

/** @param more what the list is asked for beside what every list is */
export function useDirectoryList<More extends Readonly<Record<string, string | undefined>>>(
  list: 'groups' | 'users',
  search: StoresSearch,
  more: More,
  count: (query: Asked & More) => Promise<Total | null>,
) {
  const { store } = useSession();
  const { stores } = search;
  const asked = { ...listQuery(search), stores, ...more };
  // What is counted does not depend on the order.
  const which = { ...asked, sort: undefined };
  const key = [list, 'lists', which];
  const total = useQuery(totalOf(key, () => count(which)));
  const attributes = useQuery(filterAttributes(list, stores));
  const filtering: Filtering = {
    attributes: attributes.data ?? [],
    storeId: store.id,
    count: { key, of: (filter) => count({ ...which, filter: asParameter(filter) }) },
  };
  return {
    asked,
    table: {
      total: total.data,
      exportAddress: `/api/v1/lists/${list}/export?${addressQuery(asked)}`,
      filtering,
    },
  };
}

interface ListToolsProps {
  readonly label: string;
  readonly search: StoresSearch;
  readonly onSearch: (change: Pick<StoresSearch, 'q' | 'stores' | 'after'>) => void;
  /** Further choices. */
  readonly children?: ReactNode;
}

export function ListTools({ label, search, onSearch, children }: ListToolsProps) {
  return (
    <div className="m-tools">
      <div className="m-tools-search">
        <SearchInput
          label={label}
          value={search.q}
          onSearch={(q) => {
            onSearch({ q, stores: search.stores, after: undefined });
          }}
        />
      </div>
      {children}
      <StoreScope
        value={search.stores}
        onChange={(stores) => {
          onSearch({ q: search.q, stores, after: undefined });
        }}
      />
    </div>
  );
}
