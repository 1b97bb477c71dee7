/** Which changes of a store wait, for whom, and who would be asked. */
import { Stack, Tabs } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { oneOf, workflowTabs } from '../../app/search.ts';
import { useSession } from '../../api/session.ts';
import { LinkButton } from '../../components/link.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { StoreSelect } from '../../components/store-select.tsx';
import '../../i18n/access-words.ts';
import { WebhooksTab } from '../webhooks/webhooks-tab.tsx';
import { OldRequests } from './old-requests.tsx';
import { TryWorkflows } from './try-workflows.tsx';
import { WorkflowList } from './workflow-list.tsx';
import { WorkflowSettings } from './workflow-settings.tsx';

const route = getRouteApi('/shell/admin/workflows');

export function WorkflowsPage() {
  const { t } = useTranslation();
  const session = useSession();
  const { store: chosen, tab } = route.useSearch();
  const navigate = route.useNavigate();
  const storeId = chosen ?? session.store.id;
  return (
    <>
      <PageHeader
        title={t('navigation.workflows')}
        description={t('workflows.text')}
        actions={
          <>
            <StoreSelect
              value={storeId}
              onChange={(id) => void navigate({ search: (old) => ({ ...old, store: id }) })}
            />
            <LinkButton
              to="/admin/workflows/$storeId/$workflowId"
              params={{ storeId, workflowId: 'new' }}
              leftSection={<IconPlus size={18} aria-hidden />}
            >
              {t('workflows.create')}
            </LinkButton>
          </>
        }
      />
      <Tabs
        value={tab ?? 'list'}
        keepMounted={false}
        onChange={(value) => {
          const next = oneOf(value, workflowTabs);
          void navigate({
            search: (old) => ({ ...old, tab: next === 'list' ? undefined : next }),
            replace: true,
          });
        }}
      >
        <Tabs.List mb="md" className="m-tabs">
          {workflowTabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`workflows.tabs.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="list">
          <WorkflowList storeId={storeId} />
        </Tabs.Panel>
        <Tabs.Panel value="try">
          <TryWorkflows key={storeId} storeId={storeId} />
        </Tabs.Panel>
        <Tabs.Panel value="webhooks">
          <WebhooksTab key={storeId} storeId={storeId} />
        </Tabs.Panel>
        <Tabs.Panel value="settings">
          <Stack gap={20}>
            <WorkflowSettings storeId={storeId} />
            <OldRequests key={storeId} storeId={storeId} />
          </Stack>
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
