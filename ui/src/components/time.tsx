import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useTimeZone } from '../api/settings.ts';

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
const relativeForSeconds = 30 * 86_400;

function relative(at: Date, now: number, language: string, timeZone: string): string {
  const seconds = (at.getTime() - now) / 1000;
  if (Math.abs(seconds) > relativeForSeconds)
    return at.toLocaleDateString(language, { dateStyle: 'medium', timeZone });
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return Math.abs(seconds) < 60
    ? format.format(0, 'second')
    : format.format(Math.round(seconds / size), unit);
}

/** An instant as people say it; the exact one, in the person's own zone, on hover. */
export function Time({ at }: { at: string }) {
  const { i18n } = useTranslation();
  const timeZone = useTimeZone();
  const now = useSyncExternalStore(onTick, tickedAt);
  const instant = new Date(at);
  const exact = instant.toLocaleString(i18n.language, { dateStyle: 'full', timeStyle: 'long', timeZone });
  return (
    <time dateTime={at} title={exact}>
      {relative(instant, now, i18n.language, timeZone)}
    </time>
  );
}

/** One clock for all: a page that stays open goes on telling how long ago. */
const tickMs = 30_000;
let ticked = Date.now();
const tickedAt = (): number => ticked;
const listeners = new Set<() => void>();
let clock: ReturnType<typeof setInterval> | undefined;

function onTick(listener: () => void): () => void {
  listeners.add(listener);
  clock ??= setInterval(() => {
    ticked = Date.now();
    for (const tell of listeners) tell();
  }, tickMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(clock);
    clock = undefined;
  };
}
