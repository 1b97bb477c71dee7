/** Requests asked for in this window that have not ended yet; they survive loading the page again. */
const key = 'muster.watched';
let ids: readonly string[] = read();
const listeners = new Set<() => void>();

function read(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]');
    return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : [];
  } catch {
    return []; // a convenience only
  }
}

function set(next: readonly string[]): void {
  ids = next;
  try {
    sessionStorage.setItem(key, JSON.stringify(next));
  } catch {
    // A browser that keeps nothing: they are watched until the page is left.
  }
  for (const tell of listeners) tell();
}

/** Its end will be told, wherever the person is by then. */
export function watchRequest(id: string): void {
  if (!ids.includes(id)) set([...ids, id]);
}

export function forgetRequest(id: string): void {
  set(ids.filter((one) => one !== id));
}

export const watchedRequests = (): readonly string[] => ids;

export function onWatchedRequests(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
