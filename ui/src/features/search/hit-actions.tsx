/** What can be done with what is selected. Whether one may, the reviews say. */
import { Button } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Hit } from '../../api/schema.ts';
import { useSession } from '../../api/session.ts';
import { AddToGroup } from '../people/add-to-group.tsx';

/** Longer addresses are cut off by mail programs. */
const longestAddress = 1_900;

export function HitActions({ hits }: { hits: readonly Hit[] }) {
  const { t } = useTranslation();
  const { store } = useSession();
  // Groups hold objects of their own store only.
  const own = hits.filter(({ storeId }) => storeId === store.id);
  const mails = hits.flatMap(({ mail }) => (mail === null ? [] : [mail]));
  const address = `mailto:?bcc=${mails.map(encodeURIComponent).join(',')}`;
  return (
    <>
      {own.length > 0 && own.length === hits.length && (
        <AddToGroup storeId={store.id} ids={own.map(({ id }) => id)} />
      )}
      {mails.length > 0 && address.length <= longestAddress && (
        <Button
          component="a"
          href={address}
          size="compact-sm"
          variant="default"
          leftSection={<IconMail size={16} aria-hidden />}
        >
          {t('search.write')}
        </Button>
      )}
    </>
  );
}
