import { useTranslation } from 'react-i18next';

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

function relative(at: Date, language: string): string {
  const seconds = (at.getTime() - Date.now()) / 1000;
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (Math.abs(seconds) > 30 * 86_400) return at.toLocaleDateString(language, { dateStyle: 'medium' });
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return Math.abs(seconds) < 60
    ? format.format(0, 'second')
    : format.format(Math.round(seconds / size), unit);
}

/** An instant as people say it; the exact one, in the reader's zone, on hover. */
export function Time({ at }: { at: string }) {
  const { i18n } = useTranslation();
  const instant = new Date(at);
  const exact = instant.toLocaleString(i18n.language, { dateStyle: 'full', timeStyle: 'long' });
  return (
    <time dateTime={at} title={exact}>
      {relative(instant, i18n.language)}
    </time>
  );
}
