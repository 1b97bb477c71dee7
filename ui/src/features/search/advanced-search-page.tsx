import { IconZoomQuestion } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AdvancedSearch } from '../../app/search.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { AdvancedForm, type AdvancedValues } from './advanced-form.tsx';
import { SearchFrame } from './search-frame.tsx';

const route = getRouteApi('/shell/search/advanced');

const isAsked = ({ kinds, fields, attribute }: AdvancedSearch): boolean =>
  kinds !== undefined || fields !== undefined || attribute !== undefined;

/** The advanced search: a form of what people know of somebody or something (users-and-search S3). */
export function AdvancedSearchPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { stores, within, kinds, fields, attribute, value } = search;
  const change = (next: Partial<AdvancedSearch>) =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  const values: AdvancedValues = { stores, within, kinds, fields, attribute, value };
  return (
    <SearchFrame
      // Another search begins with nothing selected.
      key={JSON.stringify(values)}
      title={t('search.advanced.title')}
      description={t('search.advanced.text')}
      exportName={t('search.advanced.title')}
      choice={
        isAsked(search)
          ? {
              ...fields,
              stores,
              within: within?.join(','),
              ...(attribute === undefined || value === undefined ? {} : { attribute, value }),
            }
          : null
      }
      kinds={kinds}
      search={search}
      onSearch={change}
      form={
        <AdvancedForm
          values={values}
          asked={isAsked(search)}
          onSearch={(next) => {
            void navigate({
              search: (old) => ({ ...old, ...next, tab: undefined, filter: undefined, after: undefined }),
            });
          }}
        />
      }
      empty={
        <EmptyState
          icon={IconZoomQuestion}
          title={t('search.noneTitle')}
          text={t('search.advanced.noneText')}
        />
      }
    />
  );
}
