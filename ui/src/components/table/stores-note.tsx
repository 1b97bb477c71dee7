import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ListedStore } from '../../api/schema.ts';
import { Time } from '../time.tsx';

/** What of the list is missing or may be old, by the store it is missing from; the rest is shown. */
export function StoresNote({ stores }: { stores: readonly ListedStore[] }) {
  const { t } = useTranslation();
  const told = stores.filter(({ skipped, healthy }) => skipped !== null || !healthy);
  if (told.length === 0) return null;
  return (
    <div role="status">
      <ul className="m-list-notes">
        {told.map((store) => (
          <li key={store.id}>
            <IconAlertTriangle size={16} aria-hidden />
            <span>
              {store.skipped === null ? (
                <>
                  {t('table.storeOld', { store: store.name })}{' '}
                  {store.lastReplicatedAt === null ? t('table.never') : <Time at={store.lastReplicatedAt} />}
                </>
              ) : store.skipped === 'disabled' ? (
                t('table.storeDisabled', { store: store.name })
              ) : (
                t('table.storeLacks', { store: store.name, attributes: store.missing.join(', ') })
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
