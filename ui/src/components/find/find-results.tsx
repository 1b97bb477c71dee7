/** What was found: each row goes to the selection, or says why it cannot. */
import { Button, Text } from '@mantine/core';
import { IconSearchOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Found } from '../../api/schema.ts';
import { EmptyState } from '../empty-state.tsx';
import { Lines } from '../panel.tsx';
import { ProblemAlert } from '../problem-alert.tsx';
import { Badge } from '../state-badge.tsx';
import { FoundText } from './found-text.tsx';

interface FindResultsProps {
  readonly items: readonly Found[] | undefined;
  readonly error: unknown;
  readonly old: boolean;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (object: Found) => void;
  /** Undefined at the last page. */
  readonly more: (() => void) | undefined;
  readonly loadingMore: boolean;
}

export function FindResults({ items, error, old, chosen, onChoose, more, loadingMore }: FindResultsProps) {
  const { t } = useTranslation();
  if (items === undefined) {
    return error === null ? <Lines count={6} /> : <ProblemAlert error={error} />;
  }
  if (items.length === 0) {
    return <EmptyState icon={IconSearchOff} title={t('find.noneTitle')} text={t('find.noneText')} />;
  }
  return (
    <>
      <ul className="m-find-list" aria-label={t('find.results')} data-old={old || undefined}>
        {items.map((object) => (
          <li key={object.id}>
            <Row object={object} chosen={chosen.has(object.id)} onChoose={onChoose} />
          </li>
        ))}
      </ul>
      {more !== undefined && (
        <Button variant="subtle" fullWidth radius={0} loading={loadingMore} onClick={more}>
          {t('common.more')}
        </Button>
      )}
    </>
  );
}

function Row({
  object,
  chosen,
  onChoose,
}: {
  object: Found;
  chosen: boolean;
  onChoose: (object: Found) => void;
}) {
  const { t } = useTranslation();
  const reason = chosen
    ? t('find.refusals.chosen')
    : object.refusal === null
      ? null
      : object.refusal === 'protected'
        ? t('find.refusals.protected', { reason: object.protection ?? '' })
        : t(`find.refusals.${object.refusal}`);
  return (
    <button
      type="button"
      className="m-find-row"
      disabled={reason !== null}
      onClick={() => {
        onChoose(object);
      }}
    >
      <FoundText object={object} />
      <Marks object={object} />
      {reason !== null && (
        <Text size="xs" c="dimmed" component="span" className="m-find-reason">
          {reason}
        </Text>
      )}
    </button>
  );
}

/** What one should know of an object before it is chosen. */
function Marks({ object }: { object: Found }) {
  const { t } = useTranslation();
  return (
    <span className="m-find-marks">
      {!object.enabled && <Badge tone="quiet">{t('people.disabled')}</Badge>}
      {object.status === 'expired' && <Badge tone="wait">{t('find.expired')}</Badge>}
      {object.protection !== null && (
        <span title={object.protection}>
          <Badge tone="quiet">{t('find.protected')}</Badge>
        </span>
      )}
    </span>
  );
}
