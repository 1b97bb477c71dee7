/**
 * Whether the API answers. A call that nothing answered says it is away; from then on one quiet probe
 * asks, with growing pauses, until something does.
 */
import { useSyncExternalStore } from 'react';

type Reach = 'here' | 'away' | 'back';

const firstPauseMs = 1_000;
const longestPauseMs = 10_000;
/** A proxy answers for an API that is not there. */
const proxyWords: ReadonlySet<number> = new Set([502, 504]);

let reach: Reach = 'here';
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function set(next: Reach): void {
  if (reach === next) return;
  reach = next;
  for (const tell of listeners) tell();
}

/** A call failed before any answer. */
export function reportSilence(): void {
  if (reach === 'away') return;
  set('away');
  probeAfter(firstPauseMs);
}

/** An answer came, of the API itself or of a proxy that could not reach it. */
export function reportAnswer(status: number): void {
  if (proxyWords.has(status)) reportSilence();
}

/** Asks at once instead of after the pause. */
export function probeNow(): void {
  void probe(firstPauseMs);
}

function probeAfter(pauseMs: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void probe(pauseMs), pauseMs);
}

async function probe(pauseMs: number): Promise<void> {
  clearTimeout(timer);
  // Whatever answers itself is there; whether it is also healthy, its answers say.
  const answered = await fetch('/api/v1/health', { cache: 'no-store' }).then(
    ({ status }) => !proxyWords.has(status),
    () => false,
  );
  if (reach !== 'away') return;
  if (!answered) {
    probeAfter(Math.min(pauseMs * 2, longestPauseMs));
    return;
  }
  set('back');
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useReach = (): Reach => useSyncExternalStore(subscribe, () => reach);
