/** Why can't I? The roles that would allow it and why they do not count, and what was refused of late. */
import { Select, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import {
  isBuilt,
  isPermission,
  type Permission,
  permissions,
} from '../../../../workflows/contracts/permissions.ts';
import type { WhyNot } from '../../api/schema.ts';
import { deniedAttempts, whyNot } from '../../api/why-not.ts';
import { LinkAnchor } from '../../components/link.tsx';
import { Name } from '../../components/name.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { useProblemTitle } from '../../components/problem-alert.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';
import { Waiting } from '../../components/waiting.tsx';
import { ApiError } from '../../api/problem.ts';
import '../../i18n/account-words.ts';

const route = getRouteApi('/shell/profile/why');

export function WhyNotPage() {
  const { t } = useTranslation();
  const named = route.useSearch().permission;
  const navigate = route.useNavigate();
  const permission = named !== undefined && isPermission(named) ? named : null;
  return (
    <>
      <PageHeader
        title={t('whyNot.title')}
        description={t('whyNot.text')}
        back={{ to: '/profile', label: t('account.back') }}
      />
      <Stack gap={20}>
        <Panel>
          <Select
            label={t('whyNot.permission')}
            placeholder={t('whyNot.choose')}
            searchable
            maw={480}
            data={permissions
              .filter((one) => isBuilt(one) || one === permission)
              .map((one) => ({ value: one, label: t(`permissions.${one}`) }))}
            value={permission}
            onChange={(value) => void navigate({ search: { permission: value ?? undefined }, replace: true })}
          />
        </Panel>
        {permission !== null && <Answer permission={permission} />}
        <Recent />
      </Stack>
    </>
  );
}

function Answer({ permission }: { permission: Permission }) {
  const query = useQuery(whyNot(permission));
  return query.data === undefined ? (
    <Panel>
      <Waiting query={query} lines={3} />
    </Panel>
  ) : (
    <Told why={query.data} />
  );
}

function Told({ why }: { why: WhyNot }) {
  const { t } = useTranslation();
  const { heldBy, outsideToken, active, roles } = why;
  const words = { role: active ?? '', permission: t(`permissions.${why.permission}`) };
  const title =
    heldBy !== null
      ? t('whyNot.held', words)
      : outsideToken
        ? t('whyNot.outsideToken')
        : active === null
          ? t('whyNot.lackingNoRole')
          : t('whyNot.lacking', words);
  return (
    <Panel flush>
      <Stack gap={4} px={20} pt={16} pb={8} role="status">
        <Title order={2}>
          <Name>{title}</Name>
        </Title>
        <Text size="sm" c="dimmed">
          {heldBy !== null
            ? t('whyNot.heldText')
            : t(roles.length === 0 ? 'whyNot.nobodyText' : 'whyNot.askText')}
          {heldBy !== null &&
            heldBy !== why.permission &&
            ` ${t('whyNot.heldBroader', { permission: t(`permissions.${heldBy}`) })}`}
        </Text>
      </Stack>
      <ul className="m-rows">
        {roles.map((role) => (
          <li key={role.id}>
            <div className="m-grow">
              <Text size="sm" fw={600}>
                <Name>{role.name}</Name>
              </Text>
            </div>
            <Badge tone={role.verdict === 'active' ? 'ok' : 'quiet'}>
              {t(`whyNot.verdicts.${role.verdict}`)}
            </Badge>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Recent() {
  const { t } = useTranslation();
  const titleOf = useProblemTitle();
  const query = useQuery(deniedAttempts);
  const problemOf = (code: string) =>
    new ApiError({ status: 403, code, detail: '', errors: [], traceId: '' });
  return (
    <Panel flush title={t('whyNot.recent')}>
      {query.data === undefined && <Waiting query={query} lines={3} />}
      {query.data?.length === 0 && (
        <Text size="sm" c="dimmed" px={20} pb={16}>
          {t('whyNot.recentNone')}
        </Text>
      )}
      <ul className="m-rows">
        {query.data?.map(({ id, permission, code, route: address, at }) => (
          <li key={id}>
            <div className="m-grow">
              <Text size="sm" fw={600}>
                {permission === null ? titleOf(problemOf(code)) : t(`permissions.${permission}`)}
              </Text>
              <Text size="xs" c="dimmed" component="div">
                <bdi className="m-path">{address}</bdi> · <Time at={at} />
                {permission === null && ` · ${t('whyNot.noPermission')}`}
              </Text>
            </div>
            {permission !== null && (
              <LinkAnchor
                to="/profile/why"
                search={{ permission }}
                aria-label={t('whyNot.explainOne', { permission: t(`permissions.${permission}`) })}
              >
                {t('whyNot.explain')}
              </LinkAnchor>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
