/** What of a group a person may not change, or not see, as its page and its forms ask it. */
import type { Group } from '../../api/schema.ts';

/** @returns for a field's name in lists: whether it is shown, and what its input says where it is not to be changed */
export function locksOf(locked: Group['lockedFields'] = []) {
  const lockOf = (name: string) => locked.find(({ field }) => field === name);
  return {
    isShown: (name: string): boolean => lockOf(name)?.hidden !== true,
    lock: (name: string, hint?: string) => {
      const reason = lockOf(name)?.reason;
      return reason === undefined
        ? { ...(hint === undefined ? {} : { description: hint }) }
        : ({ description: reason, readOnly: true, variant: 'filled' } as const);
    },
  };
}
