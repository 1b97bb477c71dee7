/**
 * Looks for objects a field takes: by words, kinds, places and further fields. What is chosen goes to
 * the selection and back; the ids are checked again when the form is saved (users-and-search S6).
 */
import { Button, Group, Modal, Select } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Filter } from '../../../../workflows/contracts/filter.ts';
import { chosen as chosenQuery, type FindPurpose, foundPages } from '../../api/find.ts';
import { asParameter, filterAttributes } from '../../api/lists.ts';
import type { Found } from '../../api/schema.ts';
import { places, useFirstPlace } from '../../api/search.ts';
import { FilterChips } from '../filter/filter-chips.tsx';
import { Lines } from '../panel.tsx';
import { SearchInput } from '../search-input.tsx';
import { FindResults } from './find-results.tsx';
import { FindSelection } from './find-selection.tsx';

const FilterPanel = lazy(() =>
  import('../filter/filter-panel.tsx').then((module) => ({ default: module.FilterPanel })),
);

const pageSize = 50;

interface FindDialogProps {
  /** Of the field. */
  readonly label: string;
  readonly storeId: string;
  readonly purpose: FindPurpose;
  /** The group whose field it is. */
  readonly groupId?: string | undefined;
  readonly multiple: boolean;
  readonly value: readonly string[];
  readonly onChoose: (ids: string[]) => void;
  readonly onClose: () => void;
}

/** @see FindDialogProps; it is there while it is open */
export function FindDialog({
  label,
  storeId,
  multiple,
  value,
  onChoose,
  onClose,
  ...field
}: FindDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [picked, setPicked] = useState(value);
  const [filtering, setFiltering] = useState(false);
  const look = useLook(storeId, field);
  const choose = (object: Found) => {
    const { id, displayName, mail, kind } = object;
    client.setQueryData(chosenQuery(storeId, id).queryKey, { id, displayName, mail, kind });
    setPicked((old) => (multiple ? [...old, id] : [id]));
  };
  return (
    <Modal
      opened
      stackId="find"
      size={960}
      title={t('find.title', { label })}
      closeOnEscape={!filtering}
      onClose={onClose}
    >
      {/* A form within this dialog is none of the form behind it. */}
      <div
        onSubmit={(event) => {
          event.stopPropagation();
        }}
      >
        <div className="m-find-tools">
          <div className="m-tools-search" data-autofocus tabIndex={-1}>
            <SearchInput label={t('find.search')} value={look.text} onSearch={look.setText} />
          </div>
          {look.kinds.length > 1 && (
            <Select
              aria-label={t('find.kinds')}
              w={150}
              allowDeselect={false}
              value={look.kind}
              onChange={(kind) => {
                look.setKind(kind ?? everything);
              }}
              data={[
                { value: everything, label: t('search.tabs.all') },
                ...look.kinds.map((kind) => ({ value: kind, label: t(`search.tabs.${kind}`) })),
              ]}
            />
          )}
          <ContainerChoice storeId={storeId} value={look.container} onChange={look.setContainer} />
          <Button
            variant="default"
            leftSection={<IconFilter size={16} aria-hidden />}
            aria-expanded={filtering}
            onClick={() => {
              setFiltering(!filtering);
            }}
          >
            {t('find.moreFields')}
          </Button>
        </div>
        <MoreFields
          storeId={storeId}
          filtering={filtering}
          onFiltering={setFiltering}
          filter={look.filter}
          onFilter={look.setFilter}
        />
        <div className="m-find">
          <div className="m-find-results">
            <FindResults
              items={look.items}
              error={look.query.error}
              old={look.query.isPlaceholderData}
              chosen={new Set(picked)}
              onChoose={choose}
              more={look.query.hasNextPage ? () => void look.query.fetchNextPage() : undefined}
              loadingMore={look.query.isFetchingNextPage}
            />
          </div>
          <FindSelection
            storeId={storeId}
            ids={picked}
            onRemove={(id) => {
              setPicked((old) => old.filter((one) => one !== id));
            }}
          />
        </div>
        <Group gap="sm" mt="md" justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            onClick={() => {
              onChoose([...picked]);
              onClose();
            }}
          >
            {t('find.choose')}
          </Button>
        </Group>
      </div>
    </Modal>
  );
}

const everything = 'all';

/** What is looked for, and what is found of it. */
function useLook(storeId: string, { purpose, groupId }: Pick<FindDialogProps, 'purpose' | 'groupId'>) {
  const [text, setText] = useState<string>();
  const [kind, setKind] = useState<string>(everything);
  const first = useFirstPlace(storeId);
  // Undefined until somebody chooses: null is everywhere.
  const [chosen, setContainer] = useState<string | null>();
  const container = chosen === undefined ? first : chosen;
  const [filter, setFilter] = useState<Filter>();
  const query = useInfiniteQuery(
    foundPages(storeId, {
      purpose,
      text,
      groupId,
      kinds: kind === everything ? undefined : kind,
      container: container ?? undefined,
      filter: asParameter(filter),
      limit: pageSize,
    }),
  );
  return {
    ...{ text, setText, kind, setKind, container, setContainer, filter, setFilter, query },
    kinds: query.data?.pages[0]?.kinds ?? [],
    items: query.data?.pages.flatMap(({ items }) => items),
  };
}

/** Where to look; absent where the store has no containers. */
function ContainerChoice({
  storeId,
  value,
  onChange,
}: {
  storeId: string;
  value: string | null;
  onChange: (id: string | null) => void;
}) {
  const { t } = useTranslation();
  const { data: items = [] } = useQuery(places(storeId));
  if (items.length === 0) return null;
  return (
    <Select
      aria-label={t('find.container')}
      placeholder={t('find.everywhere')}
      w={220}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('common.clear') }}
      nothingFoundMessage={t('picker.nothing')}
      value={value}
      onChange={onChange}
      data={items.map(({ id, name }) => ({ value: id, label: name }))}
      renderOption={({ option }) => (
        <span className="m-suggest">
          <span>
            {option.label}
            <bdi className="m-second m-block m-path">
              {items.find(({ id }) => id === option.value)?.path ?? ''}
            </bdi>
          </span>
        </span>
      )}
    />
  );
}

function MoreFields({
  storeId,
  filtering,
  onFiltering,
  filter,
  onFilter,
}: {
  storeId: string;
  filtering: boolean;
  onFiltering: (filtering: boolean) => void;
  filter: Filter | undefined;
  onFilter: (filter: Filter | undefined) => void;
}) {
  const attributes = useQuery(filterAttributes('objects', storeId)).data ?? [];
  if (filtering) {
    return (
      <Suspense fallback={<Lines count={3} />}>
        {attributes.length === 0 ? (
          <Lines count={3} />
        ) : (
          <FilterPanel
            attributes={attributes}
            storeId={storeId}
            value={filter}
            onApply={onFilter}
            onClose={() => {
              onFiltering(false);
            }}
          />
        )}
      </Suspense>
    );
  }
  return filter === undefined ? null : (
    <FilterChips
      filter={filter}
      attributes={attributes}
      storeId={storeId}
      onChange={onFilter}
      onEdit={() => {
        onFiltering(true);
      }}
    />
  );
}
