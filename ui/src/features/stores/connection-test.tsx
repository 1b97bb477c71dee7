import { Alert, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconPlugConnected, IconPlugConnectedX, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConnectionTest } from '../../api/schema.ts';
import { failureOf } from './areas.ts';

/** Each step of a test with its own result, so that one sees how far it came. */
export function TestReport({ test }: { test: ConnectionTest }) {
  const { t } = useTranslation();
  const tone = test.ok ? 'var(--m-ok)' : 'var(--m-bad)';
  return (
    <Alert
      role="status"
      variant="light"
      color={test.ok ? 'green' : 'red'}
      icon={test.ok ? <IconPlugConnected /> : <IconPlugConnectedX />}
      title={t(test.ok ? 'stores.testOk' : `stores.failures.${failureOf(test.failure)}`)}
      bg={test.ok ? 'var(--m-ok-back)' : 'var(--m-bad-back)'}
      styles={{ title: { color: tone }, icon: { color: tone } }}
    >
      <Stack gap={6}>
        <Text size="sm">{test.message}</Text>
        {test.steps.map(({ name, ok, message }) => (
          <Group key={name} gap={8} wrap="nowrap" align="flex-start">
            <span className="m-step" data-tone={ok ? 'ok' : 'bad'}>
              {ok ? <IconCheck size={16} aria-hidden /> : <IconX size={16} aria-hidden />}
              <span className="m-visually-hidden">{t(ok ? 'stores.stepOk' : 'stores.stepFailed')}</span>
            </span>
            <Text size="sm" style={{ overflowWrap: 'anywhere', minWidth: 0 }}>
              <b>{name}</b> · {message}
            </Text>
          </Group>
        ))}
        {test.vendor !== null && (
          <Text size="sm" c="dimmed">
            {t('stores.vendor', { vendor: test.vendor })}
          </Text>
        )}
      </Stack>
    </Alert>
  );
}
