import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { stores as storesQuery } from '../api/queries.ts';
import { holds, useSession } from '../api/session.ts';

interface StoreScopeProps {
  /** Ids separated by commas; the store signed in to when absent. */
  readonly value: string | undefined;
  readonly onChange: (stores: string | undefined) => void;
}

/** Which stores a list is of. Those who read one store see no choice. */
export function StoreScope({ value, onChange }: StoreScopeProps) {
  const { t } = useTranslation();
  const session = useSession();
  const all = useQuery({ ...storesQuery, enabled: holds(session, 'Manage Identity Store') });
  const items = all.data?.items ?? [];
  if (items.length < 2) return null;
  const everywhere = items.map(({ id }) => id).join(',');
  const known = items.map(({ id, name }) => ({ value: id, label: name }));
  const chosen = value ?? session.store.id;
  return (
    <Select
      aria-label={t('stores.one')}
      allowDeselect={false}
      w={200}
      data={[
        ...known,
        { value: everywhere, label: t('table.allStores') },
        ...(chosen === everywhere || known.some((one) => one.value === chosen)
          ? []
          : [{ value: chosen, label: t('table.someStores') }]),
      ]}
      value={chosen}
      onChange={(next) => {
        onChange(next === null || next === session.store.id ? undefined : next);
      }}
    />
  );
}
