import { Alert, Button } from '@mantine/core';
import { IconEdit, IconLock, IconZoomQuestion } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { asParameter, filterAttributes } from '../../api/lists.ts';
import { savedQuery } from '../../api/saved-queries.ts';
import type { SavedQuery } from '../../api/schema.ts';
import { useSession } from '../../api/session.ts';
import { draftOf } from '../../app/search.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { useFilterSentence } from '../../components/filter/filter-words.ts';
import { Name } from '../../components/name.tsx';
import { Waiting } from '../../components/waiting.tsx';
import { QueryDesigner, type QueryDraft } from './query-designer.tsx';
import { SearchFrame } from './search-frame.tsx';

const route = getRouteApi('/shell/search/queries/$queryId');

export function QueryPage() {
  const { queryId } = route.useParams();
  const query = useQuery(savedQuery(queryId));
  const { data } = query;
  if (data === undefined) return <Waiting query={query} lines={6} />;
  return <Loaded key={`${data.id} ${String(data.version)}`} query={data} />;
}

const cleared: QueryDraft = { stores: undefined, within: undefined, kinds: undefined, filter: undefined };

function Loaded({ query }: { query: SavedQuery }) {
  const { t } = useTranslation();
  const { edit, filter, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const saved = draftOf(query.search);
  const draft: QueryDraft = {
    stores: search.stores,
    within: search.within,
    kinds: search.kinds,
    filter,
  };
  const change = (next: object) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  const isEdited = edit === true && query.mayEdit;
  const kinds = isEdited ? draft.kinds : saved.kinds;
  const ways = isEdited
    ? { stores: draft.stores, within: draft.within?.join(',') }
    : query.refusal === null
      ? { queryId: query.id }
      : null;
  return (
    <SearchFrame
      key={String(isEdited)}
      title={query.name}
      description={
        query.isOwn
          ? t(query.isGlobal ? 'queries.yoursShared' : 'queries.yours')
          : t('queries.by', { name: query.author.name })
      }
      exportName={query.name}
      actions={
        query.mayEdit &&
        !isEdited && (
          <Button
            variant="default"
            leftSection={<IconEdit size={16} aria-hidden />}
            onClick={() => {
              change({ ...saved, edit: true, tab: undefined, after: undefined });
            }}
          >
            {t('queries.edit')}
          </Button>
        )
      }
      choice={ways}
      exported={isEdited ? undefined : query.search}
      filter={isEdited ? asParameter(filter) : undefined}
      kinds={kinds}
      filters={false}
      search={search}
      onSearch={change}
      form={
        isEdited ? (
          <div className="m-advanced">
            <QueryDesigner
              of={query}
              start={draft}
              onPreview={(next) => {
                change({ ...next, tab: undefined, after: undefined });
              }}
              onSaved={() => {
                change({ ...cleared, edit: undefined });
              }}
              onCancel={() => {
                change({ ...cleared, edit: undefined });
              }}
            />
          </div>
        ) : (
          <>
            <Conditions draft={saved} />
            {query.refusal !== null && (
              <Alert icon={<IconLock />} color="yellow" variant="light" title={t('queries.refused')} mb="md">
                {query.refusal}
              </Alert>
            )}
          </>
        )
      }
      empty={
        <EmptyState icon={IconZoomQuestion} title={t('queries.noMatch')} text={t('queries.noMatchText')} />
      }
    />
  );
}

/** The query as a sentence. */
function Conditions({ draft: { stores, within, kinds, filter } }: { draft: QueryDraft }) {
  const { t } = useTranslation();
  const { store } = useSession();
  const attributes = useQuery({ ...filterAttributes('objects', stores), retry: false });
  const sentence = useFilterSentence(filter, attributes.data ?? [], store.id);
  const parts = [
    ...(kinds?.map((kind) => t(`search.tabs.${kind}`)) ?? []),
    ...(within === undefined ? [] : [t('search.places.some', { count: within.length })]),
    filter === undefined ? t('queries.everything') : sentence(filter),
  ];
  return (
    <p className="m-query-words">
      <Name>{parts.join(' · ')}</Name>
    </p>
  );
}
