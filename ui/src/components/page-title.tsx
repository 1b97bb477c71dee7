import { useEffect } from 'react';
import { announce } from './announce.ts';

/** Names the browser's tab, and says the name to screen readers when the page has changed. */
export function PageTitle({ title }: { title: string }) {
  useEffect(() => {
    document.title = `${title} · Muster`;
    announce(title);
  }, [title]);
  return null;
}
