/** Puts a query together: where, what, and the conditions as a tree (users-and-search S4.1). */
import { Button, Checkbox, Group, Stack, Switch, TextInput } from '@mantine/core';
import { IconDeviceFloppy, IconEye } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Filter } from '../../../../workflows/contracts/filter.ts';
import { kindOfType } from '../../../../workflows/contracts/search.ts';
import { asParameter, filterAttributes } from '../../api/lists.ts';
import { asApiError } from '../../api/problem.ts';
import { defined } from '../../api/queries.ts';
import { queryRules } from '../../api/roles.ts';
import { useSaveQuery } from '../../api/saved-queries.ts';
import type { SavedQuery } from '../../api/schema.ts';
import { readCounts, totalOf } from '../../api/search.ts';
import { holds, useSession } from '../../api/session.ts';
import { type AdvancedSearch, searchTabs } from '../../app/search.ts';
import { announce } from '../../components/announce.ts';
import { FilterBuilder } from '../../components/filter/filter-builder.tsx';
import { Lines, Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { offeredTypes } from './offered-types.ts';
import { SearchPlaces } from './search-places.tsx';

export type QueryDraft = Pick<AdvancedSearch, 'stores' | 'within' | 'kinds' | 'filter'>;

interface QueryDesignerProps {
  /** What is changed; null for a new one. */
  readonly of: SavedQuery | null;
  readonly start: QueryDraft;
  readonly onPreview: (draft: QueryDraft) => void;
  readonly onSaved: (saved: SavedQuery) => void;
  readonly onCancel?: () => void;
}

export function QueryDesigner({ of, start, onPreview, onSaved, onCancel }: QueryDesignerProps) {
  const { t } = useTranslation();
  const session = useSession();
  const save = useSaveQuery();
  const [name, setName] = useState(of?.name ?? '');
  const [isGlobal, setGlobal] = useState(of?.isGlobal ?? false);
  const [draft, setDraft] = useState(start);
  const attributes = useQuery(filterAttributes('objects', draft.stores));
  const rules = useQuery(queryRules).data;
  const allowed = rules?.newGroupsOnly === true ? null : rules?.attributes;
  const offered = attributes.data?.filter(
    ({ name: one }) => allowed?.some((attribute) => attribute.name === one) ?? true,
  );
  const types = offeredTypes(attributes.data);
  const offeredKinds =
    rules === undefined || rules.newGroupsOnly || rules.objectTypes.kinds.length === 0
      ? types
      : types.filter((type) => rules.objectTypes.kinds.includes(kindOfType(type)));
  const { stores, within, kinds } = draft;
  const choice = { stores, within: within?.join(',') };
  const nameProblem =
    save.error === null
      ? undefined
      : asApiError(save.error).problem.errors.find(({ field }) => field === 'name')?.message;
  return (
    <Panel>
      <form
        aria-label={t('queries.designer')}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(
            {
              of,
              wish: {
                name: name.trim(),
                isGlobal,
                search: defined({ ...choice, kinds: kinds?.join(','), filter: asParameter(draft.filter) }),
              },
            },
            {
              onSuccess: (saved) => {
                announce(t('queries.saved'));
                onSaved(saved);
              },
            },
          );
        }}
      >
        <Stack gap="md">
          <Group align="flex-start" gap="16px 24px">
            <TextInput
              label={t('queries.name')}
              description={t('queries.nameHint')}
              required
              maxLength={100}
              w={{ base: '100%', sm: 360 }}
              value={name}
              error={nameProblem === undefined ? undefined : `${t('queries.name')} ${nameProblem}`}
              onChange={(event) => {
                setName(event.currentTarget.value);
              }}
            />
            {(holds(session, 'Share Queries') || of?.isGlobal === true) && (
              <Switch
                mt={24}
                label={t('queries.share')}
                description={t('queries.shareHint')}
                checked={isGlobal}
                onChange={(event) => {
                  setGlobal(event.currentTarget.checked);
                }}
              />
            )}
          </Group>
          <SearchPlaces
            value={{ stores, within }}
            onChange={(next) => {
              setDraft({ ...draft, ...next });
            }}
          />
          <Checkbox.Group
            label={t('search.advanced.kinds')}
            description={t('search.advanced.kindsHint')}
            value={[...(kinds ?? [])]}
            onChange={(chosen) => {
              const next = searchTabs.filter((kind) => chosen.includes(kind));
              setDraft({ ...draft, kinds: next.length === 0 ? undefined : next });
            }}
          >
            <Group gap="8px 24px" mt={8}>
              {offeredKinds.map((kind) => (
                <Checkbox key={kind} value={kind} label={t(`search.tabs.${kind}`)} />
              ))}
            </Group>
          </Checkbox.Group>
          <div className="m-filter m-designer">
            {offered === undefined || rules === undefined ? (
              <Lines count={3} />
            ) : (
              <FilterBuilder
                attributes={offered}
                storeId={session.store.id}
                value={
                  start.filter ??
                  (of === null ? ((rules.defaultFilter ?? undefined) as Filter | undefined) : undefined)
                }
                count={{
                  key: ['search', choice, kinds],
                  of: async (filter) =>
                    totalOf(await readCounts({ ...choice, filter: asParameter(filter) }, kinds), undefined),
                }}
                onDraft={(filter: Filter | undefined) => {
                  setDraft((old) => ({ ...old, filter }));
                }}
              />
            )}
          </div>
          {save.error !== null && <ProblemAlert error={save.error} shownFields={['name']} />}
          <Group gap="sm">
            <Button
              type="submit"
              loading={save.isPending}
              disabled={name.trim() === ''}
              leftSection={<IconDeviceFloppy size={16} aria-hidden />}
            >
              {t('queries.save')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconEye size={16} aria-hidden />}
              onClick={() => {
                onPreview(draft);
              }}
            >
              {t('queries.preview')}
            </Button>
            {onCancel !== undefined && (
              <Button variant="subtle" onClick={onCancel}>
                {t('queries.stop')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
