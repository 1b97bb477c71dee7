import { Text } from '@mantine/core';
import { IconWorld } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { portals as portalsQuery } from '../../api/queries.ts';
import { holds, useSession } from '../../api/session.ts';
import { CopyText } from '../../components/copy-text.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Name } from '../../components/name.tsx';
import { RecordList } from '../../components/record-list.tsx';
import '../../i18n/portal-words.ts';
import { PortalForm } from './portal-form.tsx';

export function PortalsPage() {
  const { t } = useTranslation();
  const session = useSession();
  const portals = useQuery(portalsQuery);
  return (
    <RecordList
      title={t('navigation.portals')}
      description={t('portals.text')}
      createLabel={holds(session, 'Create Application') ? t('portals.create') : null}
      query={portals}
      queryKey={portalsQuery.queryKey}
      empty={<EmptyState icon={IconWorld} title={t('portals.noneTitle')} text={t('portals.noneText')} />}
      row={(portal) => (
        <>
          <Text fw={600} size="sm" component="div">
            <Name>{portal.name}</Name>
          </Text>
          <CopyText
            text={`${window.location.origin}/sign-in?portal=${portal.path}`}
            label={t('portals.copy')}
          />
          <Text size="sm" c="dimmed" component="div">
            {t('portals.for')} <Name>{portal.stores.map(({ name }) => name).join(', ')}</Name>
          </Text>
        </>
      )}
      deleteText={t('portals.deleteText')}
      remove={({ id }) => api.DELETE('/portals/{portalId}', { params: { path: { portalId: id } } })}
      form={(portal, close) => <PortalForm portal={portal} onDone={close} />}
    />
  );
}
