import { Avatar } from '@mantine/core';

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter((word) => /^\p{L}/u.test(word))
    .slice(0, 2)
    .map((word) => Array.from(word)[0] ?? '')
    .join('')
    .toUpperCase();

/** A person at a glance; says nothing that does not stand beside it. */
export function PersonAvatar({ name, size = 48 }: { name: string; size?: number }) {
  return (
    <Avatar aria-hidden radius="xl" size={size} variant="filled" color="indigo.8">
      {initials(name) || null}
    </Avatar>
  );
}
