/** A plan, line by line and store by store: before and after, what is skipped and why, who will be asked. */
import { Alert, List, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconBan, IconMinus, IconPencil, IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Plan } from '../../api/schema.ts';
import { BeforeAfter } from '../../components/before-after.tsx';
import { Name } from '../../components/name.tsx';
import type { Tone } from '../../components/state-badge.tsx';
import { useWorkflowWords } from '../workflows/workflow-words.ts';

type Item = Plan['items'][number];

const size = { size: 14, 'aria-hidden': true } as const;
const signs: Readonly<Record<string, readonly [Tone, ReactNode]>> = {
  create: ['ok', <IconPlus key="i" {...size} />],
  addValue: ['ok', <IconPlus key="i" {...size} />],
  removeValue: ['bad', <IconMinus key="i" {...size} />],
  delete: ['bad', <IconMinus key="i" {...size} />],
  update: ['run', <IconPencil key="i" {...size} />],
};

export function PlanReview({ plan }: { plan: Plan }) {
  const { t } = useTranslation();
  const done = plan.items.filter(({ skippedReason }) => skippedReason === null);
  const skipped = plan.items.filter(({ skippedReason }) => skippedReason !== null);
  const byStore = Map.groupBy(done, ({ store }) => store);
  return (
    <Stack gap="md">
      {plan.warnings.map(({ message }) => (
        <Alert
          key={message}
          color="yellow"
          variant="light"
          icon={<IconAlertTriangle />}
          title={t('plan.warning')}
          styles={{ title: { color: 'var(--m-wait)' }, icon: { color: 'var(--m-wait)' } }}
        >
          {message}
        </Alert>
      ))}
      {done.length === 0 && <Text size="sm">{t('plan.nothing')}</Text>}
      {[...byStore].map(([store, items]) => (
        <div key={store}>
          <Title order={3} size="sm" c="dimmed" fw={600}>
            {t('plan.inStore', { count: items.length, store })}
          </Title>
          <ul className="m-plan">
            {items.map((item, index) => (
              <Line key={index} item={item} />
            ))}
          </ul>
        </div>
      ))}
      {skipped.length > 0 && (
        <div>
          <Title order={3} size="sm" c="dimmed" fw={600}>
            {t('plan.skipped', { count: skipped.length })}
          </Title>
          <ul className="m-plan">
            {skipped.map((item, index) => (
              <Line key={index} item={item} />
            ))}
          </ul>
        </div>
      )}
      {plan.asks !== undefined && done.length > 0 && <Asks asks={plan.asks} />}
    </Stack>
  );
}

function Line({ item }: { item: Item }) {
  const [tone, icon] = signs[item.operation] ?? ['quiet', null];
  const skipped = item.skippedReason !== null;
  return (
    <li>
      <span className="m-plan-sign" data-tone={skipped ? 'quiet' : tone}>
        {skipped ? <IconBan {...size} /> : icon}
      </span>
      <div className="m-plan-values">
        <LineText item={item} />
        {skipped && (
          <Text size="sm" c="dimmed">
            {item.skippedReason}
          </Text>
        )}
      </div>
    </li>
  );
}

function LineText({ item }: { item: Item }) {
  const { t } = useTranslation();
  const { attribute } = item;
  if (attribute !== null) return <BeforeAfter change={{ ...item, attribute }} />;
  return (
    <>
      {item.operation === 'delete' ? t('plan.delete') : t('plan.create')} <Name>{item.objectName}</Name>
    </>
  );
}

function Asks({ asks }: { asks: NonNullable<Plan['asks']> }) {
  const { t } = useTranslation();
  const words = useWorkflowWords();
  return (
    <div>
      <Title order={3} size="sm" c="dimmed" fw={600} mb={6}>
        {t('plan.asks')}
      </Title>
      {asks.length === 0 ? (
        <Text size="sm">{t('plan.asksNobody')}</Text>
      ) : (
        <List size="sm">
          {asks.map(({ held, approvers, fields = [] }, index) => (
            <List.Item key={index}>
              {fields.length > 0 && t('plan.asksFor', { fields: fields.map(words.field).join(', ') })}{' '}
              {held || approvers.length === 0 ? t('plan.held') : <Name>{approvers.join(', ')}</Name>}
            </List.Item>
          ))}
        </List>
      )}
    </div>
  );
}
