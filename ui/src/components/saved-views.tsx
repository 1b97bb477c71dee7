/** Views of a list that a person keeps under names of their own, on the server. */
import { ActionIcon, Button, Group, Menu, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconBookmark, IconDeviceFloppy, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { defaultParseSearch, defaultStringifySearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../api/client.ts';
import { errorOf } from '../api/problem.ts';
import { savedViews } from '../api/queries.ts';
import type { paths, SavedView } from '../api/schema.ts';
import { type ListSearch, listSearch } from '../app/search.ts';
import { ProblemAlert } from './problem-alert.tsx';

export type SavedViewList =
  paths['/saved-views']['post']['requestBody']['content']['application/json']['list'];

interface SavedViewsProps {
  readonly list: SavedViewList;
  readonly search: ListSearch;
  readonly onSearch: (change: Partial<ListSearch>) => void;
}

/** The place within the list, and how long its pages are, are no part of a view. */
const queryOf = (search: ListSearch): string =>
  defaultStringifySearch({ ...search, after: undefined, size: undefined }).replace(/^\?/, '');

/** The whole state a view stands for: what it does not name is off. */
function stateOf(view: SavedView, search: ListSearch): Partial<ListSearch> {
  const parsed = defaultParseSearch(`?${view.query}`) as Record<string, unknown>;
  const cleared = Object.fromEntries(Object.keys(search).map((key) => [key, undefined]));
  return { ...cleared, ...parsed, ...listSearch(parsed), after: undefined, size: undefined };
}

export function SavedViews({ list, search, onSearch }: SavedViewsProps) {
  const { t } = useTranslation();
  const [managing, setManaging] = useState(false);
  const { data } = useQuery(savedViews(list));
  const current = queryOf(search);
  const views = data?.items ?? [];
  const shown = views.find(({ query }) => query === current);
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button variant="default" leftSection={<IconBookmark size={16} aria-hidden />} maw={220}>
            {shown?.name ?? t('views.title')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown maw={320}>
          {views.map((view) => (
            <Menu.Item
              key={view.id}
              fw={view.id === shown?.id ? 600 : 400}
              onClick={() => {
                onSearch(stateOf(view, search));
              }}
            >
              <bdi>{view.name}</bdi>
            </Menu.Item>
          ))}
          {views.length > 0 && <Menu.Divider />}
          <Menu.Item
            leftSection={<IconDeviceFloppy size={16} aria-hidden />}
            onClick={() => {
              setManaging(true);
            }}
          >
            {t(views.length === 0 ? 'views.keep' : 'views.manage')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={managing}
        onClose={() => {
          setManaging(false);
        }}
        title={t('views.title')}
      >
        <Stack gap="md">
          <KeepView list={list} query={current} />
          {views.length > 0 && (
            <ul className="m-views">
              {views.map((view) => (
                <ViewRow key={view.id} view={view} query={current} />
              ))}
            </ul>
          )}
        </Stack>
      </Modal>
    </>
  );
}

/** Writes, then reads the list again. */
function useWrite<T>(write: (input: T) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: () => client.invalidateQueries({ queryKey: ['saved-views'] }),
  });
}

function KeepView({ list, query }: { list: SavedViewList; query: string }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const keep = useWrite(() => unwrap(api.POST('/saved-views', { body: { list, name: name.trim(), query } })));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        keep.mutate(undefined, {
          onSuccess: () => {
            setName('');
          },
        });
      }}
    >
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <TextInput
          flex={1}
          label={t('views.name')}
          description={t('views.nameHint')}
          value={name}
          maxLength={100}
          data-autofocus
          onChange={(event) => {
            setName(event.currentTarget.value);
          }}
        />
        <Button type="submit" loading={keep.isPending} disabled={name.trim() === ''}>
          {t('views.save')}
        </Button>
      </Group>
      {keep.error !== null && <ProblemAlert error={keep.error} />}
    </form>
  );
}

function ViewRow({ view, query }: { view: SavedView; query: string }) {
  const { t } = useTranslation();
  const [name, setName] = useState(view.name);
  const path = { viewId: view.id };
  const change = useWrite((body: { name?: string; query?: string }) =>
    unwrap(api.PATCH('/saved-views/{viewId}', { params: { path }, body })),
  );
  const remove = useWrite(async () => {
    const { error, response } = await api.DELETE('/saved-views/{viewId}', { params: { path } });
    if (!response.ok) throw errorOf(error, response);
  });
  const renamed = name.trim() !== '' && name.trim() !== view.name;
  return (
    <li>
      <TextInput
        flex={1}
        size="sm"
        aria-label={t('views.nameOf', { name: view.name })}
        value={name}
        maxLength={100}
        onChange={(event) => {
          setName(event.currentTarget.value);
        }}
      />
      {renamed ? (
        <Button
          size="compact-sm"
          onClick={() => {
            change.mutate({ name: name.trim() });
          }}
        >
          {t('views.rename')}
        </Button>
      ) : (
        <Button
          size="compact-sm"
          variant="default"
          disabled={view.query === query}
          onClick={() => {
            change.mutate({ query });
          }}
        >
          {t('views.replace')}
        </Button>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('views.delete', { name: view.name })}
        onClick={() => {
          remove.mutate(undefined);
        }}
      >
        <IconTrash size={16} />
      </ActionIcon>
      {(change.error ?? remove.error) !== null && (
        <Text size="sm" c="red">
          <ProblemAlert error={change.error ?? remove.error} />
        </Text>
      )}
    </li>
  );
}
