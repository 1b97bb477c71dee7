import { Alert, Stack, Text } from '@mantine/core';
import { IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConnectionTest } from '../../api/schema.ts';
import { Badge } from '../../components/state-badge.tsx';

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
      title={t(test.ok ? 'stores.testOk' : 'stores.testFailed')}
      styles={{ title: { color: tone }, icon: { color: tone } }}
    >
      <Stack gap={6}>
        <Text size="sm">{test.message}</Text>
        {test.steps.map(({ name, ok, message }) => (
          <Text key={name} size="sm" component="div">
            <Badge tone={ok ? 'ok' : 'bad'}>{name}</Badge> {message}
          </Text>
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
