/** What was changed, told as sentences would tell it. */
import { Text } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../api/schema.ts';
import { Name } from '../../components/name.tsx';
import { Time } from '../../components/time.tsx';
import { useAttributeWords } from '../requests/attribute-words.ts';

/** Before and after of one entry. */
export function EntryChange({ entry }: { entry: HistoryEntry }) {
  const { t } = useTranslation();
  const { label, value } = useAttributeWords();
  if (entry.attribute === null) {
    return <>{entry.operation === 'delete' ? t('history.deleted') : t('history.created')}</>;
  }
  const named = (text: string | null) =>
    text === null ? null : (entry.valueName ?? value(entry.attribute, text));
  const before = named(entry.old);
  const after = named(entry.new);
  return (
    <span className="m-plan-values">
      <Text span size="sm" c="dimmed">
        {label(entry.attribute)}
      </Text>{' '}
      {before !== null && (
        <del>
          <Name>{before}</Name>
        </del>
      )}
      {before !== null && after !== null && (
        <IconArrowRight
          size={14}
          aria-label={t('plan.becomes')}
          style={{ margin: '0 6px', verticalAlign: -2 }}
        />
      )}
      {after !== null && (
        <ins>
          <Name>{after}</Name>
        </ins>
      )}
    </span>
  );
}

/** A short list, for the side of an object and for home. */
export function EntryRows({
  items,
  withObject = false,
}: {
  items: readonly HistoryEntry[];
  withObject?: boolean;
}) {
  return (
    <ul className="m-rows">
      {items.map((entry) => (
        <li key={entry.id}>
          <div className="m-grow">
            {withObject && (
              <Text size="sm" fw={550} component="div">
                <Name>{entry.object.name}</Name>
              </Text>
            )}
            <Text size="sm" component="div">
              <EntryChange entry={entry} />
            </Text>
            <Text size="xs" c="dimmed" component="div">
              <Name>{entry.actor.name}</Name>
              {' · '}
              <Link to="/requests/$requestId" params={{ requestId: entry.requestId }} search={{}}>
                <Time at={entry.at} />
              </Link>
            </Text>
          </div>
        </li>
      ))}
    </ul>
  );
}
