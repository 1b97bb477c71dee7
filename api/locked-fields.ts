/** What somebody does not change of a group, as forms ask it: told beforehand, and decided again by the planner. */
import type { IdentityStore } from '../activities/database/repositories/stores.ts';
import type { Reader } from '../activities/directory-index/visibility.ts';
import { type LockedField, lockedFields, unrelated } from '../activities/platform/levels.ts';

/** @param owns whether the group is theirs; one that is created is, unless it is given to somebody else */
export const lockedIn = (
  { fieldLevels }: Pick<IdentityStore, 'fieldLevels'>,
  reader: Pick<Reader, 'hiddenFields' | 'standing'>,
  owns: boolean,
): LockedField[] => lockedFields(fieldLevels, reader, { ...unrelated, owns, kind: 'group' });
