import { List } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { IdentityStore, StoreReplication } from '../../api/schema.ts';
import { Badge, type Tone } from '../../components/state-badge.tsx';

const tones = { healthy: 'ok', errors: 'bad', unknown: 'quiet' } as const satisfies Record<string, Tone>;

type Healthy = Pick<IdentityStore, 'enabled' | 'health'> & { readonly pausedReason?: string | null };

export function HealthBadge({ store }: { store: Healthy }) {
  const { t } = useTranslation();
  if (!store.enabled) return <Badge tone="quiet">{t('stores.disabled')}</Badge>;
  if (typeof store.pausedReason === 'string') return <Badge tone="wait">{t('stores.paused')}</Badge>;
  return <Badge tone={tones[store.health]}>{t(`stores.health.${store.health}`)}</Badge>;
}

/**
 * Each thing that is wrong with a store, in words [stores-and-links S6].
 * @param replication known to people who may see replication; the others read what the store itself tells
 */
export function HealthFactors({ store, replication }: FactorsProps) {
  const { t } = useTranslation();
  const told = [store.pausedReason, store.health === 'errors' ? store.healthMessage : null];
  const factors = replication?.factors.map(({ message }) => message) ?? [];
  const all = [...new Set([...factors, ...told.filter((text) => text !== null)])].filter(
    // The store's own message is all factors in one line.
    (text, _at, texts) => text !== store.healthMessage || texts.length === 1,
  );
  if (all.length === 0) return null;
  return (
    <List size="sm" aria-label={t('stores.wrong')} className="m-factors">
      {all.map((text) => (
        <List.Item key={text}>{text}</List.Item>
      ))}
    </List>
  );
}

interface FactorsProps {
  readonly store: IdentityStore;
  readonly replication: StoreReplication | undefined;
}
