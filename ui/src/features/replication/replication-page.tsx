/** Replication of all stores: where it stands, what it did, how often it runs, what answers searches. */
import { Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { oneOf, replicationTabs } from '../../app/search.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { ReplicationActions } from './replication-actions.tsx';
import { ReplicationRuns } from './replication-runs.tsx';
import { ReplicationSettings } from './replication-settings.tsx';
import { ReplicationStatus } from './replication-status.tsx';
import { SearchEngine } from './search-engine.tsx';
import '../../i18n/replication-words.ts';

const route = getRouteApi('/shell/admin/replication');

export function ReplicationPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <PageHeader
        title={t('navigation.replication')}
        description={t('replication.text')}
        actions={<ReplicationActions store={null} />}
      />
      <Tabs
        value={search.tab ?? 'status'}
        keepMounted={false}
        onChange={(value) => {
          const tab = oneOf(value, replicationTabs);
          void navigate({ search: { tab: tab === 'status' ? undefined : tab }, replace: true });
        }}
      >
        <Tabs.List mb="md" className="m-tabs">
          {replicationTabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`replication.tabs.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="status">
          <ReplicationStatus />
        </Tabs.Panel>
        <Tabs.Panel value="runs">
          <ReplicationRuns
            search={search}
            onSearch={(next) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true })}
          />
        </Tabs.Panel>
        <Tabs.Panel value="settings">
          <ReplicationSettings />
        </Tabs.Panel>
        <Tabs.Panel value="engine">
          <SearchEngine />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
