/** One place where screen readers hear what changed without being looked at. */
import { useSyncExternalStore } from 'react';
import { announced, onAnnounce } from '../../components/announce.ts';

export function LiveRegion() {
  const text = useSyncExternalStore(onAnnounce, announced);
  return (
    <div className="m-visually-hidden" role="status" aria-live="polite">
      {text}
    </div>
  );
}
