import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { errorOf } from '../../api/problem.ts';
import { openSessions } from '../../api/queries.ts';
import { Lines, Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Badge } from '../../components/state-badge.tsx';
import '../../i18n/account-words.ts';
import { deviceOf } from './device.ts';
import { DeviceName, SessionTimes } from './session-facts.tsx';

/** Where one is signed in, each to be ended. */
export function OpenSessions() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sessions = useQuery(openSessions);
  const end = useMutation({
    mutationFn: async (sessionId: string) => {
      const { error, response } = await api.DELETE('/sessions/{sessionId}', {
        params: { path: { sessionId } },
      });
      if (!response.ok) throw errorOf(error, response);
    },
    onSuccess: () => {
      notifications.show({ message: t('sessions.ended') });
    },
    onSettled: () => client.invalidateQueries({ queryKey: openSessions.queryKey }),
  });
  return (
    <Panel flush title={t('sessions.title')}>
      <Text size="sm" c="dimmed" px={20} pb={4}>
        {t('sessions.text')}
      </Text>
      {sessions.isPending && <Lines />}
      {sessions.error !== null && (
        <ProblemAlert error={sessions.error} onRetry={() => void sessions.refetch()} />
      )}
      {end.error !== null && <ProblemAlert error={end.error} />}
      <ul className="m-rows">
        {sessions.data?.items.map((one) => {
          const Device = deviceOf(one.userAgent).small ? IconDeviceMobile : IconDeviceDesktop;
          return (
            <li key={one.id}>
              <Device size={22} stroke={1.6} aria-hidden />
              <div className="m-grow">
                <Group gap="xs">
                  <Text size="sm" fw={600}>
                    <DeviceName agent={one.userAgent} />
                  </Text>
                  {one.current && <Badge tone="ok">{t('sessions.current')}</Badge>}
                </Group>
                <Text size="xs" c="dimmed" component="div">
                  <SessionTimes session={one} />
                </Text>
              </div>
              {!one.current && (
                <Button
                  variant="default"
                  size="xs"
                  loading={end.isPending && end.variables === one.id}
                  onClick={() => {
                    end.mutate(one.id);
                  }}
                >
                  {t('sessions.end')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
