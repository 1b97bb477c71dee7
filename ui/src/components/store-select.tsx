import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { stores } from '../api/queries.ts';
import { holds, useSession } from '../api/session.ts';

/** Whose settings are shown. People who administer one store see no choice. */
export function StoreSelect({ value, onChange }: { value: string; onChange: (storeId: string) => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const all = useQuery({ ...stores, enabled: holds(session, 'Manage Identity Store') });
  const items = all.data?.items ?? [];
  if (items.length < 2) return null;
  return (
    <Select
      aria-label={t('stores.one')}
      allowDeselect={false}
      w={260}
      data={items.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={(id) => {
        if (id !== null) onChange(id);
      }}
    />
  );
}
