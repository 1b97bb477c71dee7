/** What screen readers are told: the title of a new page, results, progress. Said by the shell's live region. */
let text = '';
const listeners = new Set<() => void>();

export function announce(next: string): void {
  text = next;
  for (const tell of listeners) tell();
}

export const announced = (): string => text;

export function onAnnounce(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
