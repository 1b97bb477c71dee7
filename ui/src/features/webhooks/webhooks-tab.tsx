/** Other systems that are told of the requests of a store. */
import { Button, Group, Menu, ActionIcon, Stack, Text, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDotsVertical, IconPencil, IconPlus, IconRefresh, IconWebhook } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import type { Webhook } from '../../api/schema.ts';
import { webhooks } from '../../api/webhooks.ts';
import { DeleteButton } from '../../components/delete-button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Name } from '../../components/name.tsx';
import { Panel } from '../../components/panel.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';
import { useToldFailure } from '../../components/use-told-failure.ts';
import { Waiting } from '../../components/waiting.tsx';
import { WebhookDeliveries } from './webhook-deliveries.tsx';
import { WebhookForm } from './webhook-form.tsx';
import { WebhookSecret } from './webhook-secret.tsx';

export function WebhooksTab({ storeId }: { storeId: string }) {
  const { t } = useTranslation();
  const query = useQuery(webhooks(storeId));
  const [edited, setEdited] = useState<Webhook | 'new' | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const { data } = query;
  return (
    <Stack gap={20}>
      <Panel
        flush
        title={t('webhooks.title')}
        actions={
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => {
              setEdited('new');
            }}
          >
            {t('webhooks.create')}
          </Button>
        }
      >
        {data === undefined && <Waiting query={query} lines={3} />}
        {data?.items.length === 0 && (
          <EmptyState icon={IconWebhook} title={t('webhooks.noneTitle')} text={t('webhooks.noneText')} />
        )}
        <ul className="m-rows">
          {data?.items.map((webhook) => (
            <Row
              key={webhook.id}
              webhook={webhook}
              onEdit={() => {
                setEdited(webhook);
              }}
              onSecret={setSecret}
            />
          ))}
        </ul>
      </Panel>
      {edited !== null && (
        <WebhookForm
          storeId={storeId}
          webhook={edited === 'new' ? null : edited}
          onSecret={setSecret}
          onDone={() => {
            setEdited(null);
          }}
        />
      )}
      {secret !== null && (
        <WebhookSecret
          secret={secret}
          onDone={() => {
            setSecret(null);
          }}
        />
      )}
    </Stack>
  );
}

interface RowProps {
  readonly webhook: Webhook;
  readonly onEdit: () => void;
  readonly onSecret: (secret: string | null) => void;
}

function Row({ webhook, onEdit, onSecret }: RowProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const tell = useToldFailure();
  const [opened, setOpened] = useState(false);
  const { id: webhookId, storeId, name, url, enabled, disabledReason, oldSecretUntil } = webhook;
  const params = { path: { storeId, webhookId } };
  const { queryKey } = webhooks(storeId);
  const renew = () => client.invalidateQueries({ queryKey });
  const test = useMutation({
    mutationFn: () => unwrap(api.POST('/stores/{storeId}/webhooks/{webhookId}/test', { params })),
    onSuccess: async () => {
      setOpened(true);
      await renew();
      notifications.show({ message: t('webhooks.testSent') });
    },
    onError: tell,
  });
  const rotate = useMutation({
    mutationFn: () => unwrap(api.POST('/stores/{storeId}/webhooks/{webhookId}/rotate', { params })),
    onSuccess: async ({ secret }) => {
      onSecret(secret);
      await renew();
    },
    onError: tell,
  });
  return (
    <li style={{ flexWrap: 'wrap' }}>
      <div className="m-grow">
        <Text size="sm" fw={600} component="div">
          <Name>{name}</Name> {!enabled && <Badge tone="quiet">{t('webhooks.off')}</Badge>}
        </Text>
        <Text size="xs" c="dimmed" component="div" style={{ overflowWrap: 'anywhere' }}>
          <Name>{url}</Name>
        </Text>
        {disabledReason !== null && (
          <Text size="xs" c="var(--m-bad)">
            {disabledReason}
          </Text>
        )}
        {oldSecretUntil !== null && (
          <Text size="xs" c="dimmed" component="div">
            {t('webhooks.oldSecret')} <Time at={oldSecretUntil} />
          </Text>
        )}
      </div>
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          aria-expanded={opened}
          onClick={() => {
            setOpened(!opened);
          }}
        >
          {t('webhooks.deliveries')}
        </Button>
        <Button
          variant="default"
          size="xs"
          loading={test.isPending}
          onClick={() => {
            test.mutate();
          }}
        >
          {t('webhooks.test')}
        </Button>
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <Tooltip label={t('webhooks.more', { name })}>
              <ActionIcon variant="default" size={30} aria-label={t('webhooks.more', { name })}>
                <IconDotsVertical size={16} />
              </ActionIcon>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onEdit}>
              {t('common.edit')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconRefresh size={16} aria-hidden />}
              onClick={() => {
                rotate.mutate();
              }}
            >
              {t('webhooks.rotate')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <DeleteButton
          name={name}
          text={t('webhooks.deleteText')}
          queryKey={queryKey}
          remove={() => api.DELETE('/stores/{storeId}/webhooks/{webhookId}', { params })}
        />
      </Group>
      {opened && <WebhookDeliveries storeId={storeId} webhookId={webhookId} />}
    </li>
  );
}
