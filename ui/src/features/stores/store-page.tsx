/** One identity store: how it is, and its settings, part by part. */
import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { forEditing, store as storeQuery, storeKinds } from '../../api/queries.ts';
import { replication } from '../../api/replication.ts';
import { holds, useSession } from '../../api/session.ts';
import { oneOf, storeTabs } from '../../app/search.ts';
import { Name } from '../../components/name.tsx';
import { OnlyWith } from '../../components/only-with.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Lines, Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { ReplicationArea } from './replication-area.tsx';
import { AttributesArea } from './attributes-area.tsx';
import { areaOf, isRanked, settingAreas } from './areas.ts';
import { ExcludedArea } from './excluded-area.tsx';
import { GroupsArea } from './groups-area.tsx';
import { HistoryArea } from './history-area.tsx';
import { LevelsArea } from './levels-area.tsx';
import { MailArea } from './mail-area.tsx';
import { SignInArea } from './sign-in-area.tsx';
import { SettingsArea } from './settings-area.tsx';
import { settingsOf } from './settings-schema.ts';
import { HealthBadge, HealthFactors } from './store-health.tsx';
import { StoreMenu } from './store-menu.tsx';
import '../../i18n/replication-words.ts';

const route = getRouteApi('/shell/admin/stores/$storeId');

export function StorePage() {
  const { t } = useTranslation();
  const { storeId } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const session = useSession();
  const replicates = holds(session, 'Manage Replication');
  const store = useQuery({ ...storeQuery(storeId), ...forEditing });
  const kinds = useQuery(storeKinds);
  // It tells of all stores.
  const seesRuns = replicates && session.administersAll;
  const overview = useQuery({ ...replication, enabled: seesRuns });
  const status = overview.data?.stores.find((one) => one.storeId === storeId);
  const kind = kinds.data?.items.find((one) => one.kind === store.data?.kind);
  const error = store.error ?? kinds.error;
  const back = { to: '/admin/stores', label: t('navigation.stores') } as const;
  if (store.data === undefined || kind === undefined) {
    return (
      <>
        <PageHeader title={store.data?.name ?? t('stores.one')} back={back} />
        <Panel narrow>
          {error === null ? (
            <Lines count={6} />
          ) : (
            <ProblemAlert
              error={error}
              onRetry={() => {
                void store.refetch();
                void kinds.refetch();
              }}
            />
          )}
        </Panel>
      </>
    );
  }
  const settings = settingsOf(kind.settings);
  const areas = settingAreas.filter(
    (area) =>
      area === 'connection' || settings.some((setting) => !setting.generated && areaOf(setting) === area),
  );
  const tabs = storeTabs.filter((tab) =>
    tab === 'history' || tab === 'signIn' || tab === 'groups' || tab === 'fields' || tab === 'mail'
      ? true
      : tab === 'replication'
        ? seesRuns
        : tab === 'attributes'
          ? replicates
          : areas.includes(tab),
  );
  const chosen = oneOf(search.tab, tabs) ?? 'connection';
  // What the store's own health says is older than what replication tells.
  const current = { ...store.data, ...(status === undefined ? {} : { health: status.health }) };
  return (
    <>
      <PageHeader
        title={store.data.name}
        back={back}
        badges={<HealthBadge store={current} />}
        description={
          <>
            {t(`storeKinds.${store.data.kind}`)}
            {store.data.description !== '' && (
              <>
                {' · '}
                <Name>{store.data.description}</Name>
              </>
            )}
            <HealthFactors store={current} replication={status} />
          </>
        }
        actions={<StoreMenu store={store.data} onDeleted={() => void navigate({ to: '/admin/stores' })} />}
      />
      <Tabs
        value={chosen}
        keepMounted={false}
        onChange={(value) => {
          const tab = oneOf(value, storeTabs);
          void navigate({ search: { tab: tab === 'connection' ? undefined : tab }, replace: true });
        }}
      >
        <Tabs.List mb="md" className="m-tabs">
          {tabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {tab === 'servers' ? settings.find(isRanked)?.title : t(`stores.areas.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {areas.map((area) => (
          <Tabs.Panel key={area} value={area}>
            <OnlyWith permission="Manage Identity Store General Info">
              <SettingsArea key={store.data.version} store={store.data} settings={settings} area={area} />
            </OnlyWith>
            {area === 'scope' && <ExcludedArea storeId={storeId} version={store.data.version} />}
          </Tabs.Panel>
        ))}
        <Tabs.Panel value="signIn">
          <OnlyWith permission="Manage Identity Store Configurations">
            <SignInArea store={store.data} />
          </OnlyWith>
        </Tabs.Panel>
        <Tabs.Panel value="groups">
          <OnlyWith permission="Manage Identity Store Configurations">
            <GroupsArea key={store.data.version} store={store.data} />
          </OnlyWith>
        </Tabs.Panel>
        <Tabs.Panel value="fields">
          <OnlyWith permission="Manage Identity Store Configurations">
            <LevelsArea key={store.data.version} store={store.data} />
          </OnlyWith>
        </Tabs.Panel>
        <Tabs.Panel value="mail">
          <OnlyWith permission="Manage Identity Store Configurations">
            <MailArea storeId={storeId} />
          </OnlyWith>
        </Tabs.Panel>
        {seesRuns && (
          <Tabs.Panel value="replication">
            <ReplicationArea store={store.data} query={overview} />
          </Tabs.Panel>
        )}
        {replicates && (
          <Tabs.Panel value="attributes">
            <AttributesArea store={store.data} />
          </Tabs.Panel>
        )}
        <Tabs.Panel value="history">
          <HistoryArea store={store.data} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
