/** One value of one attribute, as it was and as it becomes: the line of plans and of history. */
import { Text } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Day } from './day.tsx';
import { Name } from './name.tsx';
import { useAttributeWords } from './use-attribute-words.ts';

interface ValueChange {
  readonly attribute: string;
  readonly old: string | null;
  readonly new: string | null;
  /** The name behind an id in old or new. */
  readonly valueName: string | null;
  /** One's roles hide the field: what is not there is withheld, not empty. */
  readonly hidden?: boolean;
}

export function BeforeAfter({ change }: { change: ValueChange }) {
  const { t } = useTranslation();
  const { label, value } = useAttributeWords();
  if (change.attribute === 'memberUntil') return <EndOfMembership change={change} />;
  const named = (text: string | null) =>
    text === null ? null : (change.valueName ?? value(change.attribute, text));
  const before = named(change.old);
  const after = named(change.new);
  return (
    <span className="m-plan-values">
      <Text span size="sm" c="dimmed">
        {label(change.attribute)}
      </Text>{' '}
      {change.hidden === true && <i className="m-second">{t('plan.hidden')}</i>}
      {change.hidden === true && after !== null && ' '}
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

/** The name is the member's; the values are days. */
function EndOfMembership({ change }: { change: ValueChange }) {
  const { t } = useTranslation();
  const { label } = useAttributeWords();
  const day = (at: string | null) => (at === null ? t('values.noEnd') : <Day at={at} />);
  return (
    <span className="m-plan-values">
      <Text span size="sm" c="dimmed">
        {label(change.attribute)}
      </Text>{' '}
      {change.valueName !== null && <Name>{change.valueName}</Name>}{' '}
      {change.old !== null && (
        <>
          <del>{day(change.old)}</del>{' '}
        </>
      )}
      <ins>{day(change.new)}</ins>
    </span>
  );
}
