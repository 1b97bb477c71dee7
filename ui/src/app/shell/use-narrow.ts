import { useState } from 'react';

const key = 'muster:narrow-navigation';

/** Whether the navigation shows its signs only; this browser remembers it. */
export function useNarrow(): [narrow: boolean, toggle: () => void] {
  const [narrow, set] = useState(() => localStorage.getItem(key) === 'yes');
  return [
    narrow,
    () => {
      localStorage.setItem(key, narrow ? 'no' : 'yes');
      set(!narrow);
    },
  ];
}
