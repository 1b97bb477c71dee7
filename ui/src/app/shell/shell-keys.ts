import type { LinkProps } from '@tanstack/react-router';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

/** `g`, then one of these. */
export const goKeys = {
  h: { to: '/', label: 'home' },
  g: { to: '/groups', label: 'groups' },
  p: { to: '/people', label: 'people' },
  i: { to: '/inbox', label: 'inbox' },
  r: { to: '/requests', label: 'myRequests' },
  y: { to: '/history', label: 'history' },
} as const satisfies Readonly<Record<string, { readonly to: LinkProps['to']; readonly label: string }>>;

const withinMs = 1_500;
const isKey = (key: string): key is keyof typeof goKeys => key in goKeys;

const typesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));

/** Goes to a page by two keys, one after the other, and helps at `?`, while nobody types and no dialog is open. */
export function useShellKeys(help: () => void): void {
  const navigate = useNavigate();
  // Outlives the effect: the shell may be drawn anew between two keys.
  const begunAt = useRef(-withinMs);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typesText(event.target)) return;
      if (document.querySelector('[role="dialog"], [role="menu"]') !== null) return;
      // The character, however a keyboard makes it.
      if (event.key === '?') help();
      // By when the keys were pressed: a busy page looks at them later.
      const begun = event.timeStamp - begunAt.current < withinMs;
      begunAt.current = -withinMs;
      if (begun && isKey(event.key)) {
        event.preventDefault();
        void navigate({ to: goKeys[event.key].to });
      } else if (event.key === 'g') begunAt.current = event.timeStamp;
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
    };
  }, [help, navigate]);
}
