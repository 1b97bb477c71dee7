/** What was changed, told as sentences would tell it. */
import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isRequested } from '../../../../workflows/contracts/actions.ts';
import type { HistoryEntry } from '../../api/schema.ts';
import { BeforeAfter } from '../../components/before-after.tsx';
import { Name } from '../../components/name.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';

/** Before and after of one entry. */
export function EntryChange({ entry }: { entry: HistoryEntry }) {
  const { t } = useTranslation();
  const { attribute } = entry;
  if (attribute !== null) return <BeforeAfter change={{ ...entry, attribute }} />;
  return <>{entry.operation === 'delete' ? t('history.deleted') : t('history.created')}</>;
}

/** Lines of one request that are shown before the rest is only counted. */
const fewLines = 3;

/** A short list, one entry per request, for the side of an object and for home. */
export function EntryRows({
  items,
  withObject = false,
  most = Infinity,
  lines = fewLines,
}: {
  items: readonly HistoryEntry[];
  withObject?: boolean;
  /** Requests that are told. */
  most?: number;
  /** Of each request, before the rest is only counted. */
  lines?: number;
}) {
  const { t } = useTranslation();
  return (
    <ul className="m-rows">
      {[...Map.groupBy(items, ({ requestId }) => requestId).values()].slice(0, most).map((entries) => {
        const [first] = entries;
        if (first === undefined) return null;
        const more = entries.length - lines;
        return (
          <li key={first.requestId}>
            <div className="m-grow">
              <Text size="sm" fw={550} component="div">
                <EntryTitle entry={first} withObject={withObject} />
                {first.source === 'breakGlass' && (
                  <>
                    {' '}
                    <Badge tone="bad">{t('history.forced')}</Badge>
                  </>
                )}
              </Text>
              {entries.slice(0, lines).map((entry) => (
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

/** Leads to the request that made the change, where one did. */
function EntryTitle({ entry, withObject }: { entry: HistoryEntry; withObject: boolean }) {
  const { t } = useTranslation();
  const title = (
    <Name>
      {withObject
        ? t(`actionsOn.${entry.action}`, { name: entry.object.name })
        : t(`actions.${entry.action}`)}
    </Name>
  );
  return !isRequested(entry.action) ? (
    title
  ) : (
    <Link to="/requests/$requestId" params={{ requestId: entry.requestId }} search={{}}>
      {title}
    </Link>
  );
}
