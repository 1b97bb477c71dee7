/** Lets somebody go on who signed in a short while ago; the others sign in once more first. */
import { type ReactNode, useState } from 'react';
import '../../i18n/factor-words.ts';
import { FreshDialog } from './fresh-dialog.tsx';

interface Fresh {
  /** Does it at once, or after the sign-in. */
  readonly first: (next: () => void) => void;
  readonly dialog: ReactNode;
}

/** @param until when the sign-in stops being fresh; null when it no longer is */
export function useFresh(until: string | null, onFresh: () => unknown): Fresh {
  const [waiting, setWaiting] = useState<(() => void) | null>(null);
  return {
    first: (next) => {
      if (until !== null && new Date(until).getTime() > Date.now()) next();
      else setWaiting(() => next);
    },
    dialog: (
      <FreshDialog
        opened={waiting !== null}
        onClose={() => {
          setWaiting(null);
        }}
        onFresh={() => {
          waiting?.();
          setWaiting(null);
          onFresh();
        }}
      />
    ),
  };
}
