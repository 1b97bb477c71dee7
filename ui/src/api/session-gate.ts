/**
 * Where a request waits while its person signs in again: the page stays as it is, and what was typed
 * is sent once the session is back.
 */
type Listener = (ended: boolean) => void;

let waiting: PromiseWithResolvers<undefined> | null = null;
const listeners = new Set<Listener>();

/** Resolves when somebody has signed in again. Everybody waits for the same sign-in. */
export function signedInAgain(): Promise<undefined> {
  if (waiting === null) {
    waiting = Promise.withResolvers<undefined>();
    for (const tell of listeners) tell(true);
  }
  return waiting.promise;
}

/** Whether people are signing in again: what loses the focus meanwhile must not forget what was typed. */
export const isSessionEnded = (): boolean => waiting !== null;

export function letThrough(): void {
  waiting?.resolve(undefined);
  waiting = null;
  for (const tell of listeners) tell(false);
}

export function onSessionEnd(listener: Listener): () => void {
  listeners.add(listener);
  if (waiting !== null) listener(true);
  return () => listeners.delete(listener);
}
