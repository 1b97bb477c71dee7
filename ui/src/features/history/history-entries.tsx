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

/** Lines of one request that are shown before the rest is only counted. */
const shownLines = 3;

/** A short list, one entry per request, for the side of an object and for home. */
export function EntryRows({
  items,
  withObject = false,
}: {
  items: readonly HistoryEntry[];
  withObject?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <ul className="m-rows">
      {[...Map.groupBy(items, ({ requestId }) => requestId).values()].map((entries) => {
        const [first] = entries;
        if (first === undefined) return null;
        const more = entries.length - shownLines;
        return (
          <li key={first.requestId}>
            <div className="m-grow">
              <Text size="sm" fw={550} component="div">
                <Link to="/requests/$requestId" params={{ requestId: first.requestId }} search={{}}>
                  <Name>
                    {withObject
                      ? t(`actionsOn.${first.action}`, { name: first.object.name })
                      : t(`actions.${first.action}`)}
                  </Name>
                </Link>
              </Text>
              {entries.slice(0, shownLines).map((entry) => (
                <Text key={entry.id} size="sm" component="div">
                  <EntryChange entry={entry} />
                </Text>
              ))}
              {more > 0 && (
                <Text size="sm" c="dimmed">
                  {t('history.more', { count: more })}
                </Text>
              )}
              <Text size="xs" c="dimmed" component="div">
                <Name>{first.actor.name}</Name>
                {' · '}
                <Time at={first.at} />
              </Text>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
