import { useTranslation } from 'react-i18next';
import { useTimeZone } from '../api/settings.ts';

/** The last day before an instant that ends it, in the person's own zone; the exact time on hover. */
export function Day({ at }: { at: string }) {
  const { i18n } = useTranslation();
  const timeZone = useTimeZone();
  const instant = new Date(at);
  // Midnight belongs to the day that ends with it.
  const within = new Date(instant.getTime() - 1);
  return (
    <time
      dateTime={at}
      title={instant.toLocaleString(i18n.language, { dateStyle: 'full', timeStyle: 'long', timeZone })}
    >
      {within.toLocaleDateString(i18n.language, { dateStyle: 'medium', timeZone })}
    </time>
  );
}
