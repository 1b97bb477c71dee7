import { IconSearch, IconZoomQuestion } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/empty-state.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { StoreScope } from '../../components/store-scope.tsx';
import { SearchFrame } from './search-frame.tsx';

const route = getRouteApi('/shell/search');

/** The quick search: words as they come. */
export function SearchPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { q, stores } = search;
  const change = (next: Partial<typeof search>) =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  return (
    <SearchFrame
      key={stores}
      title={t('search.title')}
      description={t('search.text')}
      exportName={q === undefined ? t('search.title') : t('exports.nameOf', { text: q })}
      choice={{ text: q, stores }}
      views
      search={search}
      onSearch={change}
      tools={
        <div className="m-tools">
          <div className="m-tools-search">
            <SearchInput
              label={t('search.box')}
              value={q}
              onSearch={(next) => {
                change({ q: next, after: undefined });
              }}
            />
          </div>
          <StoreScope
            value={stores}
            onChange={(next) => {
              change({ stores: next, after: undefined });
            }}
          />
        </div>
      }
      empty={
        <EmptyState
          icon={q === undefined ? IconSearch : IconZoomQuestion}
          title={t(q === undefined ? 'search.emptyTitle' : 'search.noneTitle')}
          text={q === undefined ? t('search.emptyText') : t('search.noneText', { text: q })}
        />
      }
    />
  );
}
