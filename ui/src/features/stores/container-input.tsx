/** Containers for a setting: those of the directory are offered as one types, and any other text is taken, too. */
import { Autocomplete, TagsInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useState } from 'react';
import { api, unwrap } from '../../api/client.ts';

/** The store that is asked; null while it is not there yet. */
const AskedStore = createContext<string | null>(null);

export function ContainersOf({ storeId, children }: { storeId: string; children: ReactNode }) {
  return <AskedStore value={storeId}>{children}</AskedStore>;
}

const typingMs = 250;

const containers = (storeId: string, name: string) =>
  queryOptions({
    queryKey: ['stores', storeId, 'containers', name],
    queryFn: () =>
      unwrap(
        api.GET('/stores/{storeId}/containers', {
          params: { path: { storeId }, query: name === '' ? {} : { name } },
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** What is typed is a name, or a path whose beginning names the container. */
const nameIn = (typed: string): string =>
  typed
    .replace(/^[^=,]*=/, '')
    .split(',')[0]
    ?.trim() ?? '';

/** A directory that does not answer offers nothing; one types then. */
function useContainers(typed: string): string[] {
  const storeId = use(AskedStore);
  const [name] = useDebouncedValue(nameIn(typed), typingMs);
  const { data } = useQuery({ ...containers(storeId ?? '', name), enabled: storeId !== null });
  return [...new Set(data?.items.map(({ path }) => path))];
}

interface Shared {
  readonly id: string;
  readonly label: string;
  readonly description: string | undefined;
  readonly required: boolean;
  readonly error: string | undefined;
}

export function ContainerList({
  value,
  onChange,
  ...shared
}: Shared & { readonly value: string[]; readonly onChange: (value: string[]) => void }) {
  const [typed, setTyped] = useState('');
  return (
    <TagsInput
      {...shared}
      maw={560}
      splitChars={['\n']}
      acceptValueOnBlur
      data={useContainers(typed)}
      searchValue={typed}
      onSearchChange={setTyped}
      value={value}
      onChange={onChange}
    />
  );
}

export function ContainerPath({
  value,
  onChange,
  ...shared
}: Shared & { readonly value: string; readonly onChange: (value: string) => void }) {
  return <Autocomplete {...shared} data={useContainers(value)} value={value} onChange={onChange} />;
}
