/** Apart from the other links: menus are not needed to show the first page. */
import { Menu } from '@mantine/core';
import { createLink } from '@tanstack/react-router';

export const LinkMenuItem = createLink(Menu.Item<'a'>);
