import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { user } from '../../api/queries.ts';
import { CopyText } from '../../components/copy-text.tsx';
import { Name } from '../../components/name.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Lines, Panel } from '../../components/panel.tsx';
import { PersonAvatar } from '../../components/person-avatar.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Badge } from '../../components/state-badge.tsx';

const route = getRouteApi('/shell/people/$storeId/$userId');

export function PersonPage() {
  const { t } = useTranslation();
  const { storeId, userId } = route.useParams();
  const { data: person, error, refetch } = useQuery(user(storeId, userId));
  return (
    <>
      <PageHeader
        title={person?.displayName ?? t('people.person')}
        {...(person === undefined ? {} : { icon: <PersonAvatar name={person.displayName} /> })}
        back={{ to: '/people', label: t('navigation.people') }}
        badges={person?.enabled === false ? <Badge tone="quiet">{t('people.disabled')}</Badge> : undefined}
      />
      <Panel title={t('people.account')}>
        {person === undefined && error === null && <Lines count={4} />}
        {person === undefined && error !== null && (
          <ProblemAlert error={error} onRetry={() => void refetch()} />
        )}
        {person !== undefined && (
          <dl className="m-facts">
            <dt>{t('people.login')}</dt>
            <dd>{person.loginName === null ? '–' : <Name>{person.loginName}</Name>}</dd>
            <dt>{t('people.mail')}</dt>
            <dd>
              {person.mail === null ? (
                '–'
              ) : (
                <Anchor size="sm" href={`mailto:${person.mail}`}>
                  {person.mail}
                </Anchor>
              )}
            </dd>
            <dt>{t('people.path')}</dt>
            <dd>
              <CopyText text={person.path} label={t('people.copyPath')} />
            </dd>
            <dt>{t('people.id')}</dt>
            <dd>
              <CopyText text={person.id} label={t('people.copyId')} />
            </dd>
          </dl>
        )}
      </Panel>
    </>
  );
}
