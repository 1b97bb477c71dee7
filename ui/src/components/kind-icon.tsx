import {
  IconAddressBook,
  IconDeviceDesktop,
  IconFolder,
  IconUser,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { DirectoryObject } from '../api/schema.ts';

const icons = {
  user: IconUser,
  group: IconUsersGroup,
  contact: IconAddressBook,
  computer: IconDeviceDesktop,
  container: IconFolder,
} as const;

/** What something is, beside a text that says it. */
export function KindIcon({ kind, size = 18 }: { kind: DirectoryObject['kind']; size?: number }) {
  const Sign = icons[kind];
  return <Sign size={size} stroke={1.7} aria-hidden style={{ flex: 'none' }} />;
}
