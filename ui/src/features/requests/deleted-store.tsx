import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Name } from '../../components/name.tsx';
import { Time } from '../../components/time.tsx';
import '../../i18n/request-words.ts';

interface DeletedStoreProps {
  /** Anything that was recorded of a store. */
  readonly of: { readonly storeName: string; readonly storeDeletedAt: string | null };
}

/** Says that the store is gone; nothing where it is not [stores-and-links S8]. */
export function DeletedStore({ of: { storeName, storeDeletedAt } }: DeletedStoreProps) {
  const { t } = useTranslation();
  if (storeDeletedAt === null) return null;
  return (
    <Text span inherit c="dimmed" display="block">
      {t('requestLists.deletedStore')} <Name>{storeName}</Name>, <Time at={storeDeletedAt} />
    </Text>
  );
}
