import { Button, Modal, Text } from '@mantine/core';
import { IconPlus, IconWorld } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { portals as portalsQuery } from '../../api/queries.ts';
import type { Portal } from '../../api/schema.ts';
import { holds, useSession } from '../../api/session.ts';
import { CopyText } from '../../components/copy-text.tsx';
import { DeleteButton } from '../../components/delete-button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Name } from '../../components/name.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Lines, Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { PortalForm } from './portal-form.tsx';

export function PortalsPage() {
  const { t } = useTranslation();
  const session = useSession();
  const portals = useQuery(portalsQuery);
  const [edited, setEdited] = useState<Portal | 'new' | null>(null);
  const close = () => {
    setEdited(null);
  };
  return (
    <>
      <PageHeader
        title={t('navigation.portals')}
        description={t('portals.text')}
        actions={
          holds(session, 'Create Application') ? (
            <Button
              leftSection={<IconPlus size={18} aria-hidden />}
              onClick={() => {
                setEdited('new');
              }}
            >
              {t('portals.create')}
            </Button>
          ) : undefined
        }
      />
      <Panel flush>
        {portals.isPending && <Lines count={4} />}
        {portals.error !== null && (
          <ProblemAlert error={portals.error} onRetry={() => void portals.refetch()} />
        )}
        {portals.data?.items.length === 0 && (
          <EmptyState icon={IconWorld} title={t('portals.noneTitle')} text={t('portals.noneText')} />
        )}
        <ul className="m-rows">
          {portals.data?.items.map((portal) => (
            <li key={portal.id}>
              <div className="m-grow">
                <Text fw={600} component="div">
                  <Name>{portal.name}</Name>
                </Text>
                <CopyText
                  text={`${window.location.origin}/sign-in?portal=${portal.path}`}
                  label={t('portals.copy')}
                />
                <Text size="sm" c="dimmed" component="div">
                  {t('portals.for')} <Name>{portal.stores.map(({ name }) => name).join(', ')}</Name>
                </Text>
              </div>
              <Button
                variant="default"
                size="xs"
                aria-label={t('portals.editOne', { name: portal.name })}
                onClick={() => {
                  setEdited(portal);
                }}
              >
                {t('common.edit')}
              </Button>
              <DeleteButton
                name={portal.name}
                text={t('portals.deleteText')}
                queryKey={portalsQuery.queryKey}
                remove={() =>
                  api.DELETE('/portals/{portalId}', { params: { path: { portalId: portal.id } } })
                }
              />
            </li>
          ))}
        </ul>
      </Panel>
      <Modal
        opened={edited !== null}
        onClose={close}
        size="lg"
        title={
          edited === null || edited === 'new'
            ? t('portals.create')
            : t('portals.editOne', { name: edited.name })
        }
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        {edited !== null && <PortalForm portal={edited === 'new' ? null : edited} onDone={close} />}
      </Modal>
    </>
  );
}
