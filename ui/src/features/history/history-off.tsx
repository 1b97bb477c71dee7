import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { holds, useSession } from '../../api/session.ts';
import { LinkAnchor } from '../../components/link.tsx';

/** Of which stores nothing is shown; who may switch their history on is led there [reports-history-notifications I1]. */
export function HistoryOff({ off }: { off: readonly { readonly id: string; readonly name: string }[] }) {
  const { t } = useTranslation();
  const mayManage = holds(useSession(), 'Manage Identity Store');
  return off.map(({ id, name }) => (
    <Text key={id} size="sm" c="dimmed">
      {t('history.off', { name })}
      {mayManage && (
        <>
          {' '}
          <LinkAnchor
            to="/admin/stores/$storeId"
            params={{ storeId: id }}
            search={{ tab: 'history' }}
            size="sm"
            underline="always"
          >
            {t('history.offSwitch')}
          </LinkAnchor>
        </>
      )}
    </Text>
  ));
}
