import { IconZoomQuestion } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { asParameter } from '../../api/lists.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryDesigner } from './query-designer.tsx';
import { SearchFrame } from './search-frame.tsx';

const route = getRouteApi('/shell/search/queries/new');

export function NewQueryPage() {
  const { t } = useTranslation();
  const { filter, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const { stores, within, kinds } = search;
  const isAsked = filter !== undefined || kinds !== undefined || within !== undefined;
  return (
    <SearchFrame
      title={t('queries.create')}
      description={t('queries.newText')}
      exportName={t('queries.designer')}
      choice={isAsked ? { stores, within: within?.join(',') } : null}
      filter={asParameter(filter)}
      kinds={kinds}
      filters={false}
      search={search}
      onSearch={(next) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true })}
      form={
        <div className="m-advanced">
          <QueryDesigner
            of={null}
            start={{ stores, within, kinds, filter }}
            onPreview={(draft) =>
              void navigate({
                search: (old) => ({ ...old, ...draft, tab: undefined, after: undefined }),
                replace: true,
              })
            }
            onSaved={({ id }) =>
              void navigate({ to: '/search/queries/$queryId', params: { queryId: id }, search: {} })
            }
          />
        </div>
      }
      empty={
        <EmptyState icon={IconZoomQuestion} title={t('queries.noMatch')} text={t('queries.noMatchText')} />
      }
    />
  );
}
