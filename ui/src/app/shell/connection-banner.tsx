import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { probeNow, useReach } from '../../api/connection.ts';

/** Says that the API does not answer, and by going away that it does again. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const reach = useReach();
  useEffect(() => {
    // Parts that failed meanwhile heal by themselves.
    if (reach === 'back') void client.invalidateQueries();
  }, [client, reach]);
  return (
    <div role="status" className={reach === 'away' ? 'm-banner' : 'm-visually-hidden'}>
      {reach === 'back' && t('connection.back')}
      {reach === 'away' && (
        <>
          <IconPlugConnectedX size={18} aria-hidden />
          <span>{t('connection.away')}</span>
          <Button size="compact-sm" variant="default" onClick={probeNow}>
            {t('connection.now')}
          </Button>
        </>
      )}
    </div>
  );
}
