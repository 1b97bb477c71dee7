/** A person, contact or computer: what the directory holds of it, the groups that hold it, what was changed. */
import { Tabs, ThemeIcon } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { directoryObject } from '../../api/queries.ts';
import type { DirectoryObject } from '../../api/schema.ts';
import { NotFoundPage } from '../../app/error-pages.tsx';
import { type ObjectSearch, objectTabs, oneOf } from '../../app/search.ts';
import { KindIcon } from '../../components/kind-icon.tsx';
import { LinkAnchor } from '../../components/link.tsx';
import { Name } from '../../components/name.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageInWaiting } from '../../components/page-in-waiting.tsx';
import { PersonAvatar } from '../../components/person-avatar.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { ObjectHistory } from '../history/object-history.tsx';
import { MemberOf } from './member-of.tsx';
import { ObjectOverview } from './object-overview.tsx';

export type ShownKind = 'user' | 'contact' | 'computer';

interface ObjectPageProps {
  readonly kind: ShownKind;
  readonly storeId: string;
  readonly objectId: string;
  readonly search: ObjectSearch;
  readonly onSearch: (change: Partial<ObjectSearch>) => void;
}

const pages = {
  user: '/people/$storeId/$userId',
  contact: '/contacts/$storeId/$contactId',
  computer: '/computers/$storeId/$computerId',
} as const;

export function ObjectPage({ kind, storeId, objectId, search, onSearch }: ObjectPageProps) {
  const { t } = useTranslation();
  const query = useQuery(directoryObject(storeId, objectId));
  const { data: object } = query;
  const back =
    kind === 'user'
      ? ({ to: '/people', label: t('navigation.people') } as const)
      : ({ to: '/search', label: t('search.title') } as const);
  if (object === undefined) {
    return <PageInWaiting title={t(`kinds.${kind}`)} back={back} query={query} />;
  }
  if (object.kind !== kind) return <NotFoundPage />;
  const about = { storeId, aboutId: objectId };
  return (
    <>
      <PageHeader
        title={object.displayName}
        icon={<ObjectIcon object={object} />}
        back={back}
        badges={
          <>
            <Badge tone="quiet">{t(`kinds.${kind}`)}</Badge>
            {!object.enabled && <Badge tone="quiet">{t('people.disabled')}</Badge>}
            {object.protection !== null && <Badge tone="wait">{t('objects.protected')}</Badge>}
          </>
        }
        description={<Name>{object.storeName}</Name>}
      />
      <Tabs
        value={search.tab ?? 'overview'}
        keepMounted={false}
        onChange={(value) => {
          const tab = oneOf(value, objectTabs);
          onSearch({ tab: tab === 'overview' ? undefined : tab, after: undefined, q: undefined });
        }}
      >
        <Tabs.List mb="md" className="m-tabs">
          <Tabs.Tab value="overview">{t('objects.overview')}</Tabs.Tab>
          <Tabs.Tab value="memberOf">{t('objects.memberOf')}</Tabs.Tab>
          <Tabs.Tab value="history">{t('navigation.history')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="overview">
          <div className="m-columns">
            <ObjectOverview object={object} />
            <ObjectHistory
              of={about}
              withObject
              empty={t('objects.noHistory')}
              beside={
                <LinkAnchor
                  size="sm"
                  to={pages[kind]}
                  params={{ storeId, userId: objectId, contactId: objectId, computerId: objectId }}
                  search={{ tab: 'history' }}
                >
                  {t('home.all')}
                </LinkAnchor>
              }
            />
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="memberOf">
          <MemberOf object={object} search={search} onSearch={onSearch} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <ObjectHistory of={about} withObject empty={t('objects.noHistory')} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function ObjectIcon({ object: { kind, displayName } }: { object: DirectoryObject }) {
  return kind === 'user' ? (
    <PersonAvatar name={displayName} />
  ) : (
    <ThemeIcon variant="light" size={48} radius="md" aria-hidden>
      <KindIcon kind={kind} size={26} />
    </ThemeIcon>
  );
}
