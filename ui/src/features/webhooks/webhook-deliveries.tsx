/** What a webhook was sent lately, and how it went. */
import { Button, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import type { WebhookDelivery } from '../../api/schema.ts';
import { webhookDeliveries } from '../../api/webhooks.ts';
import { LinkAnchor } from '../../components/link.tsx';
import { Badge, type Tone } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';
import { useToldFailure } from '../../components/use-told-failure.ts';
import { Waiting } from '../../components/waiting.tsx';

const tones: Readonly<Record<WebhookDelivery['state'], Tone>> = {
  pending: 'wait',
  delivered: 'ok',
  failed: 'bad',
};

export function WebhookDeliveries({ storeId, webhookId }: { storeId: string; webhookId: string }) {
  const { t } = useTranslation();
  const deliveries = webhookDeliveries(storeId, webhookId);
  const query = useQuery(deliveries);
  const { data } = query;
  return (
    <div style={{ flexBasis: '100%' }}>
      {data === undefined && <Waiting query={query} lines={2} />}
      {data?.items.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('webhooks.nothingSent')}
        </Text>
      )}
      <ul className="m-rows">
        {data?.items.map((delivery) => (
          <Row key={delivery.id} storeId={storeId} webhookId={webhookId} delivery={delivery} />
        ))}
      </ul>
    </div>
  );
}

interface RowProps {
  readonly storeId: string;
  readonly webhookId: string;
  readonly delivery: WebhookDelivery;
}

function Row({ storeId, webhookId, delivery }: RowProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { id, event, state, requestId, createdAt, attempts, lastStatus, lastProblem, nextAttemptAt } =
    delivery;
  const again = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/stores/{storeId}/webhooks/{webhookId}/deliveries/{deliveryId}/send', {
          params: { path: { storeId, webhookId, deliveryId: id } },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: webhookDeliveries(storeId, webhookId).queryKey }),
    onError: useToldFailure(),
  });
  return (
    <li>
      <div className="m-grow">
        <Text size="sm" component="div">
          {t(`webhooks.events.${event}`)} <Badge tone={tones[state]}>{t(`webhooks.states.${state}`)}</Badge>
        </Text>
        <Text size="xs" c="dimmed" component="div">
          <Time at={createdAt} /> · {t('webhooks.tries', { count: attempts })}
          {lastStatus !== null && <> · {t('webhooks.status', { status: lastStatus })}</>}
          {nextAttemptAt !== null && (
            <>
              {' · '}
              {t('webhooks.next')} <Time at={nextAttemptAt} />
            </>
          )}
          {requestId !== null && (
            <>
              {' · '}
              <LinkAnchor size="xs" to="/requests/$requestId" params={{ requestId }}>
                {t('webhooks.request')}
              </LinkAnchor>
            </>
          )}
        </Text>
        {lastProblem !== null && (
          <Text size="xs" c="dimmed">
            {lastProblem}
          </Text>
        )}
      </div>
      {state !== 'pending' && (
        <Button
          variant="default"
          size="xs"
          loading={again.isPending}
          onClick={() => {
            again.mutate();
          }}
        >
          {t('webhooks.again')}
        </Button>
      )}
    </li>
  );
}
