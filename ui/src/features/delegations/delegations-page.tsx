/** Out of office: who decides in one's place, and for whom one does. */
import { Button, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBeach, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { delegations } from '../../api/delegations.ts';
import { errorOf } from '../../api/problem.ts';
import type { Delegation } from '../../api/schema.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Name } from '../../components/name.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { PersonAvatar } from '../../components/person-avatar.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';
import { Waiting } from '../../components/waiting.tsx';
import '../../i18n/account-words.ts';
import { DelegationForm } from './delegation-form.tsx';

export function DelegationsPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const query = useQuery(delegations);
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<Delegation | null>(null);
  const { data } = query;
  return (
    <>
      <PageHeader
        title={t('delegations.title')}
        description={t('delegations.text')}
        back={{ to: '/profile', label: t('account.back') }}
        actions={
          <Button
            leftSection={<IconPlus size={18} aria-hidden />}
            disabled={data === undefined}
            onClick={() => {
              setMaking(true);
            }}
          >
            {t('delegations.create')}
          </Button>
        }
      />
      <Stack gap={20}>
        <Panel flush title={t('delegations.given')}>
          {data === undefined && <Waiting query={query} lines={2} />}
          {data?.given.length === 0 && (
            <EmptyState
              icon={IconBeach}
              title={t('delegations.noneTitle')}
              text={t('delegations.noneText')}
            />
          )}
          <ul className="m-rows">
            {data?.given.map((one) => (
              <Row key={one.id} name={one.delegate.name} delegation={one}>
                <Button
                  variant="default"
                  size="xs"
                  aria-label={t('delegations.endOne', { name: one.delegate.name })}
                  onClick={() => {
                    setEnding(one);
                  }}
                >
                  {t('delegations.end')}
                </Button>
              </Row>
            ))}
          </ul>
        </Panel>
        {data !== undefined && data.held.length > 0 && (
          <Panel flush title={t('delegations.held')}>
            <ul className="m-rows">
              {data.held.map((one) => (
                <Row key={one.id} name={one.delegator.name} delegation={one} />
              ))}
            </ul>
          </Panel>
        )}
      </Stack>
      {making && (
        <DelegationForm
          workflows={data?.workflows ?? []}
          onDone={() => {
            setMaking(false);
          }}
        />
      )}
      <ConfirmDialog
        opened={ending !== null}
        onClose={() => {
          setEnding(null);
        }}
        title={t('delegations.endOne', { name: ending?.delegate.name ?? '' })}
        text={t('delegations.endText', { name: ending?.delegate.name ?? '' })}
        confirmLabel={t('delegations.end')}
        action={async () => {
          if (ending === null) return;
          const { error, response } = await api.DELETE('/delegations/{delegationId}', {
            params: { path: { delegationId: ending.id } },
          });
          if (!response.ok) throw errorOf(error, response);
          await client.invalidateQueries({ queryKey: delegations.queryKey });
          notifications.show({ message: t('delegations.ended') });
        }}
      />
    </>
  );
}

function Row({ name, delegation, children }: { name: string; delegation: Delegation; children?: ReactNode }) {
  const { t } = useTranslation();
  const { active, startsAt, endsAt, workflows } = delegation;
  return (
    <li>
      <PersonAvatar name={name} />
      <div className="m-grow">
        <Text size="sm" fw={600} component="div">
          <Name>{name}</Name>{' '}
          <Badge tone={active ? 'ok' : 'quiet'}>{t(active ? 'delegations.now' : 'delegations.later')}</Badge>
        </Text>
        <Text size="xs" c="dimmed" component="div">
          {!active && (
            <>
              {t('delegations.from')} <Time at={startsAt} />{' '}
            </>
          )}
          {t('delegations.until')} <Time at={endsAt} />
          {' · '}
          {workflows === null ? t('delegations.all') : workflows.map((one) => one.name).join(', ')}
        </Text>
      </div>
      {children}
    </li>
  );
}
